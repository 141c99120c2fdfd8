import type { DevicePolicy } from '@qikcard/contracts';
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
  tokenOf,
} from '../support/doors.ts';
import { people, person } from '../support/people.ts';
import { byHand, planOf, setPlan } from '../support/plans.ts';

let deployment: Deployment;
let eventId: bigint;
const reader = person('reader');
const [ada, ben] = people('guest', 2);
const everything: DevicePolicy = {
  forced_list: [],
  forced_gate: '',
  may_check_in: true,
  may_check_out: true,
  may_move_by_hand: false,
  may_lend: true,
};

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  eventId = (await publishEvent(deployment)).id;
  await pair(deployment, eventId, reader);
});
afterAll(() => deployment?.stop());

const policy = async (change: Partial<DevicePolicy>) =>
  deployment.as(organizer).event.set_device_policy({
    id: reader.principal,
    policy: { ...everything, ...change },
  });

test('a reader tells how it is, which fills no audit trail', async () => {
  const { event } = deployment.as(reader);
  const { length } = await deployment.as(admin).event.audit_tip();
  const beat = { battery_percent: 41, firmware: '1.2.0', queue_depth: 7 };
  const reader_at_ns = (await deployment.nowNs()) + 90_000_000_000n;
  const reply = granted(await event.device_heartbeat({ ...beat, reader_at_ns }));
  expect(reply).toMatchObject({ policy: everything, plan_version: 0 });
  expect((await deployment.as(admin).event.audit_tip()).length).toBe(length);
  const [seen] = granted(await deployment.as(organizer).event.fleet(eventId));
  expect(seen).toMatchObject({
    device: { name: 'reader', gate: 'North' },
    heartbeat: [{ ...beat, clock_is_ahead: true }],
  });
  expect(seen.heartbeat[0]?.clock_skew_seconds).toBeGreaterThan(80);
  expect(await deployment.as(ada).event.fleet(eventId)).toEqual({ Err: { Forbidden: null } });
  expect(await deployment.as(ada).event.device_heartbeat({ ...beat, reader_at_ns })).toEqual({
    Err: { UnknownDevice: null },
  });
});

test('a reader for entering only lets nobody out', async () => {
  granted(await policy({ may_check_out: false }));
  const { event } = deployment.as(reader);
  const registration = await join(deployment, eventId, ada);
  const token = await tokenOf(deployment, ada, registration);
  expect(await event.check_in(scanOf(eventId, token))).toHaveProperty('Admitted');
  const out = await tokenOf(deployment, ada, registration, 'check_out');
  expect(refusal(await event.check_out(scanOf(eventId, out)))).toEqual({ ActionNotAllowed: null });
});

test('a reader stays at the gate and the list of its policy, whatever it says', async () => {
  await setPlan(deployment, eventId, await planOf(deployment, { gates: [1] }));
  expect(await policy({ forced_list: [9n] })).toEqual({ Err: { UnknownList: null } });
  granted(await policy({ forced_list: [1n], forced_gate: 'Stairs' }));
  const token = await tokenOf(deployment, ben, await join(deployment, eventId, ben));
  const verdict = await deployment
    .as(reader)
    .event.check_in(scanOf(eventId, token, { gate: 'North' }));
  expect(refusal(verdict)).toEqual({ WrongGate: { allowed: ['North'] } });
});

test('a reader works by hand only where its policy has it', async () => {
  const { rows } = granted(await deployment.as(organizer).event.attendance(eventId, [], 10));
  const benRow = rows.find(({ display_name }) => display_name === ben.name);
  const { event } = deployment.as(reader);
  const asked = byHand(benRow?.id ?? 0n);
  expect(refusal(await event.move_by_hand(asked))).toEqual({ DeviceNotAllowed: null });
  granted(await policy({ may_move_by_hand: true }));
  expect(await event.move_by_hand(asked)).toHaveProperty('Admitted');
});

test('a new key takes the place of the old one, with its policy; the old one is worthless', async () => {
  granted(await policy({ forced_gate: 'South' }));
  const { code } = granted(await deployment.as(reader).event.roll_device_key());
  const renewed = person('renewed reader');
  expect(granted(await deployment.as(renewed).event.pair_device(code))).toMatchObject({
    name: 'reader',
    revoked: false,
  });
  expect(granted(await deployment.as(renewed).event.my_device()).policy.forced_gate).toBe('South');
  const late = person('late');
  expect(await deployment.as(late).event.pair_device(code)).toEqual({
    Err: { PairingCodeUnknown: null },
  });
  const scan = scanOf(eventId, new Uint8Array(47));
  expect(refusal(await deployment.as(reader).event.check_in(scan))).toEqual({
    DeviceNotAllowed: null,
  });
});

test('only the organizer sets policies', async () => {
  const { event } = deployment.as(ada);
  expect(await event.set_device_policy({ id: reader.principal, policy: everything })).toEqual({
    Err: { Forbidden: null },
  });
});
