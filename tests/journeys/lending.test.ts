import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Deployment } from '../support/deployment.ts';
import { granted, join, organizer, publishEvent, scanOf, tokenOf } from '../support/doors.ts';
import { people, person } from '../support/people.ts';
import {
  addThing,
  borrow,
  bringBack,
  HOUR_SECONDS,
  lendingRefusal,
  lendingScan,
  loanOf,
  ofEvent,
  usualTerms,
} from '../support/things.ts';

let deployment: Deployment;
let eventId: bigint;
const owner = person('owner of things');
const [ada, ben, cem, dia] = people('borrower', 4);
const staff = person('desk staff');
const HOUR_NS = BigInt(HOUR_SECONDS) * 1_000_000_000n;

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  eventId = (await publishEvent(deployment)).id;
  await deployment.grant(staff, 'staff', eventId);
});
// Ten scans a minute for one person: each test has a minute of its own.
beforeEach(() => deployment.pass(60));
afterAll(() => deployment?.stop());

describe('who borrows by scanning the label', () => {
  test('sees the terms first, confirms, has it until its due time, and brings it back', async () => {
    const thing = await addThing(deployment, owner);
    const { event } = deployment.as(ada);
    const found = granted(await event.resolve_label(thing.label[0] ?? '', []));
    expect(found.purpose).toEqual({ resource_checkout: null });
    expect(found.resource.terms.text).toBe('Bring it back clean.');
    const scan = lendingScan({ payload: Uint8Array.from(found.token), resource_id: thing.id });
    expect(await event.preview_check_out(scan)).toHaveProperty('Lent');
    expect(await event.my_loans([], 10, true)).toMatchObject({ loans: [] });

    const loan = loanOf(await event.check_out_resource(scan));
    expect(loan).toMatchObject({ resource_name: 'Cordless drill', method: { qr: null }, count: 1 });
    expect(loan.due_at_ns - loan.borrowed_at_ns).toBe(2n * HOUR_NS);
    expect(granted(await event.get_resource(thing.id))).toMatchObject({ available: 0 });
    expect((await event.my_loans([], 10, true)).loans).toEqual([loan]);

    const back = loanOf(await bringBack(deployment, ada, thing));
    expect(back).toMatchObject({ id: loan.id, state: { Returned: null } });
    expect(granted(await event.get_resource(thing.id))).toMatchObject({ available: 1 });
    expect((await event.my_loans([], 10, true)).loans).toEqual([]);
    expect((await event.my_loans([], 10, false)).loans).toEqual([back]);
  });

  test('uses a code once, and a repeated call is told the same', async () => {
    const thing = await addThing(deployment, owner, { quantity: 5 });
    const { event } = deployment.as(ada);
    const { token } = granted(await event.resolve_label(thing.label[0] ?? '', []));
    const scan = lendingScan({ payload: Uint8Array.from(token), resource_id: thing.id });
    const first = await event.check_out_resource(scan);
    expect(first).toHaveProperty('Lent');
    expect(await event.check_out_resource(scan)).toEqual(first);
    const again = lendingScan({ payload: Uint8Array.from(token), resource_id: thing.id });
    expect(lendingRefusal(await event.check_out_resource(again))).toEqual({
      CodeRefused: { reason: 'AlreadyUsed' },
    });
    expect(granted(await event.get_resource(thing.id))).toMatchObject({ available: 4 });
  });

  test("cannot use a code that another person's scan of the label gave", async () => {
    const thing = await addThing(deployment, owner);
    const { token } = granted(
      await deployment.as(ada).event.resolve_label(thing.label[0] ?? '', []),
    );
    const scan = lendingScan({ payload: Uint8Array.from(token), resource_id: thing.id });
    expect(lendingRefusal(await deployment.as(ben).event.check_out_resource(scan))).toEqual({
      CodeRefused: { reason: 'Revoked' },
    });
    expect(await deployment.as(ada).event.check_out_resource(scan)).toHaveProperty('Lent');
  });

  test('does not disturb others who scan the same label', async () => {
    const thing = await addThing(deployment, owner, { quantity: 2 });
    const label = thing.label[0] ?? '';
    const codes = [];
    for (const who of [ada, ben]) {
      codes.push(granted(await deployment.as(who).event.resolve_label(label, [])).token);
    }
    const scans = codes.map((token) =>
      lendingScan({ payload: Uint8Array.from(token), resource_id: thing.id }),
    );
    expect(await deployment.as(ada).event.check_out_resource(scans[0])).toHaveProperty('Lent');
    expect(await deployment.as(ben).event.check_out_resource(scans[1])).toHaveProperty('Lent');
    expect(lendingRefusal(await borrow(deployment, cem, thing))).toMatchObject({
      AllLent: { free: 0 },
    });
  });

  test('has to look again when the terms changed after they were shown', async () => {
    const thing = await addThing(deployment, owner);
    const { event } = deployment.as(ada);
    const seen = granted(await event.resolve_label(thing.label[0] ?? '', []));
    const terms = { ...usualTerms, text: 'Now it costs a cake.' };
    granted(await deployment.as(owner).event.edit_resource(thing.id, { ...seen.resource, terms }));
    const scan = lendingScan({
      payload: Uint8Array.from(seen.token),
      resource_id: thing.id,
      seen_version: [seen.resource.version],
    });
    expect(lendingRefusal(await event.check_out_resource(scan))).toEqual({
      Changed: { version: 2 },
    });
    const looked = { ...scan, scan_id: randomBytes(16), seen_version: [2] as [number] };
    expect(await event.check_out_resource(looked)).toHaveProperty('Lent');
  });

  test('is refused without accepting the terms, and when only the owner hands out', async () => {
    const thing = await addThing(deployment, owner);
    const refused = await borrow(deployment, ada, thing, { accepts_terms: false });
    expect(lendingRefusal(refused)).toEqual({ TermsNotAccepted: null });
    const terms = { ...usualTerms, self_service: false };
    const handed = await addThing(deployment, owner, { terms });
    expect(lendingRefusal(await borrow(deployment, ada, handed))).toEqual({ AskOwner: null });
  });

  test('waits for approval where the owner wants to agree', async () => {
    const terms = { ...usualTerms, approval: true };
    const thing = await addThing(deployment, owner, { terms });
    const request = await borrow(deployment, ada, thing);
    expect(request).toHaveProperty('Requested');
    // The thing is kept for the one who asked first.
    expect(lendingRefusal(await borrow(deployment, ben, thing))).toHaveProperty('AllLent');
    const { id } = loanOf(request);
    expect(await deployment.as(ada).event.decide_loan(id, true)).toEqual({
      Err: { AskOwner: null },
    });
    const { event } = deployment.as(owner);
    const waiting = granted(
      await event.loans_of_owner([], 10, { Person: owner.principal }, { Requested: null }),
    );
    expect(waiting.loans.map((loan) => loan.id)).toEqual([id]);
    expect(granted(await event.decide_loan(id, true))).toMatchObject({ state: { Open: null } });

    const declined = loanOf(
      await borrow(deployment, ben, await addThing(deployment, owner, { terms })),
    );
    expect(granted(await event.decide_loan(declined.id, false))).toMatchObject({
      state: { Declined: null },
    });
    expect(
      (await deployment.as(ben).event.my_loans([], 10, true)).loans.map(({ id: each }) => each),
    ).not.toContain(declined.id);
  });
});

describe('who lends out', () => {
  test("scans the guest's pass to hand over, which the guest then confirms", async () => {
    const thing = await addThing(deployment, organizer, {
      owner: ofEvent(eventId),
      terms: { ...usualTerms, self_service: false, borrowers: { Attendees: null } },
    });
    const registration = await join(deployment, eventId, cem);
    const pass = await tokenOf(deployment, cem, registration);
    const desk = deployment.as(staff).event;
    const handed = await desk.check_out_resource(
      lendingScan({ payload: pass, resource_id: thing.id }),
    );
    const loan = loanOf(handed);
    expect(loan).toMatchObject({ borrower_name: cem.name, accepted_at_ns: [] });
    expect(loan.borrower.toText()).toBe(cem.principal.toText());
    const accepted = await deployment.as(cem).event.accept_handover(loan.id, { Good: null }, '');
    expect(granted(accepted).accepted_at_ns).toHaveLength(1);

    const open = granted(await desk.loans_of_owner([], 10, ofEvent(eventId), { Open: null }));
    expect(open.loans.map(({ borrower_name }) => borrower_name)).toEqual([cem.name]);
    const next = await tokenOf(deployment, cem, registration);
    const back = await desk.check_in_resource(
      lendingScan({ payload: next, resource_id: thing.id }),
    );
    expect(loanOf(back)).toMatchObject({ id: loan.id, state: { Returned: null } });
  });

  test('shows a code that any borrower may scan, once', async () => {
    const thing = await addThing(deployment, owner);
    const shown = granted(
      await deployment.as(owner).event.issue_resource_token({
        resource_id: thing.id,
        purpose: { resource_checkout: null },
      }),
    );
    const scan = () =>
      lendingScan({ payload: Uint8Array.from(shown.token), resource_id: thing.id });
    expect(await deployment.as(dia).event.check_out_resource(scan())).toHaveProperty('Lent');
    expect(lendingRefusal(await deployment.as(ada).event.check_out_resource(scan()))).toEqual({
      CodeRefused: { reason: 'AlreadyUsed' },
    });
    const back = granted(
      await deployment.as(owner).event.issue_resource_token({
        resource_id: thing.id,
        purpose: { resource_checkin: null },
      }),
    );
    const returned = lendingScan({
      payload: Uint8Array.from(back.token),
      resource_id: thing.id,
      method: { nfc: null },
    });
    expect(loanOf(await deployment.as(dia).event.check_in_resource(returned))).toMatchObject({
      return_method: [{ nfc: null }],
    });
  });

  test('takes back without a code, and damage is kept as a report', async () => {
    const thing = await addThing(deployment, owner);
    const loan = loanOf(await borrow(deployment, ada, thing));
    const taken = await deployment.as(owner).event.check_in_resource(
      lendingScan({
        loan_id: [loan.id],
        method: { web: null },
        condition: [{ Damaged: null }],
        note: 'The chuck is bent.',
      }),
    );
    expect(loanOf(taken)).toMatchObject({
      condition_out: { Good: null },
      condition_in: [{ Damaged: null }],
    });
    expect(granted(await deployment.as(owner).event.get_resource(thing.id))).toMatchObject({
      condition: { Damaged: null },
    });
  });

  test('must be somebody who may: strangers neither hand out nor take back', async () => {
    const thing = await addThing(deployment, owner);
    const loan = loanOf(await borrow(deployment, ada, thing));
    const stranger = deployment.as(ben).event;
    const take = lendingScan({ loan_id: [loan.id] });
    expect(lendingRefusal(await stranger.check_in_resource(take))).toEqual({ UnknownLoan: null });
    const give = lendingScan({ resource_id: thing.id, borrower: [ben.principal] });
    expect(lendingRefusal(await stranger.check_out_resource(give))).toEqual({ AskOwner: null });
    expect(await stranger.loans_of_resource(thing.id, [], 10)).toEqual({
      Err: { Forbidden: null },
    });
    expect(await stranger.edit_resource(thing.id, { ...thing, name: 'Mine now' })).toEqual({
      Err: { Forbidden: null },
    });
    const label = granted(await stranger.get_resource(thing.id)).label;
    expect(label).toEqual([]);
  });
});

describe('time', () => {
  test('a loan can be extended as often as the terms say, and not when it is overdue', async () => {
    const thing = await addThing(deployment, owner);
    const loan = loanOf(await borrow(deployment, ada, thing));
    const { event } = deployment.as(ada);
    const later = { loan_id: loan.id, due_at_ns: loan.due_at_ns + HOUR_NS };
    const extended = granted(await event.extend_loan(later));
    expect(extended).toMatchObject({ extensions: 1, due_at_ns: later.due_at_ns });
    const more = { loan_id: loan.id, due_at_ns: later.due_at_ns + HOUR_NS };
    expect(await event.extend_loan(more)).toEqual({ Err: { NoMoreExtensions: { limit: 1 } } });
    expect(await deployment.as(ben).event.extend_loan(more)).toEqual({
      Err: { UnknownLoan: null },
    });
    await deployment.pass(4 * HOUR_SECONDS);
    expect(await event.extend_loan(more)).toHaveProperty('Err');
    loanOf(await bringBack(deployment, ada, thing));
  });

  test('what is not back in time is overdue once, also across an upgrade', async () => {
    const thing = await addThing(deployment, organizer, { owner: ofEvent(eventId) });
    const loan = loanOf(await borrow(deployment, dia, thing));
    const { event } = deployment.as(organizer);
    const overdue = async () =>
      granted(await event.loans_of_owner([], 10, ofEvent(eventId), { Overdue: null })).loans;
    expect(await overdue()).toEqual([]);
    await deployment.upgrade('event');
    await deployment.settle();
    await deployment.pass(2 * HOUR_SECONDS + 60);
    await deployment.settle();
    expect((await overdue()).map(({ id }) => id)).toEqual([loan.id]);
    const late = granted(await event.resource_feed(thing.id, 0n, 100)).entries;
    expect(late.map(({ kind }) => Object.keys(kind)[0])).toEqual(['Added', 'Lent', 'Overdue']);
    await deployment.upgrade('event');
    await deployment.pass(2 * HOUR_SECONDS);
    expect(granted(await event.resource_feed(thing.id, 0n, 100)).entries).toEqual(late);
    loanOf(await bringBack(deployment, dia, thing));
    expect(await overdue()).toEqual([]);
  });

  test('facts of loans arrive everywhere', async () => {
    await deployment.settle();
    const lanes = await deployment.as(organizer).event.outbox_status();
    for (const lane of lanes) expect(lane).toMatchObject({ backlog: 0n, last_error: [] });
  });
});

test('the last one goes to exactly one of many who scan at once', async () => {
  const thing = await addThing(deployment, owner, { quantity: 3 });
  const crowd = people('crowd', 30);
  const scans = [];
  for (const who of crowd) {
    const { token } = granted(
      await deployment.as(who).event.resolve_label(thing.label[0] ?? '', []),
    );
    scans.push(lendingScan({ payload: Uint8Array.from(token), resource_id: thing.id }));
  }
  const waiting = await Promise.all(
    scans.map((scan, i) => deployment.deferredEvent(crowd[i]).check_out_resource(scan)),
  );
  const verdicts = await Promise.all(waiting.map((answer) => answer()));
  expect(verdicts.filter((verdict) => 'Lent' in verdict)).toHaveLength(3);
  expect(granted(await deployment.as(ada).event.get_resource(thing.id))).toMatchObject({
    available: 0,
  });
});

test('who leaves with something borrowed may go, and staff are told how many things', async () => {
  const { id } = await publishEvent(deployment);
  const guest = person('guest who forgets');
  const registration = await join(deployment, id, guest);
  const owned = { owner: ofEvent(id) };
  const [first, second] = [
    await addThing(deployment, organizer, owned),
    await addThing(deployment, organizer, owned),
  ];
  const door = deployment.as(organizer).event;
  const pass = async (purpose: 'check_in' | 'check_out') =>
    scanOf(id, await tokenOf(deployment, guest, registration, purpose));
  expect(await door.check_in(await pass('check_in'))).toMatchObject({
    Admitted: { open_loans: [] },
  });
  for (const thing of [first, second]) loanOf(await borrow(deployment, guest, thing));
  const leaving = await pass('check_out');
  expect(await door.preview_scan({ ...leaving, direction: { Out: null } })).toMatchObject({
    CheckedOut: { open_loans: [2] },
  });
  expect(await door.check_out(leaving)).toMatchObject({ CheckedOut: { open_loans: [2] } });
  for (const thing of [first, second]) loanOf(await bringBack(deployment, guest, thing));
  expect(await door.check_out(leaving)).toMatchObject({ CheckedOut: { open_loans: [] } });
});

test('one person scans at most ten things a minute', async () => {
  const thing = await addThing(deployment, owner, { quantity: 50 });
  const { event } = deployment.as(ben);
  const answers = [];
  for (let i = 0; i < 11; i++) answers.push(await event.resolve_label(thing.label[0] ?? '', []));
  expect(answers.slice(0, 10).every((answer) => 'Ok' in answer)).toBe(true);
  expect(answers[10]).toMatchObject({ Err: { RateLimited: {} } });
});

test('a pass of a door is not the code of a thing', async () => {
  const thing = await addThing(deployment, owner);
  const { event } = deployment.as(ada);
  const { token } = granted(await event.resolve_label(thing.label[0] ?? '', []));
  const scan = scanOf(eventId, Uint8Array.from(token));
  expect(await deployment.as(staff).event.check_out(scan)).toMatchObject({
    Refused: { WrongPurpose: {} },
  });
});
