/** Who scanned me: also who turned me away, and what I can say against it. */
import { type DisputeRequest, type OwnScan, PAGE_MAX, type Registration } from '@qikcard/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { admin, Deployment } from '../support/deployment.ts';
import {
  granted,
  join,
  organizer,
  pair,
  publishEvent,
  refusal,
  scanOf,
  stateOf,
  tokenOf,
} from '../support/doors.ts';
import { person } from '../support/people.ts';

const ada = person('Ada Lovelace');
const ben = person('Ben Ordinary');
const reader = person('reader');

let deployment: Deployment;
let eventId: bigint;
let place: Registration;
beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  for (const who of [ada, ben]) await as(who).auth.register({ display_name: who.name });
  eventId = (await publishEvent(deployment)).id;
  await pair(deployment, eventId, reader);
  place = await join(deployment, eventId, ada);
  await join(deployment, eventId, ben);
  await deployment.settle();
});
afterAll(() => deployment?.stop());

const as = (who: typeof ada) => deployment.as(who);
const scansOf = async (who: typeof ada): Promise<OwnScan[]> =>
  granted(await as(who).profile.my_scans([], PAGE_MAX)).rows;
const conflicts = async (openOnly = true) =>
  granted(await as(organizer).event.conflicts(eventId, openOnly, [], PAGE_MAX)).conflicts;
const about = (
  { at_ns, gate, refused }: OwnScan,
  change: Partial<DisputeRequest> = {},
): DisputeRequest => ({
  ...{ registration_id: place.id, at_ns, gate, reason: refused[0] ?? '' },
  ...{ claim: { NotMe: null }, note: 'I was at home.', ...change },
});

test('I see where and why I was turned away, and never what somebody only pretended', async () => {
  const token = await tokenOf(deployment, ada, place);
  expect(await as(reader).event.check_in(scanOf(eventId, token))).toHaveProperty('Admitted');
  expect(refusal(await as(reader).event.check_in(scanOf(eventId, token)))).toHaveProperty(
    'AlreadyUsed',
  );
  const forged = Uint8Array.from(token);
  forged[forged.length - 1] ^= 1;
  expect(refusal(await as(reader).event.check_in(scanOf(eventId, forged)))).toEqual({
    BadSignature: null,
  });
  await deployment.settle();
  const [refused, entered, ...more] = await scansOf(ada);
  expect(more).toEqual([]);
  const here = { event_id: eventId, gate: 'North', registration_id: [place.id], entering: true };
  expect(refused).toMatchObject({ ...here, refused: ['AlreadyUsed'] });
  expect(entered).toMatchObject({ ...here, refused: [] });
  expect(await scansOf(ben)).toEqual([]);
  // The counts of the event hear of both refusals, and of nobody's name.
  const [counts] = await as(organizer).analytics.event_counts(eventId);
  expect(counts).toMatchObject({ refused: 2n });
});

test('what I dispute lies before the organizer, once, and nobody else can speak for me', async () => {
  const [refused, entered] = await scansOf(ada);
  for (const stranger of [ben, person('stranger')]) {
    expect(await as(stranger).event.dispute_scan(about(entered))).toEqual({
      Err: { UnknownRegistration: null },
    });
    expect(await as(stranger).event.my_disputes(place.id)).toEqual({
      Err: { UnknownRegistration: null },
    });
  }
  const first = granted(await as(ada).event.dispute_scan(about(entered)));
  const again = granted(
    await as(ada).event.dispute_scan(about(entered, { note: 'Something else.' })),
  );
  expect(again).toEqual(first);
  const wrongly = about(refused, { claim: { RefusedWrongly: null }, note: 'It was my first try.' });
  granted(await as(ada).event.dispute_scan(wrongly));
  const [second, one, ...others] = await conflicts();
  expect(others).toEqual([]);
  expect(one).toMatchObject({
    ...{ kind: { NotMe: null }, claim: ['I was at home.'], suggested: { Undo: null } },
    ...{ registration_id: place.id, gate: 'North', resolved: [] },
  });
  expect(second).toMatchObject({
    ...{ kind: { RefusedWrongly: null }, reason: { AlreadyUsed: {} }, suggested: { Keep: null } },
    claim: ['It was my first try.'],
  });
  expect(granted(await as(organizer).event.live_board(eventId)).open_conflicts).toBe(2);
});

test('an upgrade later the organizer takes the entry back, and I see what was decided', async () => {
  await deployment.upgrade('event');
  const [second, one] = await conflicts();
  const { resolve_conflict } = as(organizer).event;
  expect((await stateOf(deployment, eventId)).inside).toBe(1);
  granted(await resolve_conflict(eventId, one.id, { Undo: null }, 'Seen on the door’s list'));
  expect((await stateOf(deployment, eventId)).inside).toBe(0);
  granted(await resolve_conflict(eventId, second.id, { Keep: null }, ''));
  expect(await conflicts()).toEqual([]);
  const mine = granted(await as(ada).event.my_disputes(place.id));
  const outcomes = mine.map(({ claim, resolved: [resolved] }) => [claim, resolved?.how]);
  expect(outcomes).toEqual([
    [{ NotMe: null }, { Undo: null }],
    [{ RefusedWrongly: null }, { Keep: null }],
  ]);
  // Who decided, and what they noted for each other, is the team's.
  expect(JSON.stringify(mine, (_, v) => (typeof v === 'bigint' ? `${v}` : v))).not.toContain(
    'door’s list',
  );
});

test('an entry that I dispute after coming back takes nothing back from me', async () => {
  const enter = async () => {
    const token = await tokenOf(deployment, ada, place);
    expect(await as(reader).event.check_in(scanOf(eventId, token))).toHaveProperty('Admitted');
  };
  await enter();
  const leaving = await tokenOf(deployment, ada, place, 'check_out');
  const out = scanOf(eventId, leaving, { direction: { Out: null } });
  expect(await as(reader).event.check_out(out)).toHaveProperty('CheckedOut');
  await deployment.pass(60);
  await enter();
  await deployment.settle();
  const [, , earlier] = await scansOf(ada);
  granted(await as(ada).event.dispute_scan(about(earlier)));
  const [open] = await conflicts();
  expect(open.suggested).toEqual({ Keep: null });
  granted(await as(organizer).event.resolve_conflict(eventId, open.id, { Undo: null }, ''));
  expect((await stateOf(deployment, eventId)).inside).toBe(1);
});

test('made-up times, empty words and a flood are refused, and the trail has no words of mine', async () => {
  const [entered] = await scansOf(ada);
  const { dispute_scan } = as(ada).event;
  const now = await deployment.nowNs();
  for (const at_ns of [now + 60_000_000_000n, now - 91n * 86_400_000_000_000n]) {
    expect(await dispute_scan(about({ ...entered, at_ns }))).toMatchObject({
      Err: { Invalid: { field: 'at_ns' } },
    });
  }
  expect(await dispute_scan(about(entered, { note: '  ' }))).toMatchObject({
    Err: { Invalid: { field: 'note' } },
  });
  const flood = [];
  for (let i = 1n; i < 7n; i++) {
    flood.push(await dispute_scan(about({ ...entered, at_ns: entered.at_ns - i })));
  }
  expect(flood.at(-1)).toMatchObject({ Err: { RateLimited: {} } });
  const trail = granted(await as(admin).event.audit_page(0n, PAGE_MAX));
  const said = JSON.stringify(trail, (_, v) => (typeof v === 'bigint' ? `${v}` : v));
  expect(said).toContain('dispute_scan');
  expect(said).not.toContain('at home');
});
