import { Actor, HttpAgent } from '@dfinity/agent';
import { type ActorOf, eventApi, service, type Verdict } from '@qikcard/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Deployment } from '../support/deployment.ts';
import { join, organizer, pair, publishEvent, scanOf, stateOf, tokenOf } from '../support/doors.ts';
import { people, person } from '../support/people.ts';

const readers = people('reader', 8);
const SCANS = 200;
let deployment: Deployment;
let eventId: bigint;

beforeAll(async () => {
  // Agents sign with the time of this machine, so the network must not live in another year.
  deployment = await Deployment.start({ at: new Date() });
  await deployment.grant(organizer, 'organizer');
  eventId = (await publishEvent(deployment)).id;
  for (const reader of readers) await pair(deployment, eventId, reader);
});
afterAll(() => deployment?.stop());

const admitted = (verdicts: Verdict[]) => verdicts.filter((verdict) => 'Admitted' in verdict);

test(`${SCANS} readings of one token in the same round admit exactly one`, async () => {
  const guest = person('guest of the round');
  const token = await tokenOf(deployment, guest, await join(deployment, eventId, guest));
  const doors = readers.map((reader) => deployment.deferredEvent(reader));
  const waiting = await Promise.all(
    Array.from({ length: SCANS }, (_, i) => doors[i % 8].check_in(scanOf(eventId, token))),
  );
  const verdicts = await Promise.all(waiting.map((answer) => answer()));
  expect(verdicts).toHaveLength(SCANS);
  expect(admitted(verdicts)).toHaveLength(1);
  expect(await stateOf(deployment, eventId)).toMatchObject({ arrived: 1, inside: 1 });
});

test(`${SCANS} readings of one token over 8 connections admit exactly one`, async () => {
  const guest = person('guest of the connections');
  const token = await tokenOf(deployment, guest, await join(deployment, eventId, guest));
  const port = await deployment.pic.makeLive();
  try {
    const doors = await Promise.all(readers.map((reader) => connect(port, reader.identity)));
    const verdicts = await Promise.all(
      Array.from({ length: SCANS }, (_, i) => doors[i % 8].check_in(scanOf(eventId, token))),
    );
    expect(verdicts).toHaveLength(SCANS);
    expect(admitted(verdicts)).toHaveLength(1);
  } finally {
    await deployment.pic.stopLive();
  }
  expect(await stateOf(deployment, eventId)).toMatchObject({ arrived: 2, inside: 2 });
});

async function connect(port: number, identity: (typeof readers)[number]['identity']) {
  const agent = await HttpAgent.create({
    host: `http://127.0.0.1:${port}`,
    identity,
    shouldFetchRootKey: true,
  });
  const canisterId = deployment.ids.event;
  return Actor.createActor(() => service(eventApi), {
    agent,
    canisterId,
  }) as unknown as ActorOf<typeof eventApi>;
}
