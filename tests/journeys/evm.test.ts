/** Ether without a private key: sent once, whatever happens between the wallet and the chain. */
import type { EvmSendArgs } from '@qikcard/contracts';
import { ecdsaPublicKey } from '@qikcard/local-network/threshold/index';
import { computeAddress, Transaction } from 'ethers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { admin, Deployment } from '../support/deployment.ts';
import { granted } from '../support/doors.ts';
import { ETHER, type Ether, etherOf, FEE, GWEI, nameOf, order, SHOP } from '../support/ether.ts';
import { trailOf } from '../support/operator.ts';
import { person } from '../support/people.ts';
import { installEvm, TEST_CHAIN, type TestEvm } from '../support/test-evm.ts';
import { manyRounds, upgradedAnywhere } from './evm-rounds.ts';

const DAY_SECONDS = 86_400;
const ada = person('Ada');
const ben = person('Ben');
let deployment: Deployment;
let chain: TestEvm;
let ether: Ether;

beforeAll(async () => {
  deployment = await Deployment.start();
  chain = await installEvm(deployment);
  ether = etherOf(deployment, chain);
});
afterAll(() => deployment?.stop());

const wallet: Ether['wallet'] = (who) => ether.wallet(who);
const address: Ether['address'] = (who) => ether.address(who);
const find: Ether['find'] = (who, id) => ether.find(who, id);
const becomes: Ether['becomes'] = (...given) => ether.becomes(...given);
const send: Ether['send'] = (who, change) => ether.send(who, change);
const fund: Ether['fund'] = (who, amount) => ether.fund(who, amount);
const confirmed: Ether['confirmed'] = (who, id) => ether.confirmed(who, id);

describe('a chain', () => {
  test('is switched on by admins, if this wallet knows it and its canister answers', async () => {
    const given = { chain_id: TEST_CHAIN, rpc: [chain.id] as [typeof chain.id] };
    expect(await wallet(ada).set_evm_chain(given)).toEqual({ Err: { Forbidden: null } });
    expect(await wallet(ada).evm_address()).toHaveProperty('Err.ChainUnavailable');
    expect(await wallet(ada).send_evm(order())).toHaveProperty('Err.ChainUnavailable');
    const unknown = { ...given, chain_id: 5n };
    expect(await wallet(admin).set_evm_chain(unknown)).toHaveProperty('Err.Invalid');
    const dead = { chain_id: TEST_CHAIN, rpc: [] as [] };
    expect(await wallet(admin).set_evm_chain(dead)).toHaveProperty('Err.ChainUnavailable');
    const set = granted(await wallet(admin).set_evm_chain(given));
    expect(set).toMatchObject({ name: 'Local Ethereum', symbol: 'ETH', test: true });
    expect(await wallet(ada).evm_chains()).toEqual([set]);
  });
  test('gives everybody an address of their own, the same for ever', async () => {
    const first = await address(ada);
    expect(first).toMatch(/^0x[0-9a-fA-F]{40}$/);
    await deployment.upgrade('wallet');
    expect(await address(ada)).toBe(first);
    expect(await address(ben)).not.toBe(first);
    const path = ['qik', 'eth'].map((part) => new TextEncoder().encode(part));
    const owned = [...path, ada.principal.toUint8Array()];
    const self = deployment.ids.wallet.toUint8Array();
    const key = ecdsaPublicKey('dfx_test_key', self, owned).publicKey;
    expect(first).toBe(computeAddress(`0x${Buffer.from(key).toString('hex')}`));
    const mainnet = { chain_id: 1n, rpc: [chain.id] as [typeof chain.id] };
    expect(await wallet(admin).set_evm_chain(mainnet)).toHaveProperty(
      'Err.Invalid.field',
      'chain_id',
    );
  });
});

describe('a payment', () => {
  test('says what it costs, arrives once, and is signed as any Ethereum library reads it', async () => {
    await fund(ada, ETHER);
    const quote = granted(await wallet(ada).quote_evm(TEST_CHAIN, SHOP, 1n, { normal: null }));
    expect(quote).toMatchObject({ fee: FEE, gas: 21_000n });
    const args = order();
    const { id } = granted(await wallet(ada).send_evm(args));
    expect(granted(await wallet(ada).send_evm(args)).id).toBe(id);
    await becomes(ada, id, 'Sent');
    const [raw] = await chain.raws();
    const read = Transaction.from(raw as string);
    expect(read).toMatchObject({
      ...{ type: 2, from: await address(ada), to: SHOP, value: args.amount, nonce: 0 },
      ...{ chainId: TEST_CHAIN, gasLimit: 21_000n, data: '0x' },
      ...{ maxFeePerGas: 22n * GWEI, maxPriorityFeePerGas: 2n * GWEI },
    });
    expect((await find(ada, id)).hash).toEqual([read.hash]);
    const waiting = granted(await wallet(ada).evm_balance(TEST_CHAIN));
    expect(waiting).toEqual({
      spendable: ETHER - args.amount - FEE,
      reserved: args.amount + FEE,
    });
    const done = await confirmed(ada, id);
    expect(done.fee).toEqual([12n * GWEI * 21_000n]);
    expect(await chain.balance(SHOP)).toBe(args.amount);
    expect((await trailOf(deployment, 'wallet', `payment ${id}`)).slice(-2)).toEqual([
      'send_evm by somebody: Ok',
      'send_evm by itself: Confirmed',
    ]);
    const left = granted(await wallet(ada).evm_balance(TEST_CHAIN));
    expect(left).toEqual({ spendable: ETHER - args.amount - 12n * GWEI * 21_000n, reserved: 0n });
    expect(await wallet(ben).evm_send(id)).toEqual({ Err: { UnknownSend: null } });
    expect((await wallet(ada).evm_sends([], 10)).sends).toHaveLength(1);
  });
  test('and several at once have nonces in a row, and never spend the same ether', async () => {
    const cem = person('Cem');
    await fund(cem, (ETHER / 100n) * 3n);
    const ids = await Promise.all(
      Array.from({ length: 4 }, async () => (await send(cem, { amount: ETHER / 100n })).id),
    );
    await expect
      .poll(async () => {
        await deployment.pass(2);
        return (await Promise.all(ids.map((id) => find(cem, id)))).map(nameOf).sort();
      })
      .toEqual(['Failed', 'Failed', 'Sent', 'Sent']);
    const sent = (await Promise.all(ids.map((id) => find(cem, id)))).filter(
      (each) => nameOf(each) === 'Sent',
    );
    expect(sent.flatMap(({ nonce }) => nonce).sort()).toEqual([0n, 1n]);
    expect(await chain.mine()).toBe(2n);
    const failed = (await Promise.all(ids.map((id) => find(cem, id)))).find(
      (each) => nameOf(each) === 'Failed',
    );
    expect(failed?.state).toEqual({ Failed: { reason: 'NotEnough' } });
    expect((await trailOf(deployment, 'wallet', `payment ${failed?.id}`)).at(-1)).toBe(
      'send_evm by itself: Failed: NotEnough',
    );
    await chain.finalize();
  });
  test('whose answer is lost is handed in again as the same bytes, and arrives once', async () => {
    const before = await chain.balance(SHOP);
    await chain.set_mode('lose answers');
    const { id } = await send(ada);
    await becomes(ada, id, 'Signed');
    for (let i = 0; i < 3; i++) await deployment.pass(9);
    await chain.set_mode('ok');
    await becomes(ada, id, 'Sent', 31);
    const own = (await chain.raws()).filter((raw) => Transaction.from(raw).nonce === 1);
    const mine = own.filter((raw) => Transaction.from(raw).to === SHOP);
    expect(mine.length).toBeGreaterThan(1);
    const from = await address(ada);
    expect(new Set(mine.filter((raw) => Transaction.from(raw).from === from)).size).toBe(1);
    await confirmed(ada, id);
    expect(await chain.balance(SHOP)).toBe(before + ETHER / 100n);
  });
  test('that the chain forgets is offered again, also after a block that lost', async () => {
    const before = await chain.balance(SHOP);
    const { id } = await send(ada);
    await becomes(ada, id, 'Sent');
    await chain.mine();
    await becomes(ada, id, 'Seen', 31);
    await chain.lose_block();
    await chain.forget_pool();
    await becomes(ada, id, 'Sent', 61);
    for (let i = 0; i < 25; i++) await deployment.pass(31);
    expect(await chain.pooled()).toBe(1n);
    await confirmed(ada, id);
    expect(await chain.balance(SHOP)).toBe(before + ETHER / 100n);
  });
  test('waits while providers are busy or disagree', async () => {
    for (const mode of ['unavailable', 'disagree']) {
      await deployment.pass(300);
      await chain.set_mode(mode);
      const { id } = await send(ada);
      for (let i = 0; i < 3; i++) await deployment.pass(9);
      const waiting = await find(ada, id);
      expect(nameOf(waiting)).toBe('Accepted');
      expect(waiting.problem).toHaveLength(1);
      await chain.set_mode('ok');
      await becomes(ada, id, 'Sent', 61);
      await confirmed(ada, id);
    }
  });
  test('that its receiver refuses is told so: the fee is paid, the amount stays', async () => {
    const refusing = '0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC';
    await chain.refuse(refusing);
    await deployment.pass(300);
    const before = granted(await wallet(ada).evm_balance(TEST_CHAIN)).spendable;
    const { id } = await send(ada, { to: refusing });
    await becomes(ada, id, 'Sent');
    await chain.mine();
    await becomes(ada, id, 'Seen', 31);
    await chain.finalize();
    await becomes(ada, id, 'Reverted', 61);
    const after = granted(await wallet(ada).evm_balance(TEST_CHAIN)).spendable;
    expect(before - after).toBe(12n * GWEI * 21_000n);
  });
  test('waits for a canister that is stopped; operators see it, with what to do', async () => {
    await deployment.pass(300);
    const canisterId = chain.id as never;
    await deployment.pic.stopCanister({ canisterId });
    const { id } = await send(ada);
    for (let i = 0; i < 8; i++) await deployment.pass(120);
    const { sagas } = granted(await wallet(admin).stuck_sagas([], 10));
    expect(sagas.find((each) => each.id === id)).toMatchObject({
      ...{ kind: `payment on chain ${TEST_CHAIN}`, step: 'accepted', code: ['evm.accepted'] },
    });
    await deployment.pic.startCanister({ canisterId });
    granted(await wallet(admin).retry_saga(id));
    await becomes(ada, id, 'Sent');
    await confirmed(ada, id);
  });
});

describe('a payment that no block takes', () => {
  const stuck = async () => {
    await deployment.pass(600);
    const { id } = await send(ada);
    await becomes(ada, id, 'Sent');
    await chain.set_base_fee(40n * GWEI);
    expect(await chain.mine()).toBe(0n);
    return id;
  };
  const replace = (id: bigint, by: 'Faster' | 'Nothing', fee_max: bigint) =>
    wallet(ada).replace_evm({ id, by: { [by]: null } as { Faster: null }, fee_max });
  test('goes faster for a higher fee, and still arrives once', async () => {
    const before = await chain.balance(SHOP);
    const id = await stuck();
    const [nonce] = (await find(ada, id)).nonce;
    const needed = (FEE * 11n) / 10n;
    expect(await replace(id, 'Faster', needed - 1n)).toEqual({
      Err: { FeeTooHigh: { fee: needed, most: needed - 1n } },
    });
    expect(await wallet(ben).replace_evm({ id, by: { Faster: null }, fee_max: FEE * 4n })).toEqual({
      Err: { UnknownSend: null },
    });
    granted(await replace(id, 'Faster', FEE * 4n));
    await becomes(ada, id, 'Sent');
    expect(await find(ada, id)).toMatchObject({ replacements: 1, nonce: [nonce] });
    expect(await chain.pooled()).toBe(1n);
    await confirmed(ada, id);
    expect(await chain.balance(SHOP)).toBe(before + ETHER / 100n);
    expect(await replace(id, 'Faster', FEE * 9n)).toEqual({ Err: { TooLate: null } });
    await chain.set_base_fee(10n * GWEI);
  });
  test('or gives way to nothing, and the amount stays', async () => {
    const before = await chain.balance(SHOP);
    const id = await stuck();
    granted(await replace(id, 'Nothing', FEE * 4n));
    await becomes(ada, id, 'Sent');
    await chain.mine();
    await becomes(ada, id, 'Seen', 31);
    await chain.finalize();
    await becomes(ada, id, 'Dropped', 61);
    expect(await chain.balance(SHOP)).toBe(before);
    await chain.set_base_fee(10n * GWEI);
  });
  test('and if the first one was mined after all, that one counts', async () => {
    const before = await chain.balance(SHOP);
    await deployment.pass(600);
    const { id } = await send(ada);
    await becomes(ada, id, 'Sent');
    const [hash] = (await find(ada, id)).hash;
    await chain.mine();
    granted(await replace(id, 'Nothing', FEE * 4n));
    await becomes(ada, id, 'Sent', 1);
    await becomes(ada, id, 'Seen', 31);
    await chain.finalize();
    await becomes(ada, id, 'Confirmed', 61);
    expect((await find(ada, id)).hash).toEqual([hash]);
    expect(await chain.balance(SHOP)).toBe(before + ETHER / 100n);
  });
});

describe('a balance that a payment was planned with', () => {
  test('still has in it what a payment takes that left it a block later', async () => {
    const gus = person('Gus');
    await fund(gus, (ETHER / 100n) * 2n);
    const first = await send(gus);
    await becomes(gus, first.id, 'Sent');
    await chain.mine();
    await becomes(gus, first.id, 'Seen', 31);
    await chain.set_mode('old blocks');
    const second = await send(gus);
    await becomes(gus, second.id, 'Failed');
    expect((await find(gus, second.id)).state).toEqual({ Failed: { reason: 'NotEnough' } });
    await chain.set_mode('ok');
    await chain.finalize();
    await becomes(gus, first.id, 'Confirmed', 61);
  });
  test('was wrong: the payment gives way to nothing by itself, and the next one goes', async () => {
    const hal = person('Hal');
    await fund(hal, ETHER / 100n);
    const before = { shop: await chain.balance(SHOP), raws: (await chain.raws()).length };
    await chain.set_mode('wrong balances');
    const { id } = await send(hal);
    await becomes(hal, id, 'Signed');
    await chain.set_mode('ok');
    expect(await chain.mine()).toBe(0n);
    await becomes(hal, id, 'Sent', 31);
    const own = (await chain.raws()).slice(before.raws).map((raw) => Transaction.from(raw));
    expect(own.filter(({ to }) => to === SHOP).length).toBeGreaterThan(5);
    expect(own.at(-1)).toMatchObject({ to: await address(hal), value: 0n, nonce: 0 });
    expect(own.at(-1)?.maxFeePerGas).toBe(own[0]?.maxFeePerGas);
    expect(await chain.mine()).toBe(1n);
    await becomes(hal, id, 'Seen', 31);
    await chain.finalize();
    await becomes(hal, id, 'Dropped', 61);
    expect(await chain.balance(SHOP)).toBe(before.shop);
    const next = await send(hal, { amount: ETHER / 200n });
    await becomes(hal, next.id, 'Sent');
    await confirmed(hal, next.id);
    expect(await chain.balance(SHOP)).toBe(before.shop + ETHER / 200n);
  });
});

test('a payment whose nonce a copy of the key has used has failed, and the next one goes', async () => {
  const fay = person('Copied');
  await fund(fay, ETHER);
  const left = async () => {
    const all = await wallet(fay).spending_limits();
    return all.find(({ asset }) => 'Evm' in asset)?.left_today;
  };
  const before = await left();
  const { id } = await send(fay);
  await becomes(fay, id, 'Sent');
  await chain.forget_pool();
  await chain.use_nonce(await address(fay));
  await chain.finalize();
  for (let i = 0; i < 24; i++) await deployment.pass(31);
  expect((await find(fay, id)).state).toEqual({ Failed: { reason: 'NonceTaken' } });
  expect(await left()).toBe(before);
  const next = await send(fay);
  await becomes(fay, next.id, 'Sent');
  expect((await find(fay, next.id)).nonce).toEqual([1n]);
  await confirmed(fay, next.id);
});

describe('what is refused', () => {
  test('is refused with a reason before anything is stored', async () => {
    await deployment.pass(DAY_SECONDS);
    const refused = (change: Partial<EvmSendArgs>) => wallet(ada).send_evm(order(change));
    const slip = '0x70997970c51812dc3A010C7d01b50e0d17dc79C8';
    expect(await refused({ to: slip })).toHaveProperty('Err.Invalid.field', 'to');
    expect(await refused({ request_id: new Uint8Array(1) })).toHaveProperty('Err.Invalid');
    expect(await refused({ amount: 0n })).toEqual({ Err: { AmountTooSmall: { least: 1n } } });
    expect(await refused({ amount: 2n ** 130n })).toHaveProperty('Err.Invalid');
    expect(await refused({ amount: ETHER + 1n })).toHaveProperty('Err.DailyLimit');
    expect(await refused({ chain_id: 1n })).toHaveProperty('Err.ChainUnavailable');
    const all = await wallet(ada).quote_evm(TEST_CHAIN, SHOP, 2n ** 200n, { slow: null });
    expect(all).toHaveProperty('Err.Invalid.field', 'amount');
    const poor = await wallet(ben).quote_evm(TEST_CHAIN, SHOP, 1n, { slow: null });
    expect(poor).toHaveProperty('Err.NotEnough.spendable', 0n);
  });
  test('a fee above the one agreed to fails by name, and nothing is signed', async () => {
    const count = (await chain.raws()).length;
    const { id } = await send(ada, { fee_max: FEE - 1n });
    await becomes(ada, id, 'Failed');
    expect((await find(ada, id)).state).toEqual({ Failed: { reason: 'FeeTooHigh' } });
    expect(await chain.raws()).toHaveLength(count);
  });
  test('one wei less than amount and fee is too little, and exactly both is enough', async () => {
    for (const [name, missing, state] of [
      ['Short', 1n, 'Failed'],
      ['Exact', 0n, 'Sent'],
    ] as const) {
      const who = person(name);
      await fund(who, ETHER / 100n + FEE - missing);
      const { id } = await send(who);
      await becomes(who, id, state);
    }
    expect(await chain.mine()).toBe(1n);
    await chain.finalize();
  });
  test('and a large amount waits, and can be taken back until it goes', async () => {
    const { id, state } = await send(ada, { amount: ETHER / 2n });
    expect(state).toHaveProperty('Waiting');
    expect(await wallet(ben).cancel_evm(id)).toEqual({ Err: { UnknownSend: null } });
    expect(granted(await wallet(ada).cancel_evm(id)).state).toEqual({ Cancelled: null });
    await deployment.pass(700);
    expect(await chain.pooled()).toBe(0n);
    expect(await wallet(ada).cancel_evm(id)).toEqual({ Err: { TooLate: null } });
  });
});

test(
  'wherever an upgrade falls between its first and its last message, it arrives once',
  () => upgradedAnywhere(ether),
  600_000,
);
test(
  'whatever happens in between, every wei is somewhere and every payment ends as it says',
  () => manyRounds(ether),
  600_000,
);
