import { randomBytes } from 'node:crypto';
import { fromOpt, type Registration } from '@qikcard/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { admin, Deployment } from '../support/deployment.ts';
import {
  feedOf,
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
import { people, person } from '../support/people.ts';

let deployment: Deployment;
let eventId: bigint;
const reader = person('reader');
const [ada, ben, cem, dia, eva] = people('guest', 5);

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  eventId = (await publishEvent(deployment)).id;
  await pair(deployment, eventId, reader);
});
afterAll(() => deployment?.stop());

const door = () => deployment.as(reader).event;

describe('a guest at the door', () => {
  let registration: Registration;

  test('registers once and is found in the list of staff', async () => {
    registration = await join(deployment, eventId, ada);
    const again = await deployment.as(ada).event.join_event(eventId, 'Ada again');
    expect(again).toEqual({ Err: { AlreadyRegistered: { registration_id: registration.id } } });
    const { rows } = await stateOf(deployment, eventId);
    expect(rows).toEqual([registration]);
  });

  test('is admitted with a fresh token, once', async () => {
    const token = await tokenOf(deployment, ada, registration);
    const first = scanOf(eventId, token);
    const verdict = await door().check_in(first);
    expect(verdict).toMatchObject({
      Admitted: { registration_id: registration.id, display_name: ada.name, gate: 'North' },
    });
    const since = 'Admitted' in verdict ? verdict.Admitted.at_ns : 0n;

    const second = await door().check_in(scanOf(eventId, token, { gate: 'South' }));
    expect(refusal(second)).toEqual({ AlreadyUsed: { at_ns: since, gate: 'North' } });
    // A retry of the same reading is no second scan.
    expect(await door().check_in(first)).toEqual(verdict);
    expect(await stateOf(deployment, eventId)).toMatchObject({ arrived: 1, inside: 1 });
  });

  test('with a second token is already inside', async () => {
    const token = await tokenOf(deployment, ada, registration);
    expect(refusal(await door().check_in(scanOf(eventId, token)))).toMatchObject({
      AlreadyInside: { gate: 'North' },
    });
  });

  test('leaves, and comes back without being counted twice', async () => {
    const way = await tokenOf(deployment, ada, registration, 'check_out');
    expect(await door().check_out(scanOf(eventId, way))).toMatchObject({
      CheckedOut: { display_name: ada.name, inside: 0 },
    });
    const [row] = (await stateOf(deployment, eventId)).rows;
    expect(row).toMatchObject({ inside: false });
    expect(fromOpt(row.checked_out_at_ns)).toBeGreaterThan(fromOpt(row.checked_in_at_ns) ?? 0n);

    const again = await tokenOf(deployment, ada, registration, 'check_out');
    expect(refusal(await door().check_out(scanOf(eventId, again)))).toEqual({ NotInside: null });

    const back = await tokenOf(deployment, ada, registration);
    expect(await door().check_in(scanOf(eventId, back))).toHaveProperty('Admitted');
    expect(await stateOf(deployment, eventId)).toMatchObject({ arrived: 1, inside: 1 });
  });

  test('is told by a preview what the door would say, which changes nothing', async () => {
    const token = await tokenOf(deployment, ben, await join(deployment, eventId, ben));
    const before = await stateOf(deployment, eventId);
    for (let look = 0; look < 3; look++) {
      expect(await door().preview_scan(scanOf(eventId, token))).toHaveProperty('Admitted');
    }
    expect(await stateOf(deployment, eventId)).toEqual(before);
    expect(await door().check_in(scanOf(eventId, token))).toHaveProperty('Admitted');
  });
});

describe('a batch of scans', () => {
  test('has a verdict for each, in order; a refused one drops no other', async () => {
    const [cemToken, diaToken] = [
      await tokenOf(deployment, cem, await join(deployment, eventId, cem)),
      await tokenOf(deployment, dia, await join(deployment, eventId, dia)),
    ];
    const repeated = scanOf(eventId, cemToken);
    const scans = [
      repeated,
      scanOf(eventId, randomBytes(47)),
      scanOf(eventId, cemToken),
      scanOf(eventId, diaToken),
      repeated,
    ];
    const outcomes = granted(await door().submit_scans(scans));
    expect(outcomes.map(({ scan_id }) => Buffer.from(scan_id).toString('hex'))).toEqual(
      scans.map(({ scan_id }) => Buffer.from(scan_id).toString('hex')),
    );
    const [admitted, noise, used, other, retried] = outcomes.map(({ verdict }) => verdict);
    expect(admitted).toMatchObject({ Admitted: { display_name: cem.name } });
    expect(refusal(noise)).toEqual({ Malformed: null });
    expect(refusal(used)).toHaveProperty('AlreadyUsed');
    expect(other).toMatchObject({ Admitted: { display_name: dia.name } });
    expect(retried).toEqual(admitted);
  });

  test('of more than fifty is refused as a whole', async () => {
    const scans = Array.from({ length: 51 }, () => scanOf(eventId, new Uint8Array(1)));
    expect(await door().submit_scans(scans)).toEqual({ Err: { TooMany: { limit: 50 } } });
  });

  test('is one entry of the audit trail', async () => {
    const { audit_tip, audit_page } = deployment.as(admin).event;
    const token = await tokenOf(deployment, eva, await join(deployment, eventId, eva));
    const { length } = await audit_tip();
    await door().submit_scans([scanOf(eventId, token), scanOf(eventId, token)]);
    expect((await audit_tip()).length).toBe(length + 1n);
    const [entry] = granted(await audit_page(length, 1));
    expect(entry).toMatchObject({
      method: 'submit_scans',
      outcome: 'Ok',
      subject: '1 passed, 1 refused',
    });
  });
});

describe('what others see', () => {
  test('the feed has every movement, in order, and no name', async () => {
    const feed = await feedOf(deployment, eventId);
    expect(feed.map(({ seq }) => seq)).toEqual(feed.map((_, i) => BigInt(i + 1)));
    const { arrived, inside, registered } = await stateOf(deployment, eventId);
    expect(feed.at(-1)).toMatchObject({ arrived, inside, registered });
    const text = JSON.stringify(feed, (_, v) => (typeof v === 'bigint' ? String(v) : v));
    expect(text).not.toContain('guest');
  });

  test('analytics counts what the feed shows once the facts have arrived', async () => {
    await deployment.settle();
    const feed = await feedOf(deployment, eventId);
    const count = (kind: string) => BigInt(feed.filter((entry) => kind in entry.kind).length);
    const [counts] = await deployment.as(organizer).analytics.event_counts(eventId);
    expect(counts).toMatchObject({
      registered: count('Registered'),
      checked_in: count('CheckedIn'),
      checked_out: count('CheckedOut'),
      refused: count('Refused'),
    });
    const lanes = await deployment.as(organizer).event.outbox_status();
    expect(lanes.map(({ receiver }) => receiver)).toEqual([
      'nft',
      'profile',
      'analytics',
      'wallet',
    ]);
    for (const lane of lanes) expect(lane).toMatchObject({ backlog: 0n, last_error: [] });
  });
});
