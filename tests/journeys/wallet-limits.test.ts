/** What somebody may spend on a day, what waits, and where they send to. */
import { randomBytes } from 'node:crypto';
import type {
  SaveAddressArgs,
  SpendingAsset,
  SpendingRules,
  WithdrawArgs,
} from '@qikcard/contracts';
import { operationRefusalSentence } from '@qikcard/contracts';
import { accountOf } from '@qikcard/contracts/icrc/account';
import { accountToText } from '@qikcard/contracts/icrc/account-text';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { admin, Deployment } from '../support/deployment.ts';
import { granted } from '../support/doors.ts';
import { person } from '../support/people.ts';
import { installLedger, type TestLedger } from '../support/test-ledger.ts';

const FEE = 10_000n;
const TOKEN = 100_000_000n;
const DAY_SECONDS = 86_400;
const ada = person('Ada');
const ben = person('Ben');
const shop = accountOf(person('Shop').principal);
let deployment: Deployment;
let ledger: TestLedger;
let asset: SpendingAsset;

beforeAll(async () => {
  deployment = await Deployment.start();
  granted(await deployment.as(ada).auth.register({ display_name: ada.name }));
  await deployment.settle();
  ledger = await installLedger(deployment);
  granted(await wallet(admin).add_ledger(ledger.id));
  granted(await wallet(admin).set_bitcoin_network({ regtest: null }));
  asset = { Ledger: ledger.id };
  for (const who of [ada, ben]) {
    await ledger.give(await wallet(who).deposit_account(), 10_000n * TOKEN);
  }
});
afterAll(() => deployment?.stop());

const wallet = (who: typeof ada) => deployment.as(who).wallet;
const order = (amount: bigint, change: Partial<WithdrawArgs> = {}): WithdrawArgs => ({
  ...{ request_id: randomBytes(16), ledger: ledger.id, to: shop, amount, fee_max: FEE },
  ...change,
});
const rules = (change: Partial<SpendingRules> = {}): SpendingRules => ({
  ...{ per_day: 1_000n * TOKEN, wait_from: [500n * TOKEN], wait_seconds: 600 },
  ...change,
});
const limits = async (who: typeof ada) => {
  const all = await wallet(who).spending_limits();
  const found = all.find((each) => 'Ledger' in each.asset);
  if (found === undefined) throw new Error('no limits of the ledger');
  return found;
};
const nameOf = ({ state }: { state: object }) => Object.keys(state)[0];
const becomes = (who: typeof ada, id: bigint, state: string) =>
  expect
    .poll(async () => {
      await deployment.pass(2);
      return nameOf(granted(await wallet(who).ledger_order(id)));
    })
    .toBe(state);

describe('a day’s spending on a ledger', () => {
  test('is a thousand tokens until somebody chooses otherwise, and everybody sees theirs', async () => {
    expect(await limits(ada)).toMatchObject({ rules: rules(), own: false, spent_today: 0n });
    const all = await wallet(ada).spending_limits();
    expect(all.map((each) => Object.keys(each.asset)[0])).toEqual(['Bitcoin', 'Ledger']);
    expect(all[0]?.rules.per_day).toBe(10_000_000n);
  });
  test('ends where the limit is: withdrawals and allowances count together', async () => {
    const { id } = granted(await wallet(ada).withdraw(order(400n * TOKEN)));
    await becomes(ada, id, 'Done');
    const spender = accountOf(ben.principal);
    const args = { ...order(400n * TOKEN), spender, expires_at_ns: [] as [] };
    granted(await wallet(ada).allow(args));
    const refused = await wallet(ada).withdraw(order(200n * TOKEN + 1n));
    const limit = (await limits(ada)).day_ends_ns;
    expect(refused).toEqual({ Err: { DailyLimit: { left: 200n * TOKEN, from_ns: limit } } });
    expect(operationRefusalSentence((refused as { Err: never }).Err, String)).toContain('limit');
    granted(await wallet(ada).withdraw(order(200n * TOKEN)));
    expect(await limits(ada)).toMatchObject({ left_today: 0n, spent_today: 1_000n * TOKEN });
  });
  test('is per person, and several at once do not get past it', async () => {
    const calls = Array.from({ length: 4 }, () => wallet(ben).withdraw(order(400n * TOKEN)));
    const answers = await Promise.all(calls);
    expect(answers.filter((each) => 'Ok' in each)).toHaveLength(2);
  });
  test('begins anew at midnight, also after an upgrade', async () => {
    await deployment.upgrade('wallet');
    expect((await limits(ada)).left_today).toBe(0n);
    await deployment.pass(DAY_SECONDS);
    expect((await limits(ada)).left_today).toBe(1_000n * TOKEN);
  });
  test('gets back what was not spent: a failed order, and one taken back', async () => {
    const before = (await limits(ada)).left_today;
    const failed = granted(await wallet(ada).withdraw(order(100n * TOKEN, { fee_max: 1n })));
    await becomes(ada, failed.id, 'Failed');
    const waiting = granted(await wallet(ada).withdraw(order(600n * TOKEN)));
    expect((await limits(ada)).left_today).toBe(before - 600n * TOKEN);
    granted(await wallet(ada).cancel_order(waiting.id));
    expect((await limits(ada)).left_today).toBe(before);
  });
});

describe('a large amount', () => {
  test('waits and then goes, and says until when', async () => {
    const held = await ledger.icrc1_balance_of(shop);
    const sent = granted(await wallet(ada).withdraw(order(500n * TOKEN)));
    const until = (await deployment.nowNs()) + 600_000_000_000n;
    expect(sent.waits_until_ns[0]).toBeGreaterThan(until - 10_000_000_000n);
    await deployment.pass(500);
    expect(await ledger.icrc1_balance_of(shop)).toBe(held);
    await deployment.pass(110);
    await becomes(ada, sent.id, 'Done');
    expect(await ledger.icrc1_balance_of(shop)).toBe(held + 500n * TOKEN);
    expect(await wallet(ada).cancel_order(sent.id)).toEqual({ Err: { TooLate: null } });
  });
  test('is taken back by its owner alone, and never goes afterwards, upgrade or not', async () => {
    await deployment.pass(DAY_SECONDS);
    const held = await ledger.icrc1_balance_of(shop);
    const { id } = granted(await wallet(ada).withdraw(order(700n * TOKEN)));
    expect(await wallet(ben).cancel_order(id)).toEqual({ Err: { UnknownSend: null } });
    const back = granted(await wallet(ada).cancel_order(id));
    expect(back).toMatchObject({ state: { Failed: { reason: 'Cancelled' } }, waits_until_ns: [] });
    await deployment.upgrade('wallet');
    await deployment.pass(700);
    expect(await ledger.icrc1_balance_of(shop)).toBe(held);
  });
});

describe('limits of one’s own', () => {
  const set = (change: Partial<SpendingRules>) =>
    wallet(ada).set_spending_limits(asset, rules(change));
  test('get stricter at once', async () => {
    await deployment.pass(DAY_SECONDS);
    const now = granted(await set({ per_day: 5n * TOKEN, wait_from: [TOKEN] }));
    expect(now).toMatchObject({ own: true, pending: [], left_today: 5n * TOKEN });
    expect(await wallet(ada).withdraw(order(6n * TOKEN))).toHaveProperty('Err.DailyLimit');
    const small = granted(await wallet(ada).withdraw(order(TOKEN)));
    expect(small.waits_until_ns).toHaveLength(1);
    granted(await wallet(ada).cancel_order(small.id));
  });
  test('get looser a day later, through an upgrade, and nobody else’s change', async () => {
    const asked = granted(await set({ per_day: 2_000n * TOKEN, wait_from: [] }));
    expect(asked.rules).toMatchObject({ per_day: 5n * TOKEN, wait_from: [TOKEN] });
    expect(asked.pending[0]?.rules.per_day).toBe(2_000n * TOKEN);
    await deployment.upgrade('wallet');
    await deployment.pass(DAY_SECONDS - 60);
    expect(await wallet(ada).withdraw(order(6n * TOKEN))).toHaveProperty('Err.DailyLimit');
    await deployment.pass(120);
    expect(await limits(ada)).toMatchObject({ pending: [], left_today: 2_000n * TOKEN });
    const large = granted(await wallet(ada).withdraw(order(1_500n * TOKEN)));
    expect(large.waits_until_ns).toEqual([]);
    expect((await limits(ben)).own).toBe(false);
  });
  test('are refused where they are none', async () => {
    expect(await set({ wait_seconds: 31 * DAY_SECONDS })).toHaveProperty('Err.Invalid');
    expect(await set({ per_day: 2n ** 130n })).toHaveProperty('Err.Invalid');
    const unknown = { Ledger: person('no ledger').principal };
    const refused = await wallet(ada).set_spending_limits(unknown, rules());
    expect(refused).toHaveProperty('Err.ChainUnavailable');
  });
  test('are what admins say for everybody who has chosen none', async () => {
    const all = rules({ per_day: 7n * TOKEN });
    expect(await wallet(ada).set_usual_limits(asset, all)).toEqual({ Err: { Forbidden: null } });
    granted(await wallet(admin).set_usual_limits(asset, all));
    expect((await limits(ben)).rules.per_day).toBe(7n * TOKEN);
    expect((await limits(ada)).rules.per_day).toBe(2_000n * TOKEN);
  });
});

describe('an address book', () => {
  const entry = (change: Partial<SaveAddressArgs> = {}): SaveAddressArgs => ({
    ...{ id: [], label: 'Shop', network: { Bitcoin: null } },
    address: 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080',
    ...change,
  });
  const save = (change: Partial<SaveAddressArgs> = {}) => wallet(ada).save_address(entry(change));
  test('keeps addresses of every network as that network writes them', async () => {
    const first = granted(await save());
    const evm = '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed';
    granted(await save({ label: 'Eth', network: { Evm: null }, address: evm }));
    const account = accountToText(shop);
    granted(await save({ label: 'Account', network: { Icrc: null }, address: ` ${account} ` }));
    const book = await wallet(ada).saved_addresses();
    expect(book.map(({ label }) => label)).toEqual(['Shop', 'Eth', 'Account']);
    expect(book[1]?.address).toBe('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed');
    expect(book[2]?.address).toBe(account);
    const renamed = granted(await save({ id: [first.id], label: 'The shop' }));
    expect(renamed.id).toBe(first.id);
    expect(await wallet(ben).saved_addresses()).toEqual([]);
  });
  test.each<[string, Partial<SaveAddressArgs>, string]>([
    [
      'of another Bitcoin network',
      { address: 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4' },
      'address',
    ],
    [
      'whose capitals contradict it',
      { network: { Evm: null }, address: '0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed' },
      'address',
    ],
    ['that is no account', { network: { Icrc: null }, address: 'aaaaa-ab' }, 'address'],
    ['that is there already', {}, 'address'],
    ['without a name', { label: '  ' }, 'label'],
    ['with an endless name', { label: 'x'.repeat(61) }, 'label'],
    [
      'that was never saved, changed',
      { id: [999n], address: 'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn' },
      'id',
    ],
  ])('refuses one %s', async (_, change, field) => {
    expect(await save(change)).toHaveProperty('Err.Invalid.field', field);
  });
  test('holds a hundred, and forgets one or all', async () => {
    const cem = person('Cem');
    const full = async (at: number) => {
      const address = `0x${at.toString(16).padStart(40, '0')}`;
      return wallet(cem).save_address(entry({ network: { Evm: null }, address }));
    };
    for (let at = 1; at <= 100; at++) {
      if (at % 20 === 0) await deployment.pass(180);
      granted(await full(at));
    }
    await deployment.pass(60);
    expect(await full(101)).toEqual({ Err: { LimitReached: { what: 'addresses', limit: 100 } } });
    const [first] = await wallet(cem).saved_addresses();
    granted(await wallet(cem).remove_address(first?.id as bigint));
    granted(await full(101));
    granted(await wallet(ada).remove_address(first?.id as bigint));
    expect(granted(await wallet(cem).erase_addresses())).toBe(100);
    expect(await wallet(cem).saved_addresses()).toEqual([]);
    expect(await wallet(ada).saved_addresses()).toHaveLength(3);
  });
  test('is gone when its owner asks to be forgotten, though the wallet was away', async () => {
    expect(await wallet(ada).saved_addresses()).toHaveLength(3);
    const canisterId = deployment.ids.wallet as never;
    await deployment.pic.stopCanister({ canisterId });
    granted(await deployment.as(ada).profile.erase_me());
    await deployment.settle();
    await deployment.pic.startCanister({ canisterId });
    for (let i = 0; i < 4; i++) await deployment.pass(60);
    expect(await wallet(ada).saved_addresses()).toEqual([]);
  });
});
