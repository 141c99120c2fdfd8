/**
 * An event as full as a test can make it: every guest is listed once, found by name, and shown as
 * soon as they move. `GUESTS=50000` fills a stadium (docs/decisions/111).
 */
import type { AttendancePage, Infer, Registration } from '@qikcard/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Deployment } from '../support/deployment.ts';
import { granted, organizer } from '../support/doors.ts';
import { draftOf, HOUR_NS, plain, planOf } from '../support/events.ts';
import { person } from '../support/people.ts';

const GUESTS = Number(process.env.GUESTS ?? 2_000);
const PER_CALL = 200;
const NOW = 2n ** 64n - 1n;

let deployment: Deployment;
let id: bigint;
const mine = () => deployment.as(organizer).event;
const timed = async <T>(what: string, run: () => Promise<T>): Promise<T> => {
  const begun = performance.now();
  const value = await run();
  console.log(`  ${what}: ${(performance.now() - begun).toFixed(0)} ms`);
  return value;
};

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  const starts_at_ns = (await deployment.nowNs()) + 48n * HOUR_NS;
  const times = {
    starts_at_ns,
    ends_at_ns: starts_at_ns + HOUR_NS,
    doors_open_ns: [1n] as [bigint],
  };
  const plan = planOf(await draftOf(deployment, times), { details: plain });
  [id] = granted(await mine().create_events(plan));
  granted(await mine().publish_event(id));
}, 120_000);
afterAll(() => deployment?.stop());

const rowsFrom = (from: number) =>
  Array.from({ length: Math.min(PER_CALL, GUESTS - from) }, (_, i) => ({
    row_key: Uint8Array.from(Buffer.from(String(from + i).padStart(16, '0'))),
    display_name: `Guest Number${from + i}`,
    ticket_type: 0,
    note: '',
    attention: '',
    holder: [] as [],
  }));

/** The whole table, as the page of the organizer reads it. */
async function readAll(): Promise<Registration[]> {
  const rows: Registration[] = [];
  let cursor: [] | [bigint] = [];
  do {
    const page: Infer<typeof AttendancePage> = granted(
      await mine().attendees({ event_id: id, cursor, limit: 500 }),
    );
    rows.push(...page.rows);
    cursor = page.next;
  } while (cursor.length > 0);
  return rows;
}

test('thousands of guests are listed once each, in order; a page costs the same at the end', {
  timeout: 3_600_000,
}, async () => {
  await timed(`${GUESTS} guests added`, async () => {
    for (let from = 0; from < GUESTS; from += PER_CALL) {
      const request = { event_id: id, rows: rowsFrom(from), claim_codes: false };
      granted(await mine().add_guests(request));
      // A canister that is kept busy for minutes asks even organizers to wait.
      await deployment.pass(2);
    }
  });
  await timed('the first page of 500', () =>
    mine().attendees({ event_id: id, cursor: [], limit: 500 }),
  );
  const rows = await timed('all pages', readAll);
  expect(rows.map(({ display_name }) => display_name)).toEqual(
    Array.from({ length: GUESTS }, (_, n) => `Guest Number${n}`),
  );
  const near: [bigint] = [rows[rows.length - 500].id];
  const last = await timed('the last page', () =>
    mine().attendees({ event_id: id, cursor: near, limit: 500 }),
  );
  expect(granted(last).rows).toHaveLength(499);
});

test('anybody is found by the beginning of a name, wherever they are in the list', async () => {
  const text = `number${GUESTS - 1}`;
  const found = await timed('a search', () =>
    mine().search_guests({ event_id: id, text, limit: 20 }),
  );
  expect(granted(found).map(({ display_name }) => display_name)).toEqual([
    `Guest Number${GUESTS - 1}`,
  ]);
});

test('who moves, joins or loses a place is told to staff, each once, and to nobody else', async () => {
  const ask = (after: bigint, who = organizer) =>
    deployment.as(who).event.attendee_changes({ event_id: id, after, limit: 500 });
  const start = granted(await ask(NOW));
  expect(start).toMatchObject({ rows: [], reload: true });
  const [first, second] = granted(
    await mine().attendees({ event_id: id, cursor: [], limit: 2 }),
  ).rows;
  const move = (direction: 'In' | 'Out') =>
    mine().move_by_hand({
      registration_id: first.id,
      list_id: [],
      direction: { [direction]: null } as { In: null },
      gate: 'North',
      reason: 'Phone is empty',
      override_rules: true,
    });
  await move('In');
  await move('Out');
  await move('In');
  granted(await mine().revoke_registration(second.id));
  const { rows, next_seq, reload } = granted(await ask(start.next_seq));
  expect(reload).toBe(false);
  expect(rows.map((row) => [row.id, row.inside, row.revoked])).toEqual([
    [first.id, true, false],
    [second.id, false, true],
  ]);
  expect(granted(await ask(next_seq))).toEqual({ rows: [], next_seq, reload: false });
  expect(await ask(next_seq, person('Mallory'))).toEqual({ Err: { Forbidden: null } });
});
