/** Accounts on a foreign ICRC ledger: every token is somewhere, whatever fails between two canisters. */
import { randomBytes } from 'node:crypto';
import type { LedgerOrder, WithdrawArgs } from '@qikcard/contracts';
import { accountOf } from '@qikcard/contracts/icrc/account';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { admin, Deployment } from '../support/deployment.ts';
import { granted } from '../support/doors.ts';
import { trailOf } from '../support/operator.ts';
import { person } from '../support/people.ts';
import { installLedger, type TestLedger } from '../support/test-ledger.ts';
import { everyUpgradePoint } from '../support/upgrade-points.ts';

const FEE = 10_000n;
const GIVEN = 100_000_000n;
const ada = person('Ada');
const ben = person('Ben');
const shop = accountOf(person('Shop').principal);
let deployment: Deployment;
let ledger: TestLedger;

beforeAll(async () => {
  deployment = await Deployment.start();
  ledger = await installLedger(deployment);
});
afterAll(() => deployment?.stop());

const wallet = (who: typeof ada) => deployment.as(who).wallet;
const deposit = (who: typeof ada) => wallet(who).deposit_account();
const balance = async (who: typeof ada) => granted(await wallet(who).ledger_balance(ledger.id));
const order = (change: Partial<WithdrawArgs> = {}): WithdrawArgs => ({
  request_id: randomBytes(16),
  ledger: ledger.id,
  to: shop,
  amount: 1_000_000n,
  fee_max: FEE,
  ...change,
});
const find = async (who: typeof ada, id: bigint): Promise<LedgerOrder> =>
  granted(await wallet(who).ledger_order(id));
const nameOf = ({ state }: LedgerOrder) => Object.keys(state)[0];
const becomes = (who: typeof ada, id: bigint, state: string, seconds = 2) =>
  expect
    .poll(async () => {
      await deployment.pass(seconds);
      return nameOf(await find(who, id));
    })
    .toBe(state);

const arrives = (amount: bigint) =>
  expect
    .poll(async () => {
      await deployment.pass(2);
      return ledger.icrc1_balance_of(shop);
    })
    .toBe(amount);

test('admins say which ledgers are trusted, and nobody else does', async () => {
  expect(await wallet(ada).add_ledger(ledger.id)).toEqual({ Err: { Forbidden: null } });
  expect(await wallet(ada).withdraw(order())).toHaveProperty('Err.ChainUnavailable');
  const added = granted(await wallet(admin).add_ledger(ledger.id));
  expect(added).toMatchObject({ symbol: 'TST', decimals: 8, fee: FEE });
  expect(await wallet(ada).ledgers()).toHaveLength(1);
  const stranger = await wallet(admin).add_ledger(person('no canister').principal);
  expect(stranger).toHaveProperty('Err.ChainUnavailable');
});

test('everybody has an account of their own there', async () => {
  expect(await deposit(ada)).not.toEqual(await deposit(ben));
  await ledger.give(await deposit(ada), GIVEN);
  expect(await balance(ada)).toBe(GIVEN);
  expect(await balance(ben)).toBe(0n);
});

describe('a withdrawal', () => {
  test('moves the tokens once, and the request may be repeated', async () => {
    const args = order();
    const { id } = granted(await wallet(ada).withdraw(args));
    expect(granted(await wallet(ada).withdraw(args)).id).toBe(id);
    await becomes(ada, id, 'Done');
    expect(await ledger.icrc1_balance_of(shop)).toBe(1_000_000n);
    expect(await balance(ada)).toBe(GIVEN - 1_000_000n - FEE);
    expect(await wallet(ben).ledger_order(id)).toEqual({ Err: { UnknownSend: null } });
    const trail = await trailOf(deployment, 'wallet', `order ${id}`);
    expect([trail[0], trail.at(-1)]).toEqual([
      'withdraw by somebody: Ok',
      'withdraw by itself: Done',
    ]);
  });
  test('whose answer is lost is done once all the same', async () => {
    const before = await ledger.icrc1_balance_of(shop);
    await ledger.set_mode('lose answers');
    const { id } = granted(await wallet(ada).withdraw(order()));
    await arrives(before + 1_000_000n);
    expect(nameOf(await find(ada, id))).toBe('Sending');
    await ledger.set_mode('ok');
    await becomes(ada, id, 'Done', 10);
    expect(await ledger.icrc1_balance_of(shop)).toBe(before + 1_000_000n);
  });
  test('whose answer is lost for two days is found in the history of the ledger', async () => {
    const before = await ledger.icrc1_balance_of(shop);
    await ledger.set_mode('lose answers');
    const { id } = granted(await wallet(ada).withdraw(order()));
    await arrives(before + 1_000_000n);
    await deployment.pass(2 * 86_400);
    await ledger.set_mode('ok');
    await becomes(ada, id, 'Done', 301);
    expect(await ledger.icrc1_balance_of(shop)).toBe(before + 1_000_000n);
  });
  test('that the ledger never did is over, and nothing has moved', async () => {
    const before = await balance(ada);
    await ledger.set_mode('unavailable');
    const { id } = granted(await wallet(ada).withdraw(order()));
    await deployment.pass(2);
    await deployment.pass(2 * 86_400);
    await ledger.set_mode('ok');
    await becomes(ada, id, 'Failed', 301);
    expect((await find(ada, id)).state).toEqual({ Failed: { reason: 'TooOld' } });
    expect(await balance(ada)).toBe(before);
  });
  test('of more than there is, or at a higher fee than agreed, is refused by reason', async () => {
    const rich = granted(await wallet(ada).withdraw(order({ amount: 10n * GIVEN })));
    await becomes(ada, rich.id, 'Failed');
    expect((await find(ada, rich.id)).state).toEqual({ Failed: { reason: 'InsufficientFunds' } });
    const cheap = granted(await wallet(ada).withdraw(order({ fee_max: FEE - 1n })));
    await becomes(ada, cheap.id, 'Failed');
    expect((await find(ada, cheap.id)).state).toEqual({ Failed: { reason: 'FeeTooHigh' } });
  });
  test('waits for a ledger that is stopped; operators see it, with what to do', async () => {
    const canisterId = ledger.id as never;
    await deployment.pic.stopCanister({ canisterId });
    const { id } = granted(await wallet(ada).withdraw(order()));
    for (let i = 0; i < 8; i++) await deployment.pass(120);
    const { sagas } = granted(await wallet(admin).stuck_sagas([], 10));
    expect(sagas).toMatchObject([{ id, kind: 'ledger withdraw', step: 'accepted' }]);
    expect(sagas[0]?.advice).toContain('does not answer');
    expect(await wallet(ada).stuck_sagas([], 10)).toEqual({ Err: { Forbidden: null } });
    await deployment.pic.startCanister({ canisterId });
    granted(await wallet(admin).retry_saga(id));
    await becomes(ada, id, 'Done');
    expect(granted(await wallet(admin).stuck_sagas([], 10)).sagas).toEqual([]);
  });
});

test('an allowance lets somebody spend from the account', async () => {
  const spender = accountOf(ben.principal);
  const args = { ...order({ amount: 5_000n }), spender, expires_at_ns: [] as [] };
  const { id } = granted(await wallet(ada).allow(args));
  await becomes(ada, id, 'Done');
  const { allowance } = await ledger.icrc2_allowance({ account: await deposit(ada), spender });
  expect(allowance).toBe(5_000n);
});

test('wherever an upgrade falls between its first and its last message, it is done once', async () => {
  const dora = person('Dora');
  await ledger.give(await deposit(dora), GIVEN);
  let [held, arrived] = [GIVEN, await ledger.icrc1_balance_of(shop)];
  const points = await everyUpgradePoint(deployment, 'wallet', {
    begin: async () => granted(await wallet(dora).withdraw(order({ amount: 1_000n }))).id,
    isOver: async (id) => nameOf(await find(dora, id)) === 'Done',
    after: async (id) => {
      await becomes(dora, id, 'Done', 31);
      held -= 1_000n + FEE;
      arrived += 1_000n;
      expect(await balance(dora)).toBe(held);
      expect(await ledger.icrc1_balance_of(shop)).toBe(arrived);
    },
  });
  expect(points).toBeGreaterThan(2);
}, 600_000);

test('whatever happens in between, the tokens add up and every order ends as it says', async () => {
  const people = ['Fay', 'Gus', 'Hal'].map(person);
  for (const who of people) await ledger.give(await deposit(who), GIVEN);
  const supply = await ledger.icrc1_total_supply();
  const blocks = async () => (await ledger.icrc3_get_blocks([])).log_length;
  const blocksBefore = await blocks();
  const modes = ['ok', 'lose answers', 'unavailable'];
  const ids: [typeof ada, bigint][] = [];
  for (let round = 0; round < 12; round++) {
    await ledger.set_mode(modes[round % 3] as string);
    const who = people[round % people.length] as typeof ada;
    ids.push([who, granted(await wallet(who).withdraw(order({ amount: 40_000_000n }))).id]);
    await deployment.pic.advanceTime(1_000);
    await deployment.pic.tick((round % 4) + 1);
    if (round % 3 === 1) await deployment.upgrade('wallet');
    await deployment.pass(7);
  }
  await ledger.set_mode('ok');
  for (let i = 0; i < 12; i++) await deployment.pass(301);
  const orders = await Promise.all(ids.map(([who, id]) => find(who, id)));
  const done = BigInt(orders.filter((each) => nameOf(each) === 'Done').length);
  expect(orders.every((each) => ['Done', 'Failed'].includes(nameOf(each)))).toBe(true);
  expect(done).toBe(6n);
  expect(await blocks()).toBe(blocksBefore + done);
  expect(await ledger.icrc1_total_supply()).toBe(supply - done * FEE);
  for (const who of people) expect(await balance(who)).toBe(GIVEN - 2n * (40_000_000n + FEE));
});
