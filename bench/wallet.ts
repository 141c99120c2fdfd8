/** What the wallet's operations cost: instructions of the call, and cycles until it is done. */
import { createHash } from 'node:crypto';
import { BitcoinNode } from '../tests/support/bitcoin-node.ts';
import { admin, Deployment } from '../tests/support/deployment.ts';
import { granted, organizer } from '../tests/support/doors.ts';
import { type Person, people } from '../tests/support/people.ts';
import { earnQik, QIK } from '../tests/support/qik.ts';
import { installEvm, TEST_CHAIN, type TestEvm } from '../tests/support/test-evm.ts';
import { installLedger, type TestLedger } from '../tests/support/test-ledger.ts';
import { installMinter, type TestMinter } from '../tests/support/test-minter.ts';
import type { Row } from './rows.ts';

const SAMPLES = 3;
const ETHER = 10n ** 18n;
const DAY_NS = 86_400_000_000_000n;
const DAYS = 30n;
const SEGWIT_HEIGHT = 432;
const MATURE = 100;
const ROUNDS_MAX = 40;
const MINER = 'bcrt1qqurswpc8qurswpc8qurswpc8qurswpc8dxm0gk';
const BITCOIN_SHOP = 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080';
const ETHER_SHOP = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const guests = people('guest', SAMPLES);
const normal = { normal: null };

export const suite = { title: 'Wallet, instructions and cycles', measure };

type Bench = {
  deployment: Deployment;
  node: BitcoinNode;
  ledger: TestLedger;
  minter: TestMinter;
  chain: TestEvm;
  costs: Row[];
};

async function measure(): Promise<Row[]> {
  const node = await BitcoinNode.start();
  const deployment = await Deployment.start({ bitcoinNode: node.address });
  try {
    await deployment.grant(organizer, 'organizer');
    await earnQik(deployment, guests, 10n * QIK);
    const ledger = await installLedger(deployment);
    const minter = await installMinter(deployment, ledger);
    const chain = await installEvm(deployment);
    const bench: Bench = { deployment, node, ledger, minter, chain, costs: [] };
    await setUp(bench);
    await small(bench);
    await escrow(bench);
    await sends(bench);
    return bench.costs;
  } finally {
    await deployment.stop();
    await node.stop();
  }
}

async function setUp({ deployment, node, ledger, minter, chain }: Bench): Promise<void> {
  const { wallet } = deployment.as(admin);
  granted(await wallet.add_ledger(ledger.id));
  granted(await wallet.set_bitcoin_network({ regtest: null }));
  granted(await wallet.set_ckbtc({ minter: minter.id, ledger: ledger.id }));
  granted(await wallet.set_evm_chain({ chain_id: TEST_CHAIN, rpc: [chain.id] }));
  await node.mine(SEGWIT_HEIGHT, MINER);
  for (const who of guests) {
    const own = deployment.as(who).wallet;
    await ledger.give(await own.deposit_account(), 10n * QIK);
    await chain.give(granted(await own.evm_address()), ETHER);
    await node.mine(1, granted(await own.bitcoin_addresses()).p2wpkh);
  }
  await node.mine(MATURE, MINER);
  const [first] = guests as [Person];
  // The Bitcoin canister reads blocks as time goes by.
  for (let spendable = 0n; spendable === 0n; ) {
    await deployment.pass(60);
    spendable = granted(await deployment.as(first).wallet.bitcoin_balance()).spendable;
  }
}

/** Numbered ids: the same run has the same instructions. */
const idOf = (name: string) =>
  Uint8Array.from(createHash('sha256').update(name).digest().subarray(0, 16));

async function small(bench: Bench): Promise<void> {
  const { deployment, ledger } = bench;
  const own = (at: number) => deployment.as(guests[at] as Person).wallet;
  const rules = { per_day: QIK, wait_from: [QIK] as [bigint], wait_seconds: 600 };
  await counted(bench, 'set_spending_limits', 'set_spending_limits', async (at) =>
    granted(await own(at).set_spending_limits({ Ledger: ledger.id }, rules)),
  );
  const network = { Evm: null };
  await counted(bench, 'save_address', 'save_address', async (at) =>
    granted(await own(at).save_address({ id: [], label: 'Shop', network, address: ETHER_SHOP })),
  );
}

async function escrow(bench: Bench): Promise<void> {
  const { deployment } = bench;
  const ids: bigint[] = [];
  const lender = organizer.principal;
  const until_ns = (await deployment.nowNs()) + DAYS * DAY_NS;
  await counted(bench, 'open_escrow, a deposit', 'open_escrow', async (at) => {
    const purpose = { Deposit: { lender, reference: 'bench' } };
    const asked = { request_id: idOf(`escrow ${at}`), amount: QIK, until_ns, purpose };
    const own = deployment.as(guests[at] as Person).wallet;
    ids.push(granted(await own.open_escrow({ ...asked, resource_id: [] })).id);
  });
  await counted(bench, 'settle_escrow, shared out', 'settle_escrow', async (at) =>
    granted(await deployment.as(organizer).wallet.settle_escrow(ids[at] as bigint, QIK / 2n)),
  );
}

/** Each kind of payment until somebody else has it: a ledger, the minter, or a chain. */
async function sends(bench: Bench): Promise<void> {
  const { deployment, ledger } = bench;
  const own = (at: number) => deployment.as(guests[at] as Person).wallet;
  const until = async (is: () => Promise<object>, state: string) => {
    for (let round = 0; round < ROUNDS_MAX; round++) {
      await deployment.pass(1);
      if (state in (await is())) return;
    }
    throw new Error(`a payment is not ${state}`);
  };
  await counted(bench, 'withdrawal on a ledger, until done', 'withdraw', async (at) => {
    const to = { owner: organizer.principal, subaccount: [] as [] };
    const asked = { request_id: idOf(`order ${at}`), ledger: ledger.id, to };
    const { id } = granted(await own(at).withdraw({ ...asked, amount: 1_000n, fee_max: QIK }));
    await until(async () => granted(await own(at).ledger_order(id)).state, 'Done');
  });
  await counted(
    bench,
    'ckBTC to Bitcoin, until the minter has it',
    'withdraw_ckbtc',
    async (at) => {
      const asked = { request_id: idOf(`ckbtc ${at}`), to: BITCOIN_SHOP, fee_max: QIK };
      const { id } = granted(await own(at).withdraw_ckbtc({ ...asked, amount: 60_000n }));
      await until(async () => granted(await own(at).ckbtc_withdrawal(id)).state, 'Taken');
    },
  );
  await counted(bench, 'Bitcoin from one coin, until sent', 'send_bitcoin', async (at) => {
    const asked = { request_id: idOf(`bitcoin ${at}`), to: BITCOIN_SHOP, speed: normal };
    const { id } = granted(
      await own(at).send_bitcoin({ ...asked, amount: 1_000_000n, fee_max: 100_000n }),
    );
    await until(async () => granted(await own(at).bitcoin_send(id)).state, 'Sent');
  });
  await counted(bench, 'ether, until sent', 'send_evm', async (at) => {
    const asked = { request_id: idOf(`ether ${at}`), chain_id: TEST_CHAIN, to: ETHER_SHOP };
    const rest = { speed: normal, amount: 1_000n, fee_max: ETHER };
    const { id } = granted(await own(at).send_evm({ ...asked, ...rest }));
    await until(async () => granted(await own(at).evm_send(id)).state, 'Sent');
  });
}

const used = async ({ deployment }: Bench, method: string) => {
  const all = await deployment.as(organizer).wallet.instructions();
  return Number(all.find((entry) => entry.method === method)?.total ?? 0n) / 1e6;
};
const balance = async ({ deployment: { pic, ids } }: Bench) =>
  Number(await pic.getCyclesBalance(ids.wallet as never)) / 1e6;

/** Instructions of `method`, and cycles of the wallet canister, for one of these. */
async function counted(
  bench: Bench,
  name: string,
  method: string,
  call: (at: number) => Promise<unknown>,
): Promise<void> {
  const [instructions, cycles] = [await used(bench, method), await balance(bench)];
  for (let at = 0; at < SAMPLES; at++) await call(at);
  const value = ((await used(bench, method)) - instructions) / SAMPLES;
  bench.costs.push({ name: `wallet.${method}`, value, unit: 'M instructions', exact: true });
  const spent = (cycles - (await balance(bench))) / SAMPLES;
  bench.costs.push({ name: `cycles of wallet: ${name}`, value: spent, unit: 'M cycles' });
}
