/** Deposits of loans: put aside first, back with the thing, kept by rule; whatever is stopped, none is lost. */
import { randomBytes } from 'node:crypto';
import type { EscrowArgs, LoanTerms, ResourceView } from '@qikcard/contracts';
import { accountOf } from '@qikcard/contracts/icrc/account';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Deployment } from '../support/deployment.ts';
import { granted, join, organizer, publishEvent, tokenOf } from '../support/doors.ts';
import { picIdOf } from '../support/operator.ts';
import { type Person, person } from '../support/people.ts';
import { earnQik, QIK } from '../support/qik.ts';
import {
  addThing,
  borrow,
  bringBack,
  lendingRefusal,
  lendingScan,
  loanOf,
  ofEvent,
  usualTerms,
} from '../support/things.ts';

const DAY_SECONDS = 86_400;
const ada = person('Ada');
const ben = person('Ben');
const owner = person('Olga Owner');
const staff = person('Sam Staff');
const stranger = person('Stranger');
let deployment: Deployment;
let eventId: bigint;

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  await earnQik(deployment, [ada, ben], 10n * QIK);
  for (const who of [owner, organizer]) {
    await deployment.as(who).auth.register({ display_name: who.name });
  }
  eventId = (await publishEvent(deployment)).id;
  await deployment.grant(staff, 'staff', eventId);
});
// Ten scans a minute for one person: each test has a minute of its own.
beforeEach(() => deployment.pass(61));
afterAll(() => deployment?.stop());
// Whatever a test did: every QIK there ever was is somebody's or lies aside.
afterEach(async () => {
  const people = [ada, ben, owner, organizer, staff, stranger];
  const own = await Promise.all(people.map(balance));
  const aside = new Map<bigint, bigint>();
  for (const who of people) {
    const { escrows } = await wallet(who).escrows([], 100);
    for (const { id, amount, state } of escrows) if ('Held' in state) aside.set(id, amount);
  }
  const sum = [...own, ...aside.values()].reduce((total, each) => total + each, 0n);
  expect(sum).toBe(20n * QIK);
  expect(await wallet(ada).icrc1_total_supply()).toBe(20n * QIK);
});

const wallet = (who: Person) => deployment.as(who).wallet;
const balance = (who: Person) => wallet(who).icrc1_balance_of(accountOf(who.principal));
const terms = (change: Partial<LoanTerms> = {}): LoanTerms => ({
  ...usualTerms,
  deposit_e8s: [QIK],
  ...change,
});
const addDear = (change: Partial<LoanTerms> = {}) =>
  addThing(deployment, owner, { terms: terms(change) });

const argsFor = (thing: ResourceView, change: Partial<EscrowArgs> = {}): EscrowArgs => ({
  request_id: randomBytes(16),
  amount: QIK,
  until_ns: 0n,
  purpose: { Deposit: { lender: thing.deposit_to[0] ?? ada.principal, reference: thing.name } },
  resource_id: [thing.id],
  ...change,
});
/** Puts a deposit aside and waits until lending knows it. */
async function putAside(who: Person, thing: ResourceView, change: Partial<EscrowArgs> = {}) {
  const escrow = granted(await wallet(who).open_escrow(argsFor(thing, change)));
  await deployment.settle();
  return escrow.id;
}
async function borrowOn(who: Person, thing: ResourceView) {
  const id = await putAside(who, thing);
  return { id, loan: loanOf(await borrow(deployment, who, thing)) };
}
const loanSeen = async (who: Person, id: bigint) =>
  (await deployment.as(who).event.my_loans([], 50, false)).loans.find((each) => each.id === id);
/** What the inbox of somebody says of deposits for a thing, oldest first. */
async function toldOf(who: Person, thingId: bigint): Promise<[string, bigint][]> {
  await deployment.settle();
  const { rows } = granted(await deployment.as(who).profile.notifications([], 100));
  return rows
    .filter(({ resource_id, amount_e8s }) => resource_id[0] === thingId && amount_e8s.length > 0)
    .map(({ detail, amount_e8s }): [string, bigint] => [detail, amount_e8s[0] ?? 0n])
    .reverse();
}
const stateOf = async (who: Person, id: bigint) => granted(await wallet(who).escrow(id)).state;

describe('a thing with a deposit', () => {
  test('is shown with its price, and is not handed out before the deposit lies aside', async () => {
    const thing = await addDear();
    const { event } = deployment.as(ada);
    expect(granted(await event.get_resource(thing.id))).toMatchObject({
      terms: { deposit_e8s: [QIK] },
      deposit_to: [owner.principal],
    });
    const { token } = granted(await event.resolve_label(thing.label[0] ?? '', []));
    const scan = lendingScan({ payload: Uint8Array.from(token), resource_id: thing.id });
    expect(await event.preview_check_out(scan)).toMatchObject({
      Lent: {
        deposit: [{ Asked: null }],
        deposit_held: [{ amount_e8s: QIK, lender: [owner.principal] }],
      },
    });
    expect(lendingRefusal(await event.check_out_resource(scan))).toMatchObject({
      Invalid: { field: 'deposit' },
    });
    const id = await putAside(ada, thing);
    expect(await event.free_deposits(thing.id)).toMatchObject([{ id, amount_e8s: QIK }]);
    expect(await deployment.as(ben).event.free_deposits(thing.id)).toEqual([]);
    expect(await event.preview_check_out(scan)).toMatchObject({
      Lent: { deposit: [{ Held: null }] },
    });
    // The code was not used up by the refusal.
    const loan = loanOf(await event.check_out_resource(scan));
    expect(loan).toMatchObject({ deposit: [{ Held: null }], deposit_held: [{ kept_e8s: 0n }] });
    expect(await event.free_deposits(thing.id)).toEqual([]);
    expect(await balance(ada)).toBe(9n * QIK);
    const desk = lendingScan({ loan_id: [loan.id], resource_id: thing.id });
    await deployment.as(owner).event.check_in_resource(desk);
    await deployment.settle();
  });

  test('asks no more than is sensible, and a deposit of another size or to somebody else does not do', async () => {
    const { event } = deployment.as(owner);
    for (const deposit of [1n, 10n ** 15n]) {
      const draft = { ...(await addDear()), terms: terms({ deposit_e8s: [deposit] }) };
      expect(await event.create_resource(draft)).toMatchObject({
        Err: { Invalid: { field: 'deposit_e8s' } },
      });
    }
    const thing = await addDear();
    await putAside(ada, thing, { amount: 2n * QIK });
    const wrong = { Deposit: { lender: stranger.principal, reference: '' } };
    const id = await putAside(ada, thing, { purpose: wrong });
    await deployment.settle();
    expect(await stateOf(ada, id)).toMatchObject({ Settled: { returned: QIK, kept: 0n } });
    expect(lendingRefusal(await borrow(deployment, ada, thing))).toMatchObject({
      Invalid: { field: 'deposit' },
    });
    const [free] = await deployment.as(ada).event.free_deposits(thing.id);
    granted(await deployment.as(ada).event.withdraw_deposit(thing.id, free?.id ?? 0n));
    await deployment.settle();
    expect(await balance(ada)).toBe(10n * QIK);
  });

  test('its owner and a thing that is not there ask for nothing that could get lost', async () => {
    const thing = await addDear();
    expect(await borrow(deployment, owner, thing)).toMatchObject({ Lent: { deposit: [] } });
    const id = await putAside(ada, { ...thing, id: 9_999n });
    await deployment.settle();
    expect(await stateOf(ada, id)).toMatchObject({ Settled: { returned: QIK } });
    const nowhere = argsFor({ ...thing, id: 7n << 48n });
    expect(await wallet(ada).open_escrow(nowhere)).toHaveProperty('Err.Invalid');
  });
});

describe('a deposit comes back', () => {
  test('with the thing, when the lender takes it back as it was', async () => {
    const { id, loan } = await borrowOn(ada, await addDear());
    const scan = lendingScan({ loan_id: [loan.id], resource_id: loan.resource_id });
    const back = loanOf(await deployment.as(owner).event.check_in_resource(scan));
    expect(back.deposit).toEqual([{ Released: null }]);
    expect(loanOf(await deployment.as(owner).event.check_in_resource(scan))).toEqual(back);
    await deployment.settle();
    expect(await stateOf(ada, id)).toMatchObject({ Settled: { returned: QIK, kept: 0n } });
    expect(await balance(ada)).toBe(10n * QIK);
    expect(await toldOf(ada, loan.resource_id)).toEqual([
      ['depositHeld', QIK],
      ['depositBack', QIK],
    ]);
    expect(await toldOf(owner, loan.resource_id)).toEqual([]);
  });

  test('three days after the borrower put it back alone, or as soon as the lender says so', async () => {
    const first = await borrowOn(ada, await addDear());
    const second = await borrowOn(ben, await addDear());
    for (const [who, { loan }] of [
      [ada, first],
      [ben, second],
    ] as const) {
      const thing = granted(await deployment.as(owner).event.get_resource(loan.resource_id));
      expect(loanOf(await bringBack(deployment, who, thing)).deposit).toEqual([{ Held: null }]);
    }
    const { event } = deployment.as(owner);
    const waiting = async () =>
      granted(await event.loans_of_owner([], 10, { Person: owner.principal }, { Deposits: null }));
    expect((await waiting()).loans.map(({ id }) => id)).toEqual([second.loan.id, first.loan.id]);
    granted(await event.settle_deposit(second.loan.id, 0n));
    expect((await waiting()).loans.map(({ id }) => id)).toEqual([first.loan.id]);
    await deployment.settle();
    expect(await balance(ben)).toBe(10n * QIK);
    expect(await balance(ada)).toBe(9n * QIK);
    await deployment.upgrade('event');
    await deployment.pass(3 * DAY_SECONDS + 3_600);
    for (let i = 0; i < 3; i++) await deployment.pass(3_601);
    expect(await balance(ada)).toBe(10n * QIK);
    expect((await loanSeen(ada, first.loan.id))?.deposit).toEqual([{ Released: null }]);
    expect((await waiting()).loans).toEqual([]);
    // Who decided knows it; who let the time pass is told.
    expect(await toldOf(owner, second.loan.resource_id)).toEqual([]);
    expect(await toldOf(owner, first.loan.resource_id)).toEqual([['depositGone', QIK]]);
    expect((await toldOf(ada, first.loan.resource_id)).at(-1)).toEqual(['depositBack', QIK]);
  });

  test('an hour after nothing was borrowed, or at once when it is asked back', async () => {
    const thing = await addDear();
    const kept = await putAside(ada, thing);
    const { event } = deployment.as(ada);
    expect(await deployment.as(ben).event.withdraw_deposit(thing.id, kept)).toHaveProperty('Err');
    granted(await event.withdraw_deposit(thing.id, kept));
    granted(await event.withdraw_deposit(thing.id, kept));
    await deployment.settle();
    expect(await balance(ada)).toBe(10n * QIK);
    const forgotten = await putAside(ada, thing);
    await deployment.pass(3_700);
    await deployment.settle();
    expect(await stateOf(ada, forgotten)).toMatchObject({ Settled: { returned: QIK } });
    // What was asked back is no news to who asked.
    expect(await toldOf(ada, thing.id)).toEqual([
      ['depositHeld', QIK],
      ['depositHeld', QIK],
      ['depositBack', QIK],
    ]);
    expect(lendingRefusal(await borrow(deployment, ada, thing))).toHaveProperty('Invalid');
  });

  test('when the owner declines, or does not answer', async () => {
    const thing = await addDear({ approval: true });
    await putAside(ada, thing);
    const { Requested: asked } = (await borrow(deployment, ada, thing)) as never as {
      Requested: { id: bigint };
    };
    const { event } = deployment.as(owner);
    expect(await event.settle_deposit(asked.id, QIK)).toHaveProperty('Err.Invalid');
    expect(granted(await event.decide_loan(asked.id, false)).deposit).toEqual([{ Released: null }]);
    await deployment.settle();
    expect(await balance(ada)).toBe(10n * QIK);
    await putAside(ben, thing);
    await borrow(deployment, ben, thing);
    await deployment.pass(DAY_SECONDS + 60);
    for (let i = 0; i < 2; i++) await deployment.pass(3_601);
    expect(await balance(ben)).toBe(10n * QIK);
  });
});

describe('a lender keeps', () => {
  test('what a damage is worth, once, and nobody else decides that', async () => {
    const thing = await addThing(deployment, organizer, {
      owner: ofEvent(eventId),
      terms: terms(),
    });
    const { id, loan } = await borrowOn(ada, thing);
    const broken = lendingScan({
      ...{ loan_id: [loan.id], resource_id: thing.id, note: 'The chuck is bent.' },
      condition: [{ Damaged: null }],
    });
    const back = loanOf(await deployment.as(staff).event.check_in_resource(broken));
    expect(back.deposit).toEqual([{ Held: null }]);
    const settle = (who: Person, kept: bigint) =>
      deployment.as(who).event.settle_deposit(loan.id, kept);
    expect(await settle(stranger, QIK)).toEqual({ Err: { UnknownLoan: null } });
    expect(await settle(ada, 0n)).toEqual({ Err: { UnknownLoan: null } });
    expect(await settle(staff, 1n)).toEqual({ Err: { Forbidden: null } });
    expect(await settle(organizer, QIK + 1n)).toHaveProperty('Err.Invalid');
    expect(await wallet(organizer).settle_escrow(id, QIK)).toHaveProperty('Err.Invalid');
    const [before, own] = [await balance(organizer), await balance(ada)];
    const part = (QIK * 3n) / 10n;
    expect(granted(await settle(organizer, part))).toMatchObject({
      deposit: [{ Claimed: null }],
      deposit_held: [{ amount_e8s: QIK, kept_e8s: part }],
    });
    expect(await settle(organizer, part)).toHaveProperty('Ok');
    expect(await settle(organizer, QIK)).toHaveProperty('Err.Invalid');
    await deployment.settle();
    expect(await balance(organizer)).toBe(before + part);
    expect(await balance(ada)).toBe(own + QIK - part);
    expect((await toldOf(ada, thing.id)).at(-1)).toEqual(['depositKept', part]);
  });

  test('all of it a week after a thing did not come back, though wallet and lending were upgraded', async () => {
    const { id, loan } = await borrowOn(ben, await addDear());
    expect(await deployment.as(owner).event.settle_deposit(loan.id, QIK)).toHaveProperty(
      'Err.Invalid',
    );
    await deployment.pass(6 * DAY_SECONDS);
    for (let i = 0; i < 2; i++) await deployment.pass(3_601);
    expect(await stateOf(ben, id)).toEqual({ Held: null });
    await deployment.upgrade('event');
    await deployment.upgrade('wallet');
    const before = await balance(owner);
    await deployment.pass(DAY_SECONDS);
    for (let i = 0; i < 3; i++) await deployment.pass(3_601);
    await deployment.settle();
    expect(await balance(owner)).toBe(before + QIK);
    expect((await loanSeen(ben, loan.id))?.deposit).toEqual([{ Claimed: null }]);
    expect((await toldOf(ben, loan.resource_id)).at(-1)).toEqual(['depositAllKept', QIK]);
    expect(await toldOf(owner, loan.resource_id)).toEqual([['depositYours', QIK]]);
    // It comes back after all: the loan ends, the deposit is settled.
    const scan = lendingScan({ loan_id: [loan.id], resource_id: loan.resource_id });
    const back = loanOf(await deployment.as(owner).event.check_in_resource(scan));
    expect(back).toMatchObject({ state: { Returned: null }, deposit: [{ Claimed: null }] });
  });
});

describe('a wallet that is away', () => {
  test('hears of the return later, once, and an upgrade in between changes nothing', async () => {
    const { id, loan } = await borrowOn(ada, await addDear());
    const held = await balance(ada);
    const walletId = picIdOf(deployment, 'wallet');
    await deployment.pic.stopCanister({ canisterId: walletId });
    const scan = lendingScan({ loan_id: [loan.id], resource_id: loan.resource_id });
    const back = loanOf(await deployment.as(owner).event.check_in_resource(scan));
    expect(back.deposit).toEqual([{ Released: null }]);
    await deployment.upgrade('event');
    await deployment.pass(30);
    await deployment.pic.startCanister({ canisterId: walletId });
    await deployment.upgrade('wallet');
    for (let i = 0; i < 4; i++) await deployment.pass(60);
    expect(await stateOf(ada, id)).toMatchObject({ Settled: { returned: QIK } });
    expect(await balance(ada)).toBe(held + QIK);
  });

  test('and lending that is away: the deposit waits for it, and nothing is lent on it twice', async () => {
    const thing = await addDear({ per_person_max: 2 });
    const more = granted(
      await deployment.as(owner).event.edit_resource(thing.id, {
        ...thing,
        quantity: 2,
        terms: terms({ per_person_max: 2 }),
      }),
    );
    const lendingId = picIdOf(deployment, 'event');
    await deployment.pic.stopCanister({ canisterId: lendingId });
    const { id } = granted(await wallet(ada).open_escrow(argsFor(more)));
    await deployment.upgrade('wallet');
    await deployment.pass(30);
    await deployment.pic.startCanister({ canisterId: lendingId });
    for (let i = 0; i < 4; i++) await deployment.pass(60);
    expect(await deployment.as(ada).event.free_deposits(more.id)).toMatchObject([{ id }]);
    const tries = [];
    for (let i = 0; i < 2; i++) tries.push(await borrow(deployment, ada, more));
    expect(tries[0]).toHaveProperty('Lent');
    expect(tries[1]).toHaveProperty('Refused.Invalid');
  });
});

test('a desk that scans the pass of a guest lends on the deposit of the guest', async () => {
  // The other one is long over.
  const { id } = await publishEvent(deployment);
  await deployment.grant(staff, 'staff', id);
  const thing = await addThing(deployment, organizer, { owner: ofEvent(id), terms: terms() });
  const place = await join(deployment, id, ben);
  const scan = async () =>
    lendingScan({ resource_id: thing.id, payload: await tokenOf(deployment, ben, place) });
  const { event } = deployment.as(staff);
  expect(await event.check_out_resource(await scan())).toHaveProperty('Refused.Invalid');
  await putAside(ben, thing);
  expect(await event.check_out_resource(await scan())).toMatchObject({
    Lent: { deposit: [{ Held: null }], borrower: ben.principal },
  });
});
