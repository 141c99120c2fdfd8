/** Refused scans leave one record of the audit trail together, which commits to each of their lines. */
import { createHash, randomBytes } from 'node:crypto';
import {
  type AuditEntry,
  type LogEntry,
  REFUSED_SCANS,
  refusedLinesSubject,
} from '@qikcard/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyAudit } from '../../scripts/audit/verify.ts';
import { admin, Deployment } from '../support/deployment.ts';
import {
  granted,
  join,
  organizer,
  pair,
  publishEvent,
  refusal,
  scanOf,
  tokenOf,
} from '../support/doors.ts';
import { person } from '../support/people.ts';
import { byHand } from '../support/plans.ts';

let deployment: Deployment;
let eventId: bigint;
let otherId: bigint;
const reader = person('reader');

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  eventId = (await publishEvent(deployment)).id;
  otherId = (await publishEvent(deployment, { name: 'Next door' })).id;
  await pair(deployment, eventId, reader);
});
afterAll(() => deployment?.stop());

const audit = () => deployment.as(admin).event;
const noise = (event = eventId) => scanOf(event, Uint8Array.from(randomBytes(47)));
const lengthNow = async () => (await audit().audit_tip()).length;
const recordsFrom = async (start: bigint): Promise<AuditEntry[]> =>
  granted(await audit().audit_page(start, 50)).filter(({ method }) => method === REFUSED_SCANS);
const sha256 = (bytes: Uint8Array) => Uint8Array.from(createHash('sha256').update(bytes).digest());

/** All refused lines of an event, oldest first, as staff read them. */
async function refusedLines(id: bigint): Promise<LogEntry[]> {
  const { event } = deployment.as(organizer);
  const page = granted(await event.scan_log(id, { Refused: null }, [], 100));
  expect(page.next).toEqual([]);
  return page.entries.reverse();
}
/** What the record has to say of these lines. */
const subjectOf = (id: bigint, lines: LogEntry[]) =>
  refusedLinesSubject(
    id,
    lines.map(({ seq, at_ns: atNs, registration_id: registrationId, by, gate, reason }) => ({
      ...{ seq, atNs, registrationId, by, gate, reason },
    })),
    sha256,
  );

test('a refused scan has its line in the scan log at once, and its record within a minute', async () => {
  const before = await lengthNow();
  const door = deployment.as(reader).event;
  for (let i = 0; i < 3; i++) refusal(await door.check_in(noise()));
  expect(await lengthNow()).toBe(before);
  const lines = await refusedLines(eventId);
  expect(lines).toHaveLength(3);
  await deployment.pass(61);
  const [record] = await recordsFrom(before);
  expect(record.subject).toBe(subjectOf(eventId, lines));
  expect(await lengthNow()).toBe(before + 1n);
});

test('twenty have a record at once, of each event its own; batches and hands are in it, too', async () => {
  const before = await lengthNow();
  const known = { here: (await refusedLines(eventId)).length };
  const guest = person('Grace');
  const { id } = await join(deployment, eventId, guest);
  const { event } = deployment.as(organizer);
  refusal(await event.move_by_hand(byHand(id, { direction: { Out: null } })));
  refusal(await event.check_in(noise(otherId)));
  granted(
    await deployment.as(reader).event.submit_scans(Array.from({ length: 18 }, () => noise())),
  );
  await deployment.pass(1);
  const records = await recordsFrom(before);
  expect(records.map(({ subject }) => subject).sort()).toEqual(
    [
      subjectOf(eventId, (await refusedLines(eventId)).slice(known.here)),
      subjectOf(otherId, await refusedLines(otherId)),
    ].sort(),
  );
});

test('what waits when the canister is upgraded is committed to afterwards', async () => {
  const known = (await refusedLines(eventId)).length;
  refusal(await deployment.as(reader).event.check_in(noise()));
  const before = await lengthNow();
  await deployment.upgrade('event');
  await deployment.pass(61);
  const lines = (await refusedLines(eventId)).slice(known);
  expect((await recordsFrom(before)).map(({ subject }) => subject)).toEqual([
    subjectOf(eventId, lines),
  ]);
});

test('a stranger at the door is recorded by their own call, as nothing else keeps them', async () => {
  const before = await lengthNow();
  const guest = person('Hugo');
  const token = await tokenOf(deployment, guest, await join(deployment, eventId, guest));
  const stranger = deployment.as(person('stranger')).event;
  refusal(await stranger.check_in(scanOf(eventId, token)));
  const entries = granted(await audit().audit_page(before, 50));
  expect(entries.at(-1)).toMatchObject({ method: 'check_in', outcome: 'DeviceNotAllowed' });
});

test('the trail with these records in it is whole', async () => {
  const verdict = await verifyAudit(
    {
      tip: async () => (await audit().audit_certificate())[0],
      page: async (start) => granted(await audit().audit_page(start, 50)),
    },
    deployment.ids.event,
    await deployment.rootKey(),
  );
  expect(verdict).toMatchObject({ whole: true });
});
