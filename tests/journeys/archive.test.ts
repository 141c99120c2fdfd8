/** An event that is long over: what of it stays, exactly, and what goes. */
import type { Registration } from '@qikcard/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Deployment } from '../support/deployment.ts';
import { granted, organizer, pair, publishEvent, scanOf, tokenOf } from '../support/doors.ts';
import { type Person, people, person } from '../support/people.ts';

const DAY_SECONDS = 86_400;
const reader = person('reader');
const guests = people('guest', 70);
const mine = () => deployment.as(organizer).event;
let deployment: Deployment;
let id: bigint;
let rows: Registration[];

async function enter(who: Person, at: number): Promise<void> {
  const payload = await tokenOf(deployment, who, rows[at]);
  const [{ verdict }] = granted(
    await deployment.as(reader).event.submit_scans([scanOf(id, payload)]),
  );
  expect(verdict).toHaveProperty('Admitted');
}
const byHand = (registration_id: bigint, direction: 'In' | 'Out') =>
  mine().move_by_hand({
    registration_id,
    direction: { [direction]: null } as { In: null },
    list_id: [],
    gate: 'North',
    reason: 'Phone is empty',
    override_rules: true,
  });
const attendees = async () =>
  granted(await mine().attendees({ event_id: id, cursor: [], limit: 500 })).rows;
const archive = async () => granted(await mine().event_archive(id));
const visits = async () => [
  ...granted(await mine().archived_visits({ event_id: id, page: 0 })),
  ...granted(await mine().archived_visits({ event_id: id, page: 1 })),
];
const log = async () => granted(await mine().scan_log(id, { All: null }, [], 100)).entries;
const found = async () =>
  granted(await mine().search_guests({ event_id: id, text: 'guest', limit: 10 }));
const receiptOf = async (row: Registration) =>
  granted(await mine().admission_receipt(row.id, row.checked_in_at_ns[0] ?? 0n))[0]?.receipt;

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  ({ id } = await publishEvent(deployment));
  await pair(deployment, id, reader);
  const added = guests.map(({ name, principal }, n) => ({
    row_key: Uint8Array.from({ length: 16 }, (_, i) => (i === 0 ? n : 0)),
    display_name: name,
    ticket_type: 0,
    note: '',
    attention: '',
    holder: [principal] as [never],
  }));
  granted(await mine().add_guests({ event_id: id, rows: added, claim_codes: false }));
  rows = await attendees();
  for (let at = 0; at < 5; at++) await enter(guests[at], at);
  await byHand(rows[0].id, 'Out');
  await deployment.pass(60);
  await byHand(rows[0].id, 'In');
  const again = scanOf(id, await tokenOf(deployment, guests[1], rows[1]));
  await deployment.as(reader).event.submit_scans([again]);
  granted(await mine().revoke_registration(rows[69].id));
  // Rosters and receipts are certified some at a time.
  const last = (await attendees())[4];
  while ((await receiptOf(last)) === undefined) await deployment.pass(5);
}, 120_000);
afterAll(() => deployment?.stop());

test('keeps everything while it is not archived, and for thirty days afterwards', async () => {
  expect(await mine().event_archive(id)).toMatchObject({ Err: { Invalid: {} } });
  await deployment.pass(7 * 3_600);
  granted(await mine().archive_event(id));
  const cards = granted({ Ok: await mine().organized_events([], { limit: 10, archived: true }) });
  expect(cards.cards.map(({ event }) => event.id)).toEqual([id]);
  await deployment.pass(29 * DAY_SECONDS);
  expect(await archive()).toMatchObject({ state: { Waiting: {} }, rows_removed: 0n });
  expect((await log()).length).toBeGreaterThan(7);
  expect(await found()).toHaveLength(10);
});

test('is condensed step by step, over an upgrade, without losing a guest, a count or a receipt', async () => {
  const before = { attendees: await attendees(), archive: await archive() };
  const receipt = await receiptOf(before.attendees[1]);
  expect(receipt).toBeDefined();
  const sheet = granted(await mine().get_event(id));
  await deployment.pass(2 * DAY_SECONDS);
  await deployment.pass(1);
  expect(await archive()).toMatchObject({ state: { Condensing: null } });
  await deployment.upgrade('event');
  for (let step = 0; step < 12; step++) await deployment.pass(2);
  const after = await archive();
  expect(after.state).toHaveProperty('Condensed');
  expect(after.rows_removed).toBeGreaterThan(200n);
  const { state: _, rows_removed: __, ...counts } = after;
  expect(before.archive).toMatchObject(counts);
  expect(counts).toMatchObject({ registered: 69, arrived: 5, entered: 6n, left: 1n, refused: 1n });
  expect(await attendees()).toEqual(before.attendees);
  expect(granted(await mine().get_event(id))).toEqual(sheet);
  expect(await receiptOf(before.attendees[1])).toEqual(receipt);
});

test('what is left tells how often who came; logs, rosters, search words and the feed are gone', async () => {
  const all = await visits();
  expect(all.map(({ registration_id }) => registration_id)).toEqual(rows.map((row) => row.id));
  expect(all.map(({ entries }) => entries).slice(0, 6)).toEqual([2, 1, 1, 1, 1, 0]);
  expect(all[0].last_exit_ns[0]).toBeLessThan(all[0].last_entry_ns[0] ?? 0n);
  expect(await log()).toEqual([]);
  expect(await found()).toEqual([]);
  expect((await mine().feed(id, 0n, 100)).entries).toEqual([]);
  expect(granted(await mine().roster(id, 0n, 100)).entries).toEqual([]);
  expect(
    granted(await mine().attendee_changes({ event_id: id, after: 0n, limit: 10 })),
  ).toMatchObject({ reload: true });
});

test('an erasure still takes a name off, and puts nothing back', async () => {
  granted(await deployment.as(guests[3]).auth.register({ display_name: 'Guest' }));
  await deployment.settle();
  granted(await deployment.as(guests[3]).profile.erase_me());
  await deployment.settle();
  expect((await attendees())[3].display_name).toMatch(/^Guest \d+$/);
  expect(granted(await mine().roster(id, 0n, 100)).entries).toEqual([]);
});

test('only staff read an archive', async () => {
  const { event } = deployment.as(person('Mallory'));
  expect(await event.event_archive(id)).toEqual({ Err: { Forbidden: null } });
  expect(await event.archived_visits({ event_id: id, page: 0 })).toEqual({
    Err: { Forbidden: null },
  });
});
