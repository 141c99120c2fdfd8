/** Two event canisters behind one client: an event lives wholly in one, and nothing has to know. */
import { everyRow } from '@qikcard/client';
import { type EventView, type Registration, shardOf } from '@qikcard/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { admin, Deployment } from '../support/deployment.ts';
import { granted, organizer, publishEvent, scanOf } from '../support/doors.ts';
import { person } from '../support/people.ts';

const HOUR_NS = 3_600_000_000_000n;
const guest = person('Gabi Guest');
let deployment: Deployment;
let first: EventView;
let second: EventView;
const places: Registration[] = [];

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  granted(await deployment.as(guest).auth.register({ display_name: guest.name }));
  first = await publishEvent(deployment, { name: 'Before' });
  await deployment.addEventShard();
});
afterAll(() => deployment?.stop());

const routed = (who = organizer) => deployment.routedEvent(who);

test('a new event is made on the shard that was added last, by an organizer whom it never met', async () => {
  const now = await deployment.nowNs();
  const { id } = granted(
    await routed().create_event({
      name: 'After',
      description: '',
      location: 'Annex',
      time_zone: 'Europe/Berlin',
      starts_at_ns: now + HOUR_NS,
      ends_at_ns: now + 6n * HOUR_NS,
      doors_open_ns: [],
      capacity: [],
    }),
  );
  second = granted(await routed().publish_event(id));
  expect([shardOf(first.id), shardOf(second.id)]).toEqual([0, 1]);
  expect(granted(await routed().get_event(first.id)).name).toBe('Before');
});

test('lists go through all shards, a page at a time, each row once', async () => {
  const names: string[] = [];
  const pages = everyRow(
    (cursor: [] | [bigint]) => routed().list_events(cursor, 1),
    (page) => page.events,
  );
  for await (const { name } of pages) names.push(name);
  expect(names).toEqual(['After', 'Before']);
});

test('one batch of scans for two shards gets its verdicts in order, each code once', async () => {
  for (const { id } of [first, second]) {
    places.push(granted(await routed(guest).join_event(id, guest.name)));
  }
  const scans = [];
  for (const { id, event_id } of [...places].reverse()) {
    const request = { registration_id: id, purpose: { check_in: null } };
    const { token } = granted(await routed(guest).issue_token(request));
    scans.push(scanOf(event_id, Uint8Array.from(token)));
  }
  const again = scans.map((scan) => scanOf(scan.event_id, scan.payload));
  const outcomes = granted(await routed().submit_scans([...scans, ...again]));
  expect(outcomes.map(({ verdict }) => Object.keys(verdict)[0])).toEqual([
    'Admitted',
    'Admitted',
    'Refused',
    'Refused',
  ]);
  expect(outcomes.map(({ scan_id }) => Buffer.from(scan_id).toString('hex'))).toEqual(
    [...scans, ...again].map(({ scan_id }) => Buffer.from(scan_id).toString('hex')),
  );
  const mine: bigint[] = [];
  const pages = everyRow(
    (cursor: [] | [bigint]) => routed(guest).my_registrations(cursor, 100),
    (page) => page.rows,
  );
  for await (const { id } of pages) mine.push(id);
  expect(mine).toEqual(places.map(({ id }) => id).reverse());
});

test('a reader is enrolled by its code alone, on the shard of its event', async () => {
  const request = { event_id: second.id, name: 'Annex door', gate: 'East' };
  const { code } = granted(await routed().start_pairing(request));
  const device = granted(await routed(person('annex reader')).pair_device(code));
  expect(device.event_id).toBe(second.id);
  const unknown = await routed(person('another reader')).pair_device('AAAAAAAA');
  expect(unknown).toEqual({ Err: { PairingCodeUnknown: null } });
});

test('facts of both shards take effect once each, and both learn of a suspension', async () => {
  await deployment.settle();
  const senders = (await deployment.as(admin).analytics.inbox_status()).map(({ sender }) => sender);
  expect(senders).toEqual(expect.arrayContaining(['event', 'event#1']));
  for (const { id } of [first, second]) {
    const [counted] = await deployment.as(organizer).analytics.event_counts(id);
    expect(counted).toMatchObject({ registered: 1n, checked_in: 1n, refused: 1n });
  }
  granted(await deployment.as(admin).auth.set_suspended(guest.principal, true));
  await deployment.settle();
  for (const { id } of [first, second]) {
    const refused = await routed(guest).join_event(id, guest.name);
    expect(refused).toEqual({ Err: { HolderSuspended: null } });
  }
  const lanes = await deployment.as(admin).auth.outbox_status();
  const toShards = lanes.filter(({ receiver }) => receiver.startsWith('event'));
  expect(toShards.map(({ receiver, backlog }) => [receiver, backlog])).toEqual([
    ['event', 0n],
    ['event#1', 0n],
  ]);
});

test('what no shard has made is unknown, and says so', async () => {
  await expect(routed().get_event(second.id + (1n << 48n))).rejects.toThrow('no such event');
});
