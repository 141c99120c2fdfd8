import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Deployment } from '../support/deployment.ts';
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
import { person } from '../support/people.ts';

let deployment: Deployment;
let eventId: bigint;
let token: Uint8Array;
const guest = person('guest');
const reader = person('reader');
const stranger = person('stranger');

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  eventId = (await publishEvent(deployment)).id;
  token = await tokenOf(deployment, guest, await join(deployment, eventId, guest));
});
afterAll(() => deployment?.stop());

const startPairing = async (name = 'Reader 1', gate = 'North') =>
  granted(await deployment.as(organizer).event.start_pairing({ event_id: eventId, name, gate }))
    .code;
const notAllowed = { Refused: { DeviceNotAllowed: null } };

describe('a device that was not paired', () => {
  test('may not scan, and leaves no trace in the event', async () => {
    const before = [await stateOf(deployment, eventId), await feedOf(deployment, eventId)];
    const { event } = deployment.as(stranger);
    const scan = scanOf(eventId, token);
    expect(await event.check_in(scan)).toEqual(notAllowed);
    expect(await event.check_out(scan)).toEqual(notAllowed);
    expect(await event.preview_scan(scan)).toEqual(notAllowed);
    const [outcome] = granted(await event.submit_scans([scan]));
    expect(outcome.verdict).toEqual(notAllowed);
    expect([await stateOf(deployment, eventId), await feedOf(deployment, eventId)]).toEqual(before);
  });

  test('cannot spoil the scan of a real reader by using its scan id first', async () => {
    await pair(deployment, eventId, reader);
    const scan = scanOf(eventId, token);
    expect(await deployment.as(stranger).event.check_in(scan)).toEqual(notAllowed);
    expect(await deployment.as(reader).event.check_in(scan)).toHaveProperty('Admitted');
  });

  test('may neither pair others nor see or revoke readers', async () => {
    const { event } = deployment.as(stranger);
    const request = { event_id: eventId, name: 'Mine', gate: '' };
    expect(await event.start_pairing(request)).toEqual({ Err: { Forbidden: null } });
    expect(await event.list_devices(eventId)).toEqual({ Err: { Forbidden: null } });
    expect(await event.revoke_device(reader.principal)).toEqual({ Err: { Forbidden: null } });
    expect(await event.attendance(eventId, [], 10)).toEqual({ Err: { Forbidden: null } });
  });
});

describe('a pairing code', () => {
  test('enrols the device that types it, in small letters and with spaces too', async () => {
    const device = person('typing reader');
    const code = await startPairing('Side door', 'East');
    expect(code).toMatch(/^[2-9A-HJ-NP-Z]{8}$/);
    const typed = `${code.slice(0, 4)} ${code.slice(4)}`.toLowerCase();
    const paired = granted(await deployment.as(device).event.pair_device(typed));
    expect(paired).toMatchObject({ name: 'Side door', gate: 'East', revoked: false });
    expect(paired.id.toText()).toBe(device.principal.toText());
  });

  test('works once: another device is refused, the same one gets its answer again', async () => {
    const device = person('first reader');
    const code = await startPairing();
    const paired = await deployment.as(device).event.pair_device(code);
    expect(await deployment.as(stranger).event.pair_device(code)).toEqual({
      Err: { PairingCodeUnknown: null },
    });
    expect(await deployment.as(device).event.pair_device(code)).toEqual(paired);
  });

  test('expires after ten minutes', async () => {
    const code = await startPairing();
    await deployment.pass(10 * 60);
    expect(await deployment.as(person('slow reader')).event.pair_device(code)).toMatchObject({
      Err: { PairingCodeExpired: {} },
    });
  });

  test('cannot be guessed by trying', async () => {
    const { event } = deployment.as(person('guesser'));
    const answers = [];
    for (let i = 0; i < 6; i++) answers.push(await event.pair_device(`2345678${i + 2}`));
    expect(answers.slice(0, 5)).toEqual(Array(5).fill({ Err: { PairingCodeUnknown: null } }));
    expect(answers[5]).toMatchObject({ Err: { RateLimited: {} } });
  });
});

describe('a paired reader', () => {
  test('is seen by the organizer with the time it was last used', async () => {
    await deployment.pass(120);
    await deployment.as(reader).event.check_in(scanOf(eventId, token));
    const devices = granted(await deployment.as(organizer).event.list_devices(eventId));
    const found = devices.find(({ id }) => id.toText() === reader.principal.toText());
    expect(found && found.last_seen_ns > found.paired_at_ns).toBe(true);
  });

  test('works at the gate where it was paired unless it names another', async () => {
    const other = person('gateless guest');
    const theirs = await tokenOf(deployment, other, await join(deployment, eventId, other));
    const verdict = await deployment
      .as(reader)
      .event.check_in(scanOf(eventId, theirs, { gate: '' }));
    expect(verdict).toMatchObject({ Admitted: { gate: 'North' } });
  });

  test('may not scan for another event', async () => {
    const { id } = await publishEvent(deployment, { name: 'Elsewhere' });
    const verdict = await deployment.as(reader).event.check_in(scanOf(id, token));
    expect(refusal(verdict)).toEqual({ DeviceNotAllowed: null });
  });

  test('that was revoked may not scan any more', async () => {
    const { event } = deployment.as(organizer);
    expect(granted(await event.revoke_device(reader.principal)).revoked).toBe(true);
    const verdict = await deployment.as(reader).event.check_in(scanOf(eventId, token));
    expect(verdict).toEqual(notAllowed);
  });
});

describe('people at the door', () => {
  test('organizer and staff of the event may scan, staff of another event may not', async () => {
    const helper = person('helper');
    const elsewhere = await publishEvent(deployment, { name: 'Other place' });
    await deployment.grant(helper, 'staff', elsewhere.id);
    const { event } = deployment.as(helper);
    expect(await event.preview_scan(scanOf(eventId, token))).toEqual(notAllowed);
    await deployment.grant(helper, 'staff', eventId);
    for (const who of [helper, organizer]) {
      const verdict = await deployment.as(who).event.preview_scan(scanOf(eventId, token));
      expect(verdict).not.toEqual(notAllowed);
    }
  });
});
