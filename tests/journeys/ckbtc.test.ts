/** ckBTC in and out: every satoshi is somewhere, whatever fails between wallet, ledger and minter. */
import { randomBytes } from 'node:crypto';
import type { CkbtcWithdrawArgs, CkbtcWithdrawal } from '@qikcard/contracts';
import { accountOf } from '@qikcard/contracts/icrc/account';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { admin, Deployment } from '../support/deployment.ts';
import { granted } from '../support/doors.ts';
import { trailOf } from '../support/operator.ts';
import { person } from '../support/people.ts';
import { installLedger, type TestLedger } from '../support/test-ledger.ts';
import { installMinter, type TestMinter } from '../support/test-minter.ts';
import { everyUpgradePoint } from '../support/upgrade-points.ts';

const SHOP = 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080';
const FEE = 10_000n;
const LEAST = 50_000n;
const CHECK_FEE = 100n;
const DAY_SECONDS = 86_400;
const TXID = Array.from({ length: 32 }, (_, i) => (31 - i).toString(16).padStart(2, '0')).join('');
const ada = person('Ada');
const ben = person('Ben');
let deployment: Deployment;
let ledger: TestLedger;
let minter: TestMinter;

beforeAll(async () => {
  deployment = await Deployment.start();
  ledger = await installLedger(deployment);
  minter = await installMinter(deployment, ledger);
  granted(await wallet(admin).set_bitcoin_network({ regtest: null }));
});
afterAll(() => deployment?.stop());

const wallet = (who: typeof ada) => deployment.as(who).wallet;
const balance = async (who: typeof ada) => granted(await wallet(who).ledger_balance(ledger.id));
const order = (change: Partial<CkbtcWithdrawArgs> = {}): CkbtcWithdrawArgs => ({
  ...{ request_id: randomBytes(16), to: SHOP, amount: 100_000n, fee_max: 20_000n },
  ...change,
});
const find = async (who: typeof ada, id: bigint): Promise<CkbtcWithdrawal> =>
  granted(await wallet(who).ckbtc_withdrawal(id));
const nameOf = ({ state }: CkbtcWithdrawal) => Object.keys(state)[0];
const becomes = (who: typeof ada, id: bigint, state: string, seconds = 2) =>
  expect
    .poll(async () => {
      await deployment.pass(seconds);
      return nameOf(await find(who, id));
    })
    .toBe(state);
const withdraw = async (who: typeof ada, change: Partial<CkbtcWithdrawArgs> = {}) =>
  granted(await wallet(who).withdraw_ckbtc(order(change)));
/** ckBTC that somebody deposits as bitcoin. */
async function fund(who: typeof ada, amount: bigint): Promise<void> {
  const address = granted(await wallet(who).ckbtc_deposit_address());
  await minter.deposit(address, amount + CHECK_FEE, 6);
  granted(await wallet(who).update_ckbtc());
}

describe('the minter of ckBTC', () => {
  test('is what admins say, if the ledger says so, too', async () => {
    const setup = { minter: minter.id, ledger: ledger.id };
    expect(await wallet(ada).set_ckbtc(setup)).toEqual({ Err: { Forbidden: null } });
    expect(await wallet(ada).update_ckbtc()).toHaveProperty('Err.ChainUnavailable');
    expect(await wallet(ada).withdraw_ckbtc(order())).toHaveProperty('Err.ChainUnavailable');
    expect(await wallet(admin).set_ckbtc(setup)).toHaveProperty('Err.Invalid.field', 'ledger');
    granted(await wallet(admin).add_ledger(ledger.id));
    const stranger = { ...setup, minter: person('no minter').principal };
    expect(await wallet(admin).set_ckbtc(stranger)).toHaveProperty('Err.ChainUnavailable');
    await ledger.set_minter(person('another').principal);
    expect(await wallet(admin).set_ckbtc(setup)).toHaveProperty('Err.Invalid.field', 'minter');
    await ledger.set_minter(minter.id);
    const set = granted(await wallet(admin).set_ckbtc(setup));
    expect(set).toMatchObject({ least: LEAST, confirmations: 4 });
    expect(await wallet(ada).ckbtc()).toEqual([set]);
  });
});

describe('a deposit', () => {
  test('has an address of its owner’s own, the same for ever', async () => {
    const first = granted(await wallet(ada).ckbtc_deposit_address());
    await deployment.upgrade('wallet');
    expect(granted(await wallet(ada).ckbtc_deposit_address())).toBe(first);
    expect(granted(await wallet(ben).ckbtc_deposit_address())).not.toBe(first);
  });
  test('is seen while it is young, and becomes ckBTC of its owner when it is deep enough', async () => {
    const address = granted(await wallet(ada).ckbtc_deposit_address());
    await minter.deposit(address, 1_000_000n, 2);
    const young = granted(await wallet(ada).update_ckbtc());
    expect(young.pending).toEqual([{ amount: 1_000_000n, confirmations: 2 }]);
    expect(young).toMatchObject({ minted: [], required: 4 });
    await minter.deposit(address, 1_000_000n, 4);
    await minter.deposit(address, 50n, 9);
    const { minted, refused } = granted(await wallet(ada).update_ckbtc());
    expect(minted.map(({ amount }) => amount)).toEqual([1_000_000n - CHECK_FEE]);
    expect(refused).toBe(50n);
    expect(await balance(ada)).toBe(1_000_000n - CHECK_FEE);
    expect(granted(await wallet(ada).update_ckbtc())).toMatchObject({ minted: [], pending: [] });
    expect(await balance(ben)).toBe(0n);
  });
  test('that cannot be minted now is told so, and minted later', async () => {
    const address = granted(await wallet(ben).ckbtc_deposit_address());
    await minter.deposit(address, 700_000n, 6);
    await ledger.set_mode('unavailable');
    expect(granted(await wallet(ben).update_ckbtc())).toMatchObject({ checked: 700_000n });
    await ledger.set_mode('ok');
    expect(granted(await wallet(ben).update_ckbtc()).minted).toHaveLength(1);
    await minter.set_mode('unavailable');
    expect(await wallet(ben).update_ckbtc()).toHaveProperty('Err.ChainUnavailable');
    await minter.set_mode('ok');
  });
});

describe('a withdrawal', () => {
  test('says what it costs, takes the ckBTC once, and ends when the bitcoin are sent', async () => {
    const before = await balance(ada);
    const quote = granted(await wallet(ada).quote_ckbtc(100_000n));
    expect(quote).toEqual({ bitcoin_fee: 1_500n, minter_fee: 500n, ledger_fee: FEE });
    const args = order({ fee_max: 1_500n + 500n + FEE });
    const { id } = granted(await wallet(ada).withdraw_ckbtc(args));
    expect(granted(await wallet(ada).withdraw_ckbtc(args)).id).toBe(id);
    await becomes(ada, id, 'Taken');
    expect(await balance(ada)).toBe(before - 100_000n - FEE);
    const [block] = (await find(ada, id)).block;
    await minter.progress(block as bigint, 'Submitted');
    await becomes(ada, id, 'Sent', 61);
    expect((await find(ada, id)).txid).toEqual([TXID]);
    await minter.progress(block as bigint, 'Confirmed');
    await becomes(ada, id, 'Confirmed', 61);
    expect(await wallet(ben).ckbtc_withdrawal(id)).toEqual({ Err: { UnknownSend: null } });
    expect((await wallet(ada).ckbtc_withdrawals([], 10)).withdrawals).toHaveLength(1);
    expect((await trailOf(deployment, 'wallet', `withdrawal ${id}`)).at(-1)).toBe(
      'withdraw_ckbtc by itself: Confirmed',
    );
  });
  test('whose answer the minter loses takes the ckBTC once all the same', async () => {
    const [before, burnt] = [await balance(ada), await ledger.burnt()];
    await minter.set_mode('lose answers');
    const { id } = await withdraw(ada);
    await expect
      .poll(async () => {
        await deployment.pass(5);
        return ledger.burnt();
      })
      .toBe(burnt + 100_000n);
    await minter.set_mode('ok');
    await becomes(ada, id, 'Taken', 31);
    expect(await balance(ada)).toBe(before - 100_000n - FEE);
    expect(await ledger.burnt()).toBe(burnt + 100_000n);
    const [block] = (await find(ada, id)).block;
    await minter.progress(block as bigint, 'Confirmed');
    await becomes(ada, id, 'Confirmed', 61);
  });
  test('whose answer the ledger loses is allowed once, and goes on', async () => {
    const before = await balance(ada);
    await ledger.set_mode('lose answers');
    const { id } = await withdraw(ada);
    await deployment.pass(5);
    await deployment.pass(5);
    expect(nameOf(await find(ada, id))).toBe('Allowing');
    await ledger.set_mode('ok');
    await becomes(ada, id, 'Taken', 31);
    expect(await balance(ada)).toBe(before - 100_000n - FEE);
  });
  test('that the minter gives back is told so, and the day has its share again', async () => {
    const left = async () => {
      const all = await wallet(ada).spending_limits();
      return all.find(({ asset }) => 'Ledger' in asset)?.left_today as bigint;
    };
    const [before, free] = [await balance(ada), await left()];
    const { id } = await withdraw(ada);
    await becomes(ada, id, 'Taken');
    expect(await left()).toBe(free - 100_000n);
    const [block] = (await find(ada, id)).block;
    await minter.progress(block as bigint, 'WillReimburse');
    await deployment.pass(61);
    expect(nameOf(await find(ada, id))).toBe('Taken');
    await minter.progress(block as bigint, 'Reimbursed');
    await becomes(ada, id, 'Reimbursed', 61);
    expect(await balance(ada)).toBe(before - FEE);
    expect(await left()).toBe(free);
  });
  test.each<[string, string, Partial<CkbtcWithdrawArgs>, string]>([
    ['of more than there is', 'ok', { amount: 4_000_000n }, 'InsufficientFunds'],
    ['at a higher fee than agreed', 'ok', { fee_max: 11_999n }, 'FeeTooHigh'],
    ['to an address that the minter does not take', 'malformed', {}, 'MalformedAddress'],
  ])('%s fails by name, and nothing of the amount has moved', async (_, mode, change, reason) => {
    await deployment.pass(600);
    const [before, burnt] = [await balance(ada), await ledger.burnt()];
    await minter.set_mode(mode);
    const { id } = await withdraw(ada, change);
    await becomes(ada, id, 'Failed');
    await minter.set_mode('ok');
    expect((await find(ada, id)).state).toEqual({ Failed: { reason } });
    expect(await ledger.burnt()).toBe(burnt);
    expect(before - (await balance(ada))).toBeLessThanOrEqual(FEE);
  });
  test('is refused before anything is stored, with a reason', async () => {
    await deployment.pass(DAY_SECONDS);
    const refused = async (change: Partial<CkbtcWithdrawArgs>) =>
      wallet(ada).withdraw_ckbtc(order(change));
    expect(await refused({ to: 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4' })).toHaveProperty(
      'Err.Invalid.field',
      'to',
    );
    expect(await refused({ request_id: new Uint8Array(1) })).toHaveProperty('Err.Invalid');
    expect(await refused({ amount: LEAST - 1n })).toEqual({
      Err: { AmountTooSmall: { least: LEAST } },
    });
    expect(await refused({ amount: 10_000_001n })).toHaveProperty('Err.DailyLimit');
    const { id } = await withdraw(ada);
    expect(await refused({})).toHaveProperty('Err.LimitReached.limit', 1);
    const spender = accountOf(minter.id);
    const allow = { ...order(), ledger: ledger.id, spender, expires_at_ns: [] as [], amount: 1n };
    expect(await wallet(ada).allow(allow)).toHaveProperty('Err.Invalid.field', 'spender');
    await becomes(ada, id, 'Taken');
    expect(await wallet(ada).cancel_ckbtc(id)).toEqual({ Err: { TooLate: null } });
  });
  test('of a large amount waits, and can be taken back', async () => {
    const before = await balance(ada);
    const { id, state } = await withdraw(ada, { amount: 5_000_000n });
    expect(state).toHaveProperty('Waiting');
    expect(await wallet(ben).cancel_ckbtc(id)).toEqual({ Err: { UnknownSend: null } });
    expect(granted(await wallet(ada).cancel_ckbtc(id)).state).toEqual({ Cancelled: null });
    await deployment.pass(700);
    expect(await balance(ada)).toBe(before);
  });
  test('waits for a minter that is stopped; operators see it, with what to do', async () => {
    const canisterId = minter.id as never;
    await fund(ben, 500_000n);
    await deployment.pic.stopCanister({ canisterId });
    const { id } = await withdraw(ben);
    for (let i = 0; i < 8; i++) await deployment.pass(120);
    const { sagas } = granted(await wallet(admin).stuck_sagas([], 10));
    const stuck = sagas.find((each) => each.id === id);
    expect(stuck).toMatchObject({ kind: 'ckBTC withdrawal', step: 'accepted' });
    expect(stuck?.advice).toContain('does not answer');
    await deployment.pic.startCanister({ canisterId });
    granted(await wallet(admin).retry_saga(id));
    await becomes(ben, id, 'Taken');
  });
});

test('wherever an upgrade falls, the ckBTC are taken once and the withdrawal goes on', async () => {
  const dora = person('Dora');
  await fund(dora, 3_000_000n);
  let held = await balance(dora);
  const points = await everyUpgradePoint(deployment, 'wallet', {
    begin: async () => {
      await deployment.pass(180);
      return (await withdraw(dora, { amount: 100_000n })).id;
    },
    isOver: async (id) => nameOf(await find(dora, id)) === 'Taken',
    after: async (id) => {
      await becomes(dora, id, 'Taken', 31);
      held -= 100_000n + FEE;
      expect(await balance(dora)).toBe(held);
    },
  });
  expect(points).toBeGreaterThan(3);
}, 600_000);

test('whatever happens in between, every satoshi is in an account, burnt once, or a fee', async () => {
  await deployment.pass(DAY_SECONDS);
  const people = ['Eve', 'Fay', 'Gus'].map(person);
  for (const who of people) await fund(who, 900_000n);
  const supply = await ledger.icrc1_total_supply();
  const burntBefore = await ledger.burnt();
  const modes = ['ok', 'lose answers', 'unavailable'];
  const ids: [typeof ada, bigint][] = [];
  for (let round = 0; round < 12; round++) {
    await minter.set_mode(modes[round % 3] as string);
    await ledger.set_mode(modes[(round >> 1) % 3] as string);
    const who = people[round % 3] as typeof ada;
    const answer = await wallet(who).withdraw_ckbtc(order({ amount: 200_000n }));
    if ('Ok' in answer) ids.push([who, answer.Ok.id]);
    await deployment.pic.advanceTime(1_000);
    await deployment.pic.tick((round % 4) + 1);
    if (round % 3 === 1) await deployment.upgrade('wallet');
    if (round % 4 === 3) for (let i = 0; i < 3; i++) await deployment.pass(60);
  }
  await minter.set_mode('ok');
  await ledger.set_mode('ok');
  for (let i = 0; i < 12; i++) await deployment.pass(301);
  const ended = await Promise.all(ids.map(([who, id]) => find(who, id)));
  const taken = BigInt(ended.filter((each) => nameOf(each) === 'Taken').length);
  expect(ended.every((each) => ['Taken', 'Failed'].includes(nameOf(each) as string))).toBe(true);
  expect(taken).toBeGreaterThanOrEqual(3n);
  expect(await ledger.burnt()).toBe(burntBefore + 200_000n * taken);
  const blocks = ended.flatMap(({ block }) => block);
  expect(new Set(blocks).size).toBe(blocks.length);
  const fees = supply - (await ledger.icrc1_total_supply()) - 200_000n * taken;
  expect(fees % FEE).toBe(0n);
  expect(fees / FEE).toBeLessThanOrEqual(BigInt(ids.length));
}, 600_000);
