import { randomBytes } from 'node:crypto';
import type { Registration, ReservationRequest } from '@qikcard/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Deployment } from '../support/deployment.ts';
import { granted, join, organizer, publishEvent, tokenOf } from '../support/doors.ts';
import { people, person } from '../support/people.ts';
import { picture } from '../support/pictures.ts';
import {
  addThing,
  borrow,
  bringBack,
  HOUR_SECONDS,
  lendingRefusal,
  lendingScan,
  loanOf,
  ofEvent,
  ownedBy,
  usualTerms,
} from '../support/things.ts';

let deployment: Deployment;
let eventId: bigint;
const owner = person('owner of things');
const [ada, ben, cem] = people('borrower', 3);
const HOUR_NS = BigInt(HOUR_SECONDS) * 1_000_000_000n;

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  eventId = (await publishEvent(deployment)).id;
});
// Ten scans a minute for one person: each test has a minute of its own.
beforeEach(() => deployment.pass(60));
afterAll(() => deployment?.stop());

const span = async (id: bigint, from: number, until: number): Promise<ReservationRequest> => {
  const now = await deployment.nowNs();
  const at = (hours: number) => now + BigInt(Math.round(hours * 3_600)) * 1_000_000_000n;
  return { resource_id: id, count: 1, from_ns: at(from), until_ns: at(until) };
};

describe('a reservation', () => {
  test('keeps the thing: others can have it before and after, not meanwhile', async () => {
    const thing = await addThing(deployment, owner);
    const request = await span(thing.id, 3, 5);
    const made = granted(await deployment.as(ada).event.reserve_resource(request));
    expect(made).toMatchObject({ state: { Active: null }, resource_name: 'Cordless drill' });
    const other = deployment.as(ben).event;
    expect(await other.reserve_resource(await span(thing.id, 4, 6))).toEqual({
      Err: { ReservedForAnother: { from_ns: request.from_ns, until_ns: request.until_ns } },
    });
    expect(await other.reserve_resource(await span(thing.id, 6, 7))).toHaveProperty('Ok');
    // Without a wish the loan ends where the reservation begins.
    const loan = loanOf(await borrow(deployment, ben, thing));
    expect(loan.due_at_ns).toBeLessThanOrEqual(request.from_ns);
    const longer = { loan_id: loan.id, due_at_ns: request.from_ns + HOUR_NS };
    expect(await other.extend_loan(longer)).toHaveProperty('Err.ReservedForAnother');
    loanOf(await bringBack(deployment, ben, thing));
  });

  test('is fetched by scanning the thing, and by nobody but its holder', async () => {
    const thing = await addThing(deployment, owner);
    const request = await span(thing.id, 0.5, 2.4);
    const made = granted(await deployment.as(ada).event.reserve_resource(request));
    await deployment.pass(35 * 60);
    expect(lendingRefusal(await borrow(deployment, ben, thing))).toHaveProperty(
      'ReservedForAnother',
    );
    const loan = loanOf(await borrow(deployment, ada, thing));
    expect(loan).toMatchObject({ reservation_id: [made.id], due_at_ns: request.until_ns });
    const [kept] = (await deployment.as(ada).event.my_reservations([], 1)).reservations;
    expect(kept).toMatchObject({ state: { Converted: null }, loan_id: [loan.id] });
  });

  test('at the desk: handing over to the wrong person is refused with the reason', async () => {
    const thing = await addThing(deployment, organizer, {
      owner: ofEvent(eventId),
      terms: { ...usualTerms, self_service: false },
    });
    const guests: Registration[] = [];
    for (const who of [ada, ben]) guests.push(await join(deployment, eventId, who));
    const made = granted(
      await deployment.as(ada).event.reserve_resource(await span(thing.id, 0.1, 1)),
    );
    const desk = deployment.as(organizer).event;
    const listed = granted(await desk.reservations_of_resource(thing.id, [], 10)).reservations;
    expect(listed).toMatchObject([{ id: made.id, holder_name: ada.name }]);
    const handOver = async (who: typeof ada, i: number) =>
      desk.check_out_resource(
        lendingScan({
          payload: await tokenOf(deployment, who, guests[i]),
          resource_id: thing.id,
          reservation_id: [made.id],
        }),
      );
    expect(lendingRefusal(await handOver(ben, 1))).toEqual({ WrongPerson: null });
    expect(await handOver(ada, 0)).toMatchObject({ Lent: { reservation_id: [made.id] } });
  });

  test('is over when nobody comes for an hour, and others can have the thing', async () => {
    const thing = await addThing(deployment, owner);
    granted(await deployment.as(ada).event.reserve_resource(await span(thing.id, 0.1, 2)));
    await deployment.upgrade('event');
    await deployment.settle();
    await deployment.pass(HOUR_SECONDS + 10 * 60);
    const [missed] = (await deployment.as(ada).event.my_reservations([], 1)).reservations;
    expect(missed.state).toEqual({ Expired: null });
    expect(await borrow(deployment, ben, thing)).toHaveProperty('Lent');
  });

  test('can be cancelled by its holder, and not by others', async () => {
    const thing = await addThing(deployment, owner);
    const request = await span(thing.id, 3, 5);
    const { id } = granted(await deployment.as(ada).event.reserve_resource(request));
    expect(await deployment.as(ben).event.cancel_reservation(id)).toEqual({
      Err: { UnknownReservation: null },
    });
    expect(granted(await deployment.as(ada).event.cancel_reservation(id))).toMatchObject({
      state: { Cancelled: null },
    });
    expect(await deployment.as(ben).event.reserve_resource(request)).toHaveProperty('Ok');
  });

  test('of one slot goes to one of many who ask at once', async () => {
    const thing = await addThing(deployment, owner, { quantity: 2 });
    const request = await span(thing.id, 24, 26);
    const crowd = people('asker', 20);
    const waiting = await Promise.all(
      crowd.map((who) => deployment.deferredEvent(who).reserve_resource(request)),
    );
    const answers = await Promise.all(waiting.map((answer) => answer()));
    expect(answers.filter((answer) => 'Ok' in answer)).toHaveLength(2);
  });
});

test('the calendar says how many are free on each day', async () => {
  const thing = await addThing(deployment, owner, { quantity: 3 });
  const request = await span(thing.id, 25, 27);
  granted(await deployment.as(ada).event.reserve_resource(request));
  const days = Array.from(
    { length: 4 },
    (_, day) => request.from_ns + BigInt(day - 1) * 24n * HOUR_NS,
  );
  const { event } = deployment.as(ben);
  expect(granted(await event.resource_availability(thing.id, days))).toEqual(
    Uint32Array.of(3, 2, 3),
  );
  const tooMany = Array.from({ length: 70 }, (_, i) => BigInt(i));
  expect(await event.resource_availability(thing.id, tooMany)).toHaveProperty('Err.Invalid');
});

test('a kit is lent with all its parts, and never more of a part than there is', async () => {
  const bits = await addThing(deployment, owner, { name: 'Bit set', quantity: 3 });
  const drill = await addThing(deployment, owner, { name: 'Drill', quantity: 1 });
  const parts = [
    { resource_id: bits.id, count: 2 },
    { resource_id: drill.id, count: 1 },
  ];
  const kit = await addThing(deployment, owner, { name: 'Drilling kit', parts });
  expect(kit).toMatchObject({ quantity: 1, available: 1 });
  loanOf(await borrow(deployment, ada, kit));
  const { event } = deployment.as(ben);
  expect(granted(await event.get_resource(bits.id))).toMatchObject({ available: 1 });
  expect(lendingRefusal(await borrow(deployment, ben, drill))).toHaveProperty('AllLent');
  loanOf(await borrow(deployment, ben, bits));
  expect(lendingRefusal(await borrow(deployment, cem, bits))).toHaveProperty('AllLent');
  loanOf(await bringBack(deployment, ada, kit));
  // One set of bits is still out: two of three are enough for a kit.
  expect(granted(await event.get_resource(kit.id))).toMatchObject({ available: 1 });
  expect(await deployment.as(owner).event.retire_resource(drill.id)).toHaveProperty('Err.Invalid');
});

test('what a borrower finds damaged at hand-over was so before, and is a report', async () => {
  const thing = await addThing(deployment, owner);
  const handed = await deployment
    .as(owner)
    .event.check_out_resource(
      lendingScan({ resource_id: thing.id, borrower: [ada.principal], method: { web: null } }),
    );
  const { id } = loanOf(handed);
  const said = await deployment
    .as(ada)
    .event.accept_handover(id, { Damaged: null }, 'The cable is torn.');
  expect(granted(said)).toMatchObject({ condition_out: { Damaged: null } });
  const { event } = deployment.as(owner);
  const open = granted(await event.open_damage([], 10, ownedBy(owner))).reports;
  expect(open).toMatchObject([
    { before: { Good: null }, after: { Damaged: null }, note: 'The cable is torn.' },
  ]);
  // Brought back as it was handed over: nobody is blamed a second time.
  loanOf(await bringBack(deployment, ada, thing));
  expect(granted(await event.damage_of_resource(thing.id, [], 10)).reports).toHaveLength(1);
  granted(await event.settle_damage(open[0].id, { Good: null }));
  expect(granted(await event.open_damage([], 10, ownedBy(owner))).reports).toEqual([]);
  expect(granted(await event.get_resource(thing.id))).toMatchObject({ condition: { Good: null } });
});

test('a stock audit tells what is missing and what does not belong, and counts a scan once', async () => {
  const keeper = person('keeper of the store');
  const [saw, hammer, lamp] = [
    await addThing(deployment, keeper, { name: 'Saw' }),
    await addThing(deployment, keeper, { name: 'Hammer', quantity: 3 }),
    await addThing(deployment, keeper, { name: 'Lamp' }),
  ];
  const foreign = await addThing(deployment, owner, { name: 'Foreign drill' });
  loanOf(await borrow(deployment, ada, saw));
  const { event } = deployment.as(keeper);
  const audit = granted(await event.start_stock_audit(ownedBy(keeper)));
  expect(granted(await event.start_stock_audit(ownedBy(keeper))).id).toBe(audit.id);
  const see = (label: string, count = 1, scan_id = randomBytes(16)) =>
    event.stock_audit_scan({ audit_id: audit.id, scan_id, label, count, condition: [] });
  const scanId = randomBytes(16);
  granted(await see(hammer.label[0] ?? '', 2, scanId));
  expect(granted(await see(hammer.label[0] ?? '', 2, scanId))).toMatchObject({ seen: 2 });
  expect(granted(await see(foreign.label[0] ?? ''))).toMatchObject({ foreign: true });
  expect(await see('0000000000')).toEqual({ Err: { UnknownLabel: null } });
  expect(await deployment.as(ada).event.stock_audit(audit.id, [], 10)).toEqual({
    Err: { UnknownStockAudit: null },
  });
  const done = granted(await event.finish_stock_audit(audit.id));
  expect(done).toMatchObject({ expected: 4, seen: 3 });
  const { lines } = granted(await event.stock_audit(audit.id, [], 10));
  expect(lines.map(({ name, expected, seen }) => [name, expected, seen])).toEqual([
    ['Hammer', 3, 2],
    ['Lamp', 1, 0],
    ['Foreign drill', 0, 1],
  ]);
  expect(lamp.available).toBe(1);
  expect(await see(lamp.label[0] ?? '')).toEqual({ Err: { StockAuditClosed: null } });
});

test('a thing has pictures, freed of metadata, for those who may see the thing', async () => {
  const thing = await addThing(deployment, owner, { visibility: { Unlisted: null } });
  const { event } = deployment.as(owner);
  const upload = (image: Uint8Array) => event.add_resource_image({ resource_id: thing.id, image });
  const shown = granted(await upload(picture({ text: 'taken at home' })));
  expect(shown).toMatchObject({ images: [{ content_type: 'image/png', version: 1 }], version: 1 });
  const which = { resource_id: thing.id, version: 1 };
  const { image } = granted(await event.get_resource_image(which));
  expect(Buffer.from(image).includes('taken at home')).toBe(false);
  expect(await deployment.as(ada).event.get_resource_image(which)).toEqual({
    Err: { UnknownResource: null },
  });
  expect(await upload(Buffer.from('<svg onload="alert(1)"/>'))).toHaveProperty('Err.Invalid');
  for (let i = 0; i < 3; i++) granted(await upload(picture({})));
  expect(await upload(picture({}))).toHaveProperty('Err.LimitReached');
  expect(granted(await event.remove_resource_image(which)).images).toHaveLength(3);
  expect(await event.get_resource_image(which)).toEqual({ Err: { UnknownResource: null } });
});

test('damage is shown in pictures, to those whom it concerns, until it is dealt with or taken away', async () => {
  const thing = await addThing(deployment, owner);
  loanOf(await borrow(deployment, ada, thing));
  const { event } = deployment.as(ada);
  const condition = { Damaged: null };
  const report = granted(
    await event.report_damage({ resource_id: thing.id, loan_id: [], condition, note: 'Bent.' }),
  );
  const upload = (who: typeof ada, image: Uint8Array) =>
    deployment.as(who).event.add_damage_image({ report_id: report.id, image });
  expect(granted(await upload(ada, picture({ text: 'taken at home' })))).toMatchObject({
    images: [{ content_type: 'image/png', version: 1 }],
  });
  const which = { report_id: report.id, version: 1 };
  for (const who of [ada, owner]) {
    const { image } = granted(await deployment.as(who).event.get_damage_image(which));
    expect(Buffer.from(image).includes('taken at home')).toBe(false);
  }
  const nothing = { Err: { UnknownResource: null } };
  expect(await deployment.as(ben).event.get_damage_image(which)).toEqual(nothing);
  expect(await deployment.as(ben).event.remove_damage_image(which)).toEqual(nothing);
  for (const who of [ben, owner]) expect(await upload(who, picture({}))).toEqual(nothing);
  expect(await upload(ada, Buffer.from('<svg onload="alert(1)"/>'))).toHaveProperty('Err.Invalid');
  expect(await upload(ada, new Uint8Array(60_001))).toHaveProperty('Err.Invalid');
  for (let i = 0; i < 2; i++) granted(await upload(ada, picture({})));
  expect(await upload(ada, picture({}))).toHaveProperty('Err.LimitReached');
  expect(granted(await event.remove_damage_image(which)).images).toHaveLength(2);
  expect(await event.get_damage_image(which)).toEqual(nothing);
  granted(await deployment.as(owner).event.remove_damage_image({ ...which, version: 2 }));
  const { reports } = granted(
    await deployment.as(owner).event.damage_of_resource(thing.id, [], 10),
  );
  expect(reports[0]?.images.map(({ version }) => version)).toEqual([3]);
  granted(await deployment.as(owner).event.settle_damage(report.id, { Good: null }));
  expect(await upload(ada, picture({}))).toHaveProperty('Err.Invalid');
});

test('a search finds things by the start of words, by owner, and only what may be seen', async () => {
  const seeker = deployment.as(person('seeker')).event;
  const keeper = person('keeper of words');
  await addThing(deployment, keeper, { name: 'Zebrano ukulele', category: 'Music' });
  await addThing(deployment, keeper, { name: 'Zebra mask', visibility: { Unlisted: null } });
  const find = async (text: string, of?: typeof keeper, as = seeker) =>
    granted(
      await as.list_resources([], 10, { text, owner: of ? [ownedBy(of)] : [], retired: false }),
    ).resources.map(({ name }) => name);
  expect(await find('zebra')).toEqual(['Zebrano ukulele']);
  expect(await find('uku zeb')).toEqual(['Zebrano ukulele']);
  expect(await find('ebra')).toEqual([]);
  expect(await find('', keeper)).toEqual(['Zebrano ukulele']);
  expect(await find('', keeper, deployment.as(keeper).event)).toEqual([
    'Zebra mask',
    'Zebrano ukulele',
  ]);
});
