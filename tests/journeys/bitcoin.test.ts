/** Bitcoin without a private key: received, sent and mined by a real node, whatever happens between. */
import { randomBytes } from 'node:crypto';
import { schnorr } from '@noble/curves/secp256k1';
import type { BitcoinSend, BitcoinSendArgs } from '@qikcard/contracts';
import { scriptOf } from '@qikcard/local-network/bitcoin/address';
import { SigHash, Transaction } from '@scure/btc-signer';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BitcoinNode } from '../support/bitcoin-node.ts';
import { admin, Deployment } from '../support/deployment.ts';
import { granted } from '../support/doors.ts';
import { trailOf } from '../support/operator.ts';
import { person } from '../support/people.ts';
import { everyUpgradePoint } from '../support/upgrade-points.ts';

const MINER = 'bcrt1qqurswpc8qurswpc8qurswpc8qurswpc8dxm0gk';
const SHOP = 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080';
/** bcoin knows segregated witnesses from this height on. */
const SEGWIT_HEIGHT = 432;
const ada = person('Ada');
const ben = person('Ben');
let node: BitcoinNode;
let deployment: Deployment;

beforeAll(async () => {
  node = await BitcoinNode.start();
  deployment = await Deployment.start({ bitcoinNode: node.address });
  granted(await deployment.as(admin).wallet.set_bitcoin_network({ regtest: null }));
  await node.mine(SEGWIT_HEIGHT, MINER);
});
afterAll(async () => {
  await deployment?.stop();
  await node?.stop();
});

const wallet = (who: typeof ada) => deployment.as(who).wallet;
const addresses = async (who: typeof ada) => granted(await wallet(who).bitcoin_addresses());
const spendable = async (who: typeof ada) => {
  await deployment.pass(60);
  return granted(await wallet(who).bitcoin_balance()).spendable;
};
const order = (change: Partial<BitcoinSendArgs> = {}): BitcoinSendArgs => ({
  request_id: randomBytes(16),
  to: SHOP,
  amount: 1_000_000n,
  speed: { normal: null },
  fee_max: 20_000n,
  ...change,
});
const find = async (who: typeof ada, id: bigint): Promise<BitcoinSend> =>
  granted(await wallet(who).bitcoin_send(id));
/** Lets time go by until a payment is in this state. */
const becomes = (who: typeof ada, id: bigint, state: string, seconds = 2) =>
  expect
    .poll(async () => {
      await deployment.pass(seconds);
      return Object.keys((await find(who, id)).state)[0];
    })
    .toBe(state);
/** Gives somebody coins that can be spent. */
async function fund(address: string, blocks: number): Promise<void> {
  await node.mine(blocks, address);
  await node.mine(100, MINER);
}

describe('somebody with no key at all', () => {
  test('has the same two addresses for ever, and nobody else has them', async () => {
    const first = await addresses(ada);
    expect(first).toEqual(await addresses(ada));
    expect(first.p2wpkh).toMatch(/^bcrt1q/);
    expect(first.p2tr).toMatch(/^bcrt1p/);
    expect(await addresses(ben)).not.toEqual(first);
  });
  test('sees what was mined to them', async () => {
    const { p2wpkh } = await addresses(ada);
    await fund(p2wpkh, 2);
    await expect.poll(() => spendable(ada)).toBeGreaterThan(0n);
  });
  test('sends it: a real node takes the payment, mines it, and the wallet says so', async () => {
    const before = await spendable(ada);
    const quote = granted(await wallet(ada).quote_bitcoin(SHOP, 1_000_000n, { normal: null }));
    const { id, state } = granted(await wallet(ada).send_bitcoin(order({ fee_max: quote.fee })));
    expect(state).toEqual({ Accepted: null });
    await becomes(ada, id, 'Sent');
    const sent = await find(ada, id);
    expect(sent.fee).toEqual([quote.fee]);
    await expect.poll(() => node.pool()).toEqual(sent.txid);
    const height = await node.mine(1, MINER);
    expect((await node.block(height)).map((tx) => tx.id)).toContain(sent.txid[0]);
    await becomes(ada, id, 'Seen', 61);
    await node.mine(5, MINER);
    await becomes(ada, id, 'Confirmed', 61);
    expect(await spendable(ada)).toBe(before - 1_000_000n - quote.fee);
    expect((await trailOf(deployment, 'wallet', `payment ${id}`)).at(-1)).toBe(
      'send_bitcoin by itself: Confirmed',
    );
  });
  test('spends from the Taproot address, too, with a signature that BIP-341 accepts', async () => {
    const { p2tr } = await addresses(ben);
    await fund(p2tr, 1);
    await expect.poll(() => spendable(ben)).toBeGreaterThan(0n);
    await node.relayTaproot(true);
    const { id } = granted(await wallet(ben).send_bitcoin(order()));
    await becomes(ben, id, 'Sent');
    const { txid } = await find(ben, id);
    await expect.poll(() => node.pool()).toEqual(txid);
    const height = await node.mine(1, MINER);
    await node.relayTaproot(false);
    const mined = (await node.block(height)).find((tx) => tx.id === txid[0]);
    const spent = Transaction.fromRaw(Buffer.from(mined?.raw ?? '', 'hex'));
    const script = scriptOf(p2tr) as Uint8Array;
    const reward = await rewardOf(spent.getInput(0).txid as Uint8Array);
    const hash = spent.preimageWitnessV1(0, [script], SigHash.DEFAULT, [reward]);
    const [signature] = spent.getInput(0).finalScriptWitness as Uint8Array[];
    expect(schnorr.verify(signature as Uint8Array, hash, script.slice(2))).toBe(true);
  });
});

/** Value of the first output of a transaction in some block. */
async function rewardOf(txid: Uint8Array): Promise<bigint> {
  const wanted = Buffer.from(txid).toString('hex');
  const { height } = await node.tip();
  for (let at = height; at > 0; at--) {
    const found = (await node.block(at)).find((tx) => tx.id === wanted);
    if (found) {
      const options = { allowUnknownInputs: true, allowUnknownOutputs: true };
      const tx = Transaction.fromRaw(Buffer.from(found.raw, 'hex'), options);
      return tx.getOutput(0).amount as bigint;
    }
  }
  throw new Error(`no transaction ${wanted}`);
}

describe('a payment is made once', () => {
  test('when the request is repeated', async () => {
    const args = order();
    const first = granted(await wallet(ada).send_bitcoin(args));
    const again = granted(await wallet(ada).send_bitcoin(args));
    expect(again.id).toBe(first.id);
    await becomes(ada, first.id, 'Sent');
    const { txid } = await find(ada, first.id);
    await expect.poll(() => node.pool()).toEqual(txid);
    await node.mine(1, MINER);
  });
  test('and several at once never spend the same coin', async () => {
    const cem = person('Cem');
    const { p2wpkh } = await addresses(cem);
    await fund(p2wpkh, 1);
    await expect.poll(() => spendable(cem)).toBeGreaterThan(0n);
    const both = [order(), order({ amount: 2_000_000n })];
    const ids = await Promise.all(
      both.map(async (args) => granted(await wallet(cem).send_bitcoin(args)).id),
    );
    await expect
      .poll(async () => {
        await deployment.pass(2);
        const states = await Promise.all(ids.map((id) => find(cem, id)));
        return states.map(({ state }) => Object.keys(state)[0]).sort();
      })
      .toEqual(['Failed', 'Sent']);
    await expect.poll(async () => (await node.pool()).length).toBe(1);
    await node.mine(1, MINER);
  });
  test('wherever an upgrade falls between its first and its last message', async () => {
    const dora = person('Dora');
    const { p2wpkh } = await addresses(dora);
    await fund(p2wpkh, 3);
    await expect.poll(() => spendable(dora)).toBeGreaterThan(0n);
    const points = await everyUpgradePoint(deployment, 'wallet', {
      begin: async () => {
        await deployment.pass(300);
        return granted(await wallet(dora).send_bitcoin(order({ amount: 300_000n }))).id;
      },
      isOver: async (id) => 'Sent' in (await find(dora, id)).state,
      after: async (id) => {
        await becomes(dora, id, 'Sent', 31);
        const { txid } = await find(dora, id);
        await expect.poll(() => node.pool()).toEqual(txid);
        await node.mine(1, MINER);
        await becomes(dora, id, 'Seen', 61);
      },
    });
    expect(points).toBeGreaterThan(4);
  }, 600_000);
});

describe('what is refused', () => {
  test('is refused with a reason before anything is stored', async () => {
    const send = (change: Partial<BitcoinSendArgs>) => wallet(ada).send_bitcoin(order(change));
    expect(await send({ to: 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4' })).toHaveProperty(
      'Err.Invalid.field',
      'to',
    );
    expect(await send({ request_id: new Uint8Array(3) })).toHaveProperty('Err.Invalid');
    expect(await send({ amount: 293n })).toEqual({ Err: { AmountTooSmall: { least: 294n } } });
    expect(await send({ amount: 10_000_001n })).toHaveProperty('Err.DailyLimit');
    expect(await wallet(ben).bitcoin_send(1n)).toEqual({ Err: { UnknownSend: null } });
    expect(await wallet(ada).set_bitcoin_network({ regtest: null })).toEqual({
      Err: { Forbidden: null },
    });
    const other = await wallet(admin).set_bitcoin_network({ mainnet: null });
    expect(other).toHaveProperty('Err.Invalid');
  });
  test('leaves the coins and the day as they were when the fee is too high', async () => {
    await deployment.pass(3_600);
    const { id } = granted(await wallet(ada).send_bitcoin(order({ fee_max: 1n })));
    await becomes(ada, id, 'Failed');
    expect((await find(ada, id)).state).toEqual({ Failed: { reason: 'FeeTooHigh' } });
  });
  test('and a large amount waits, and can be taken back until it goes', async () => {
    const { id, state } = granted(await wallet(ada).send_bitcoin(order({ amount: 5_000_000n })));
    expect(state).toHaveProperty('Waiting');
    expect(await wallet(ben).cancel_bitcoin(id)).toEqual({ Err: { UnknownSend: null } });
    const back = granted(await wallet(ada).cancel_bitcoin(id));
    expect(back.state).toEqual({ Cancelled: null });
    await deployment.pass(700);
    expect(await node.pool()).toEqual([]);
    expect(await wallet(ada).cancel_bitcoin(id)).toEqual({ Err: { TooLate: null } });
  });
});
