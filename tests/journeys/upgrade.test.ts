import { readToken } from '@qikcard/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Deployment } from '../support/deployment.ts';
import {
  feedOf,
  join,
  organizer,
  pair,
  publishEvent,
  refusal,
  scanOf,
  stateOf,
  tokenOf,
} from '../support/doors.ts';
import { people, person } from '../support/people.ts';

let deployment: Deployment;
let eventId: bigint;
const reader = person('reader');
const guests = people('guest', 30);
const DAY_NS = 86_400_000_000_000n;

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  eventId = (await publishEvent(deployment)).id;
  await pair(deployment, eventId, reader);
});
afterAll(() => deployment?.stop());

test('an upgrade in the middle of a run of scans loses nothing', async () => {
  const tokens: Uint8Array[] = [];
  for (const guest of guests) {
    tokens.push(await tokenOf(deployment, guest, await join(deployment, eventId, guest)));
  }
  const door = deployment.as(reader).event;
  // Nobody takes facts while the event canister is upgraded: they must wait in its memory.
  const analytics = { canisterId: deployment.ids.analytics as never };
  await deployment.pic.stopCanister(analytics);
  const scans = tokens.map((token) => scanOf(eventId, token));
  const answers = [];
  for (const scan of scans.slice(0, 15)) answers.push(await door.check_in(scan));
  const before = await stateOf(deployment, eventId);
  const tip = await door.audit_tip();

  await deployment.upgrade('event');

  expect(await stateOf(deployment, eventId)).toEqual(before);
  expect(await door.audit_tip()).toEqual(tip);
  // Retries of readings from before are answered as before: the reader cannot know of the upgrade.
  expect(await door.check_in(scans[0])).toEqual(answers[0]);
  expect(refusal(await door.check_in(scanOf(eventId, tokens[1])))).toHaveProperty('AlreadyUsed');
  // Tokens issued before are good: neither the rows nor the key are gone.
  for (const scan of scans.slice(15)) expect(await door.check_in(scan)).toHaveProperty('Admitted');
  const forged = Uint8Array.from(tokens[2]);
  forged[12] ^= 1;
  expect(refusal(await door.check_in(scanOf(eventId, forged)))).toEqual({ BadSignature: null });
  expect(await stateOf(deployment, eventId)).toMatchObject({ arrived: 30, inside: 30 });

  const waiting = (await door.outbox_status()).find((lane) => lane.receiver === 'analytics');
  expect(waiting?.backlog).toBeGreaterThanOrEqual(30n);
  await deployment.pic.startCanister(analytics);
  // Attempts to deliver are at most a minute apart.
  await deployment.pass(60);
  await deployment.settle();
  const feed = await feedOf(deployment, eventId);
  const count = (kind: string) => BigInt(feed.filter((entry) => kind in entry.kind).length);
  const [counts] = await deployment.as(organizer).analytics.event_counts(eventId);
  expect(counts).toMatchObject({
    registered: 30n,
    checked_in: 30n,
    refused: count('Refused'),
  });
});

test('a token older than two keys and an upgrade still says that it expired', async () => {
  const now = await deployment.nowNs();
  const { id } = await publishEvent(deployment, { ends_at_ns: now + 10n * DAY_NS });
  const door = person('reader of the long event');
  await pair(deployment, id, door);
  const guest = person('early guest');
  const registration = await join(deployment, id, guest);
  const token = await tokenOf(deployment, guest, registration);
  await deployment.upgrade('event');
  // Keys are changed once a day, by a timer that runs every hour.
  for (let hour = 0; hour < 50; hour++) await deployment.pass(3_600);
  const newer = await tokenOf(deployment, guest, registration);
  expect(readToken(newer)?.keyId).toBe((readToken(token)?.keyId ?? 0) + 2);
  // Issuing prunes the rows of tokens that expired more than an hour ago.
  for (let i = 0; i < 20; i++) await tokenOf(deployment, guest, registration);
  const { event } = deployment.as(door);
  expect(refusal(await event.check_in(scanOf(id, token)))).toMatchObject({ Expired: {} });
  const fresh = await tokenOf(deployment, guest, registration);
  expect(await event.check_in(scanOf(id, fresh))).toHaveProperty('Admitted');
});
