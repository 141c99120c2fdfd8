/** Whatever happens in which order, nothing of value is made, lost, or spent twice. */
import { randomBytes } from 'node:crypto';
import { accountOf } from '@qikcard/contracts/icrc/account';
import type { Value } from '@qikcard/contracts/icrc/value';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { configureWallet, type WalletConfig } from '../../scripts/wallet/configure.ts';
import { admin, Deployment } from '../support/deployment.ts';
import { granted, organizer } from '../support/doors.ts';
import { type Person, people, person } from '../support/people.ts';
import { earnQik, QIK } from '../support/qik.ts';
import { type Evenings, evenings } from '../support/random-evening.ts';
import { installEvm, TEST_CHAIN, type TestEvm } from '../support/test-evm.ts';
import { installLedger, type TestLedger } from '../support/test-ledger.ts';
import { installMinter, type TestMinter } from '../support/test-minter.ts';
import { usualDay, type WalletStep, walletSteps } from '../support/wallet-steps.ts';

const FEE = 10_000n;
const ETHER = 10n ** 18n;
const ETHER_FEE = 10n ** 15n;
const GIVEN = 2_000_000n;
const BITCOIN_SHOP = 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080';
const ETHER_SHOP = '0x70997970C51812dc3A010C7d01b50e0d17dc79C8';
const DAY_SECONDS = 86_400;
const DAY_NS = 86_400_000_000_000n;
const holders = people('holder', 3);
const shop = accountOf(person('Shop').principal);
let deployment: Deployment;
let nights: Evenings;
let ledger: TestLedger;
let minter: TestMinter;
let chain: TestEvm;
let qik: bigint;
let config: WalletConfig;
const changes: string[] = [];

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  await earnQik(deployment, holders, 20n * QIK);
  ledger = await installLedger(deployment);
  minter = await installMinter(deployment, ledger);
  chain = await installEvm(deployment);
  const { wallet } = deployment.as(admin);
  config = {
    bitcoin: { network: 'regtest' },
    ledgers: [{ id: ledger.id.toText(), limits: { perDay: '10000000', waitFrom: '5000000' } }],
    ckbtc: { minter: minter.id.toText(), ledger: ledger.id.toText() },
    chains: [{ id: Number(TEST_CHAIN), rpc: chain.id.toText() }],
  };
  await configureWallet(wallet, config, (line) => changes.push(line));
  qik = await wallet.icrc1_total_supply();
  nights = evenings(deployment, holders, 1);
  await nights.begin();
});
afterAll(() => deployment?.stop());

const wallet = (who: Person) => deployment.as(who).wallet;
type Answer = { Ok: { id: bigint } } | { Err: unknown };
/** What everybody has begun, by kind, and how to ask for the same again. */
type Begun = { kind: 'order' | 'ckbtc' | 'evm' | 'escrow'; who: Person; id: bigint };
type Run = { begun: Map<string, Begun>; last?: () => Promise<void>; stopped: boolean };

/** Asks, keeps what was begun, and remembers how to ask for the very same again. */
async function begin(run: Run, kind: Begun['kind'], who: Person, ask: () => Promise<Answer>) {
  const once = async () => {
    const answer = await ask();
    if ('Ok' in answer) run.begun.set(`${kind} ${answer.Ok.id}`, { kind, who, id: answer.Ok.id });
  };
  run.last = once;
  await once();
}

const withdraw = (who: Person, amount: bigint) => {
  const request_id = randomBytes(16);
  return () =>
    wallet(who).withdraw({ request_id, ledger: ledger.id, to: shop, amount, fee_max: FEE });
};
const toBitcoin = (who: Person, amount: bigint) => {
  const request_id = randomBytes(16);
  return () =>
    wallet(who).withdraw_ckbtc({ request_id, to: BITCOIN_SHOP, amount, fee_max: FEE * 2n });
};
const sendEther = (who: Person, amount: bigint) => {
  const request_id = randomBytes(16);
  const speed = { normal: null };
  const rest = { request_id, chain_id: TEST_CHAIN, to: ETHER_SHOP, speed, fee_max: ETHER_FEE };
  return () => wallet(who).send_evm({ ...rest, amount });
};
const putAside = async (who: Person, lender: Person, amount: bigint) => {
  const until_ns = (await deployment.nowNs()) + DAY_NS;
  const request_id = randomBytes(16);
  const purpose = { Deposit: { lender: lender.principal, reference: 'random' } };
  return () => wallet(who).open_escrow({ request_id, amount, until_ns, purpose, resource_id: [] });
};

async function take(run: Run, { who: at, what, much }: WalletStep): Promise<void> {
  const who = holders[at] as Person;
  const other = holders[(at + 1) % holders.length] as Person;
  const canisterId = ledger.id as never;
  const mode = much % 2 === 0 ? 'lose answers' : 'unavailable';
  if (what === 'withdraw') await begin(run, 'order', who, withdraw(who, BigInt(much) * 70_000n));
  // Three at once, each of which takes most of it.
  if (what === 'drain') {
    const all = [1n, 2n, 3n].map((n) => begin(run, 'order', who, withdraw(who, 1_500_000n + n)));
    await Promise.all(all);
  }
  if (what === 'ckbtc') {
    const amount = BigInt(much) * 60_000n;
    await Promise.all([1n, 2n].map((n) => begin(run, 'ckbtc', who, toBitcoin(who, amount + n))));
  }
  if (what === 'ether') await begin(run, 'evm', who, sendEther(who, (BigInt(much) * ETHER) / 100n));
  if (what === 'drain ether') {
    const all = [1n, 2n, 3n].map((n) => begin(run, 'evm', who, sendEther(who, ETHER / 4n + n)));
    await Promise.all(all);
  }
  if (what === 'deposit') {
    await begin(run, 'escrow', who, await putAside(who, other, (BigInt(much) * QIK) / 10n));
  }
  if (what === 'come') await nights.come(who);
  if (what === 'stake') await begin(run, 'escrow', who, await nights.stake(who));
  if (what === 'deposit for a thing') await begin(run, 'escrow', who, nights.depositFor(who));
  if (what === 'withdraw a deposit') await nights.withdraw(who);
  if (what === 'facts again') await nights.repeat(much);
  if (what === 'settle') {
    const held = [...run.begun.values()].filter(({ kind }) => kind === 'escrow');
    const lenderOf = (payer: Person) => holders[(holders.indexOf(payer) + 1) % 3] as Person;
    for (const { who: payer, id } of held.slice(0, 2)) {
      const settle = () => wallet(lenderOf(payer)).settle_escrow(id, (BigInt(much) * QIK) / 20n);
      await Promise.all([settle(), settle()]);
    }
  }
  if (what === 'cancel') {
    for (const { kind, who: owner, id } of run.begun.values()) {
      if (kind === 'order') await wallet(owner).cancel_order(id);
      if (kind === 'ckbtc') await wallet(owner).cancel_ckbtc(id);
      if (kind === 'evm') await wallet(owner).cancel_evm(id);
    }
  }
  if (what === 'repeat') await Promise.all([run.last?.(), run.last?.()]);
  if (what === 'ledger fails' && !run.stopped) await ledger.set_mode(mode);
  if (what === 'minter fails') await minter.set_mode(mode);
  if (what === 'chain fails') await chain.set_mode(much % 3 === 0 ? 'disagree' : mode);
  if (what === 'ledger stops' && !run.stopped) {
    await deployment.pic.stopCanister({ canisterId });
    run.stopped = true;
  }
  if (what === 'all is well') await calm(run);
  if (what === 'upgrade') await deployment.upgrade('wallet');
  if (what === 'upgrade nft') await deployment.upgrade('nft');
  if (what === 'pass') await deployment.pass(much * 40);
  if (what === 'mine') await chain.mine();
  await deployment.pic.advanceTime(1_000);
  await deployment.pic.tick(much);
}

async function calm(run: Run): Promise<void> {
  if (run.stopped) await deployment.pic.startCanister({ canisterId: ledger.id as never });
  run.stopped = false;
  for (const each of [ledger, minter, chain]) await each.set_mode('ok');
}

const stateOf = async ({ kind, who, id }: Begun): Promise<string> => {
  if (kind === 'order') return nameOf(granted(await wallet(who).ledger_order(id)));
  if (kind === 'ckbtc') return nameOf(granted(await wallet(who).ckbtc_withdrawal(id)));
  if (kind === 'evm') return nameOf(granted(await wallet(who).evm_send(id)));
  return 'escrow';
};
const nameOf = ({ state }: { state: object }) => Object.keys(state)[0] as string;
/** A busy machine is slow, not broken. */
const PATIENT = { timeout: 240_000 };
const OVER = ['Done', 'Failed', 'Taken', 'Cancelled', 'Confirmed', 'escrow'];

/** Lets everything end; every end has to be one that is known. */
async function settleAll(run: Run): Promise<void> {
  await calm(run);
  await expect
    .poll(async () => {
      for (let i = 0; i < 4; i++) await deployment.pass(301);
      await chain.mine();
      await chain.finalize();
      const told = ['event → nft', 'nft → wallet', 'wallet → event', 'event → wallet'];
      expect(nights.lanes().sort()).toEqual(told.sort());
      const states = await Promise.all([...run.begun.values()].map(stateOf));
      return states.filter((state) => !OVER.includes(state));
    }, PATIENT)
    .toEqual([]);
}

const entry = (value: Value | undefined, name: string): Value | undefined =>
  value && 'Map' in value ? value.Map.find(([key]) => key === name)?.[1] : undefined;
const textOf = (value: Value | undefined) => (value && 'Text' in value ? value.Text : '');
const hexOf = (value: Value | undefined) =>
  value && 'Blob' in value ? Buffer.from(value.Blob).toString('hex') : '';
const sum = (amounts: bigint[]) => amounts.reduce((all, each) => all + each, 0n);

/** The foreign ledger: what was given is in accounts, burnt, or a fee of a block that is there. */
async function ledgerAddsUp(run: Run, given: bigint): Promise<void> {
  const all = [...run.begun.values()];
  const orders = await Promise.all(
    all
      .filter(({ kind }) => kind === 'order')
      .map(async ({ who, id }) => granted(await wallet(who).ledger_order(id))),
  );
  const withdrawals = await Promise.all(
    all
      .filter(({ kind }) => kind === 'ckbtc')
      .map(async ({ who, id }) => granted(await wallet(who).ckbtc_withdrawal(id))),
  );
  const done = orders.filter((each) => nameOf(each) === 'Done');
  const taken = withdrawals.filter((each) => nameOf(each) === 'Taken');
  const { log_length } = await ledger.icrc3_get_blocks([]);
  const { blocks } = await ledger.icrc3_get_blocks([{ start: 0n, length: log_length }]);
  const kinds = blocks.map(({ block }) => textOf(entry(block, 'btype')));
  const count = (kind: string) => kinds.filter((each) => each === kind).length;
  expect([count('1xfer'), count('1burn')]).toEqual([done.length, taken.length]);
  expect(await ledger.icrc1_balance_of(shop)).toBe(sum(done.map(({ amount }) => amount)));
  expect(await ledger.burnt()).toBe(sum(taken.map(({ amount }) => amount)));
  const paid = blocks.filter(({ block }) => textOf(entry(block, 'btype')) !== '1burn');
  const memos = paid.map(({ block }) => hexOf(entry(entry(block, 'tx'), 'memo')));
  expect(new Set(memos).size).toBe(memos.length);
  const fees = FEE * BigInt(paid.length);
  expect(await ledger.icrc1_total_supply()).toBe(given - (await ledger.burnt()) - fees);
}

/** The chain: what was given is at an address, or a fee of a payment that says so. */
async function etherAddsUp(run: Run, given: bigint): Promise<void> {
  const sends = await Promise.all(
    [...run.begun.values()]
      .filter(({ kind }) => kind === 'evm')
      .map(async ({ who, id }) => granted(await wallet(who).evm_send(id))),
  );
  const confirmed = sends.filter((each) => nameOf(each) === 'Confirmed');
  const moved = sum(confirmed.map(({ amount }) => amount));
  const fees = sum(confirmed.map(({ fee }) => fee[0] ?? 0n));
  expect(await chain.balance(ETHER_SHOP)).toBe(moved);
  expect(await chain.burnt()).toBe(fees);
  const own = await Promise.all(
    holders.map(async (who) => chain.balance(granted(await wallet(who).evm_address()))),
  );
  expect(sum(own)).toBe(given - moved - fees);
}

/** QIK: what was ever earned lies with people, or in escrows that are held. */
async function qikAddUp(run: Run): Promise<void> {
  const escrows = await Promise.all(
    [...run.begun.values()]
      .filter(({ kind }) => kind === 'escrow')
      .map(async ({ who, id }) => granted(await wallet(who).escrow(id))),
  );
  for (const { amount, state } of escrows) {
    if ('Settled' in state) expect(state.Settled.returned + state.Settled.kept).toBe(amount);
  }
  const held = sum(escrows.filter(({ state }) => 'Held' in state).map(({ amount }) => amount));
  const own = await Promise.all(
    [...holders, organizer].map((who) => wallet(who).icrc1_balance_of(accountOf(who.principal))),
  );
  const supply = qik + (await nights.addUp());
  expect(sum(own) + held).toBe(supply);
  expect(await wallet(admin).icrc1_total_supply()).toBe(supply);
}

test('a wallet is set up from a file, and setting it up again changes nothing', async () => {
  expect(changes).toEqual([
    'Bitcoin: regtest',
    `ledger TST: ${ledger.id.toText()}`,
    `limits of Ledger ${ledger.id.toText()}: 10000000 a day`,
    `ckBTC: minter ${minter.id.toText()}`,
    'chain Local Ethereum: 31337',
  ]);
  const again: string[] = [];
  await configureWallet(wallet(admin), config, (line) => again.push(line));
  expect(again).toEqual([]);
  const other: WalletConfig = { ...config, ckbtc: { minter: 'aaaaa-aa', ledger: 'aaaaa-aa' } };
  const refused = configureWallet(wallet(admin), other, () => {});
  await expect(refused).rejects.toThrow('ledger: add it to the ledgers first');
});

test('everything that was given is somewhere, once', async () => {
  const run: Run = { begun: new Map(), stopped: false };
  let [tokens, ether] = [0n, 0n];
  const days = async (steps: WalletStep[]) => {
    await deployment.pass(DAY_SECONDS);
    for (const who of holders) {
      await ledger.give(await wallet(who).deposit_account(), GIVEN);
      await chain.give(granted(await wallet(who).evm_address()), ETHER);
    }
    tokens += GIVEN * BigInt(holders.length);
    ether += ETHER * BigInt(holders.length);
    await nights.open();
    for (const step of steps) await take(run, step);
    await settleAll(run);
    await ledgerAddsUp(run, tokens);
    await etherAddsUp(run, ether);
    await qikAddUp(run);
  };
  const runs = { numRuns: 6, endOnFailure: true, examples: [[usualDay]] as [WalletStep[]][] };
  await fc.assert(fc.asyncProperty(walletSteps, days), runs);
  const states = await Promise.all([...run.begun.values()].map(stateOf));
  for (const end of ['Done', 'Taken', 'Confirmed', 'Failed', 'escrow'])
    expect(states).toContain(end);
}, 600_000);
