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

test('an expired token from before an upgrade and a key rotation still says that it expired', async () => {
  const guest = person('late guest');
  const registration = await join(deployment, eventId, guest);
  const token = await tokenOf(deployment, guest, registration);
  await deployment.pass(2 * 3_600);
  await deployment.upgrade('event');
  for (let hour = 0; hour < 3; hour++) await deployment.pass(3_600);
  // Issuing prunes rows of tokens that expired more than an hour ago.
  for (let i = 0; i < 20; i++) {
    await deployment.as(guest).event.issue_token({
      registration_id: registration.id,
      purpose: { check_in: null },
    });
  }
  const verdict = await deployment
    .as(reader)
    .event.preview_scan(scanOf(eventId, token, { direction: { Out: null } }));
  expect(refusal(verdict)).toMatchObject({ Expired: {} });
});
