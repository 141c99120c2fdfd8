import type { Conflict, Registration, Scan, Verdict } from '@qikcard/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Deployment } from '../support/deployment.ts';
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
import { type Person, people, person } from '../support/people.ts';
import { boundPhone } from '../support/phone.ts';
import { decidedAgo, planOf, setPlan } from '../support/plans.ts';

let deployment: Deployment;
let eventId: bigint;
const [reader, cellar] = [person('reader'), person('cellar reader')];
const staff = person('staff');
const guests = people('guest', 20);
let next = 0;

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  eventId = (await publishEvent(deployment)).id;
  await deployment.grant(staff, 'staff', eventId);
  await pair(deployment, eventId, reader);
  await pair(deployment, eventId, cellar, 'Cellar');
});
afterAll(() => deployment?.stop());

async function guest(): Promise<{ who: Person; registration: Registration; token: Uint8Array }> {
  const who = guests[next++];
  const registration = await join(deployment, eventId, who);
  return { who, registration, token: await tokenOf(deployment, who, registration) };
}
/** A scan that the cellar's reader decided on its own, so many seconds ago. */
async function offlineScan(payload: Uint8Array, secondsAgo = 60, ahead = 0): Promise<Scan> {
  const offline = await decidedAgo(deployment, secondsAgo, ahead);
  return scanOf(eventId, payload, { gate: 'Cellar', offline });
}
async function upload(...scans: Scan[]): Promise<Verdict[]> {
  const outcomes = granted(await deployment.as(cellar).event.submit_scans(scans));
  return outcomes.map(({ verdict }) => verdict);
}
async function open(): Promise<Conflict[]> {
  const { event } = deployment.as(staff);
  return granted(await event.conflicts(eventId, true, [], 100)).conflicts;
}
async function resolve(conflict: Conflict, how: 'Keep' | 'Undo' | 'Revoke', by = staff) {
  const { event } = deployment.as(by);
  const resolution = { [how]: null } as { Keep: null };
  return event.resolve_conflict(eventId, conflict.id, resolution, 'Talked to the guest');
}
const insideNow = async () => (await stateOf(deployment, eventId)).inside;

describe('scans that a reader decided offline', () => {
  test('are admitted as of then when nothing speaks against it', async () => {
    const ada = await guest();
    await deployment.pass(3_000);
    // The code has expired long since: what counts is when it was read.
    const scan = await offlineScan(ada.token, 2_900);
    const [verdict] = await upload(scan);
    expect(verdict).toMatchObject({ Admitted: { registration_id: ada.registration.id } });
    const at = 'Admitted' in verdict ? verdict.Admitted.at_ns : 0n;
    expect(Number((await deployment.nowNs()) - at) / 1e9).toBeCloseTo(2_900, -1);
    expect(await open()).toEqual([]);
  });

  test('cannot pass off an expired code as read in time without saying so', async () => {
    const ada = await guest();
    const captured_at_ns = await deployment.nowNs();
    await deployment.pass(1_000);
    const scan = scanOf(eventId, ada.token, { captured_at_ns });
    expect(refusal(await deployment.as(cellar).event.check_in(scan))).toHaveProperty('Expired');
  });

  test('used elsewhere while offline: nobody is counted twice, both readers are shown', async () => {
    const ada = await guest();
    const scan = await offlineScan(ada.token);
    expect(await deployment.as(reader).event.check_in(scanOf(eventId, ada.token))).toHaveProperty(
      'Admitted',
    );
    const inside = await insideNow();
    const [verdict] = await upload(scan);
    expect(verdict).toMatchObject({
      AdmittedProvisional: { reason: { AlreadyUsed: { gate: 'North' } } },
    });
    expect(await insideNow()).toBe(inside);
    const [conflict] = await open();
    expect(conflict).toMatchObject({
      kind: { UsedElsewhere: null },
      gate: 'Cellar',
      suggested: { Undo: null },
      other: [{ gate: 'North' }],
    });
    expect(conflict.reader.toText()).toBe(cellar.principal.toText());
    expect(conflict.other[0]?.reader.toText()).toBe(reader.principal.toText());
    granted(await resolve(conflict, 'Undo'));
    expect(await insideNow()).toBe(inside);
    expect(await resolve(conflict, 'Keep')).toEqual({ Err: { AlreadyResolved: null } });
  });

  test('revoked before the scan: counted as inside until staff take it back', async () => {
    const ada = await guest();
    granted(await deployment.as(organizer).event.revoke_registration(ada.registration.id));
    await deployment.pass(60);
    const inside = await insideNow();
    const [verdict] = await upload(await offlineScan(ada.token, 30));
    expect(verdict).toMatchObject({ AdmittedProvisional: { reason: { Revoked: null } } });
    expect(await insideNow()).toBe(inside + 1);
    const [conflict] = await open();
    expect(conflict).toMatchObject({ kind: { Revoked: null }, suggested: { Undo: null } });
    expect(conflict.place).toEqual([{ Withdrawn: null }]);
    granted(await resolve(conflict, 'Undo'));
    expect(await insideNow()).toBe(inside);
  });

  test('revoked while the door was alone: a phone of staff names the guest all the same', async () => {
    const ada = await guest();
    const phone = await boundPhone(deployment, ada.who, ada.registration);
    const pass = phone.pass(ada.registration, await deployment.nowNs());
    granted(await deployment.as(organizer).event.revoke_registration(ada.registration.id));
    await deployment.pass(120);
    const offline = await decidedAgo(deployment, 120);
    // Nobody but a reader is believed about a signature: the canister checks this one itself.
    const { event } = deployment.as(staff);
    const late = scanOf(eventId, pass, { gate: 'Cellar', offline });
    const [{ verdict }] = granted(await event.submit_scans([late]));
    const display_name = ada.who.name;
    expect(verdict).toMatchObject({
      AdmittedProvisional: { reason: { Revoked: null }, passage: { display_name } },
    });
    const [conflict] = await open();
    expect(conflict).toMatchObject({
      ...{ kind: { Revoked: null }, suggested: { Undo: null } },
      ...{ registration_id: ada.registration.id, display_name: [display_name] },
    });
    granted(await resolve(conflict, 'Undo'));
    // With a network it is refused for what it is, and a forged one still is not.
    const now = phone.pass(ada.registration, await deployment.nowNs());
    expect(refusal(await event.check_in(scanOf(eventId, now)))).toEqual({ Revoked: null });
    const forged = now.with(-1, now[now.length - 1] ^ 1);
    expect(refusal(await event.check_in(scanOf(eventId, forged)))).toEqual({ BadSignature: null });
  });

  test('given up or passed on while the door was alone: staff are told which, and whose it is now', async () => {
    const ada = await guest();
    const scan = await offlineScan(ada.token, 30);
    granted(await deployment.as(ada.who).event.cancel_registration(ada.registration.id));
    await upload(scan);
    const [given] = await open();
    expect(given).toMatchObject({ kind: { Revoked: null }, place: [{ Cancelled: null }] });
    granted(await resolve(given, 'Undo'));

    const ben = await guest();
    const phone = await boundPhone(deployment, ben.who, ben.registration);
    const atNs = await deployment.nowNs();
    const step = phone.pass(ben.registration, atNs);
    const nextStep = phone.pass(ben.registration, atNs + 15_000_000_000n);
    await deployment.pass(120);
    const { code } = granted(
      await deployment.as(ben.who).event.offer_transfer(ben.registration.id),
    );
    const heir = guests[next++];
    const taken = { code, display_name: 'The heir' };
    granted(await deployment.as(heir).event.take_over(taken));
    const inside = await insideNow();
    // Read before it was passed on: by a reader, which was believed then, and by a phone of staff.
    const offline = await decidedAgo(deployment, 120);
    const possession: Scan['possession'] = [{ Verified: null }];
    const late = (pass: Uint8Array) => scanOf(eventId, pass, { gate: 'Cellar', offline });
    const [byReader] = await upload({ ...late(step), possession });
    expect(byReader).toMatchObject({ AdmittedProvisional: { reason: { Revoked: null } } });
    const [conflict] = await open();
    expect(conflict).toMatchObject({
      ...{ place: [{ PassedOn: null }], suggested: { Undo: null } },
      ...{ registration_id: ben.registration.id, display_name: ['The heir'] },
    });
    granted(await resolve(conflict, 'Undo'));
    expect(await insideNow()).toBe(inside);
    const again = phone.pass(ben.registration, await deployment.nowNs());
    const [byStaff] = granted(await deployment.as(staff).event.submit_scans([late(nextStep)]));
    expect(byStaff.verdict).toHaveProperty('AdmittedProvisional');
    const [second] = await open();
    expect(second).toMatchObject({ place: [{ PassedOn: null }] });
    granted(await resolve(second, 'Undo'));
    // Read afterwards, the phone of the former holder opens nothing; the heir comes in.
    expect(refusal(await deployment.as(staff).event.check_in(scanOf(eventId, again)))).toEqual({
      BadSignature: null,
    });
    const token = await tokenOf(deployment, heir, ben.registration);
    expect(await deployment.as(reader).event.check_in(scanOf(eventId, token))).toHaveProperty(
      'Admitted',
    );
  });

  test('a code withdrawn after it was read was good when it was read', async () => {
    const ada = await guest();
    await deployment.pass(60);
    const scan = await offlineScan(ada.token, 30);
    await tokenOf(deployment, ada.who, ada.registration);
    expect((await upload(scan))[0]).toHaveProperty('Admitted');
  });

  test('rule changed: the entry stands until staff say otherwise, and rewards wait', async () => {
    const plan = await planOf(deployment, { rules: [{ MinAge: 18 }] });
    await setPlan(deployment, eventId, plan);
    const ada = await guest();
    await deployment.settle();
    const counted = async () =>
      (await deployment.as(organizer).analytics.event_counts(eventId))[0]?.checked_in ?? 0n;
    const before = await counted();
    const [verdict] = await upload(await offlineScan(ada.token));
    expect(verdict).toMatchObject({
      AdmittedProvisional: { reason: { RuleRefused: { rule: 'min-age:18' } } },
    });
    await deployment.settle();
    expect(await counted()).toBe(before);
    const [conflict] = await open();
    expect(conflict).toMatchObject({ kind: { RuleChanged: null }, suggested: { Keep: null } });
    granted(await resolve(conflict, 'Keep'));
    await deployment.settle();
    expect(await counted()).toBe(before + 1n);
    await setPlan(deployment, eventId, await planOf(deployment));
  });

  test('capacity passed: one too many is inside, and it is said', async () => {
    const inside = await insideNow();
    const rules = [{ CapacityInside: { count: inside, of: { Event: null } } }];
    await setPlan(deployment, eventId, await planOf(deployment, { rules }));
    const ada = await guest();
    const [verdict] = await upload(await offlineScan(ada.token));
    expect(verdict).toMatchObject({ AdmittedProvisional: { reason: { CapacityReached: null } } });
    expect(await insideNow()).toBe(inside + 1);
    const [conflict] = await open();
    expect(conflict).toMatchObject({ kind: { CapacityPassed: null } });
    expect(await resolve(conflict, 'Revoke')).toEqual({ Err: { Forbidden: null } });
    granted(await resolve(conflict, 'Revoke', organizer));
    expect(await insideNow()).toBe(inside);
    const { rows } = await stateOf(deployment, eventId);
    expect(rows.find(({ id }) => id === ada.registration.id)).toMatchObject({ revoked: true });
    await setPlan(deployment, eventId, await planOf(deployment));
  });

  test('clock skew: the time is corrected; far off, staff look at it', async () => {
    const [ada, ben] = [await guest(), await guest()];
    const [fine, off] = await upload(
      await offlineScan(ada.token, 60, 300),
      await offlineScan(ben.token, 60, 86_400),
    );
    const now = await deployment.nowNs();
    const at = 'Admitted' in fine ? fine.Admitted.at_ns : 0n;
    expect(Number(now - at) / 1e9).toBeCloseTo(60, -1);
    expect(off).toMatchObject({ AdmittedProvisional: { reason: { ClockSkewed: {} } } });
    const [conflict] = await open();
    expect(conflict).toMatchObject({ kind: { ClockSkew: null }, suggested: { Keep: null } });
    expect(conflict.reader_at_ns).toBeGreaterThan(now);
    expect(conflict.corrected_at_ns).toBeLessThan(now);
    granted(await resolve(conflict, 'Keep'));
  });

  test('the same scan twice is one scan', async () => {
    const ada = await guest();
    const scan = await offlineScan(ada.token);
    const inside = await insideNow();
    const [first, again] = await upload(scan, scan);
    expect(again).toEqual(first);
    expect((await upload(scan))[0]).toEqual(first);
    expect(await insideNow()).toBe(inside + 1);
  });

  test('unknown registration: refused, and staff know that somebody walked in', async () => {
    const ada = await guest();
    const forged = Uint8Array.from(ada.token);
    forged[46] ^= 1;
    const [verdict] = await upload(await offlineScan(forged));
    expect(refusal(verdict)).toEqual({ BadSignature: null });
    const [conflict] = await open();
    expect(conflict).toMatchObject({ kind: { UnknownRegistration: null }, registration_id: 0n });
    granted(await resolve(conflict, 'Keep'));
  });

  test('one refused item never drops the others', async () => {
    const [ada, ben] = [await guest(), await guest()];
    const scans = [
      await offlineScan(ada.token),
      await offlineScan(new Uint8Array(3)),
      { ...(await offlineScan(ben.token)), list_id: [99n] as [bigint] },
      await offlineScan(ben.token),
    ];
    const kinds = (await upload(...scans)).map((verdict) => Object.keys(verdict)[0]);
    expect(kinds).toEqual(['Admitted', 'Refused', 'Refused', 'Admitted']);
  });

  test('strangers upload nothing, and see no conflicts', async () => {
    const ada = await guest();
    const scan = await offlineScan(ada.token);
    const { event } = deployment.as(person('stranger'));
    expect(granted(await event.submit_scans([scan]))[0].verdict).toEqual({
      Refused: { DeviceNotAllowed: null },
    });
    expect(await event.conflicts(eventId, true, [], 10)).toEqual({ Err: { Forbidden: null } });
  });
});
