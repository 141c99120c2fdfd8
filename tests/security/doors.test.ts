/** Attacks on the doors of an event, each by somebody who has a little: a key, a scan, a role next door. */
import { Roster } from '@qikcard/client/roster';
import { type RosterPage, rosterEntryCodec, utcOffsets, type Verdict } from '@qikcard/contracts';
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
import { newPhone } from '../support/phone.ts';
import { byHand, decidedAgo, mainList, planOf, setPlan } from '../support/plans.ts';

let deployment: Deployment;
let eventId: bigint;
let otherId: bigint;
const [reader, cellar, forger, rival] = ['reader', 'cellar', 'forger', 'rival'].map(person);
const guests = people('guest', 12);
let next = 0;

beforeAll(async () => {
  // Certificates are judged by the clock of whoever checks them.
  deployment = await Deployment.start({ at: new Date() });
  await deployment.grant(organizer, 'organizer');
  await deployment.grant(rival, 'organizer');
  eventId = (await publishEvent(deployment)).id;
  otherId = (await publishEvent(deployment, { name: 'Rival event' }, rival)).id;
  await pair(deployment, eventId, reader);
  await pair(deployment, eventId, cellar, 'South');
});
afterAll(() => deployment?.stop());

async function guest() {
  const who = guests[next++];
  const registration = await join(deployment, eventId, who);
  return { who, registration, token: await tokenOf(deployment, who, registration) };
}
const at = (who: Person) => deployment.as(who).event;
const verdicts = async (who: Person, scans: Parameters<typeof scanOf>[]): Promise<Verdict[]> =>
  granted(await at(who).submit_scans(scans.map((each) => scanOf(...each)))).map(
    ({ verdict }) => verdict,
  );

describe('a device', () => {
  test('that nobody enrolled opens nothing, single, in a batch or offline', async () => {
    const { token } = await guest();
    const before = await stateOf(deployment, eventId);
    expect(refusal(await at(forger).check_in(scanOf(eventId, token)))).toEqual({
      DeviceNotAllowed: null,
    });
    const offline = await decidedAgo(deployment, 30);
    for (const verdict of await verdicts(forger, [
      [eventId, token],
      [eventId, token, { offline }],
    ])) {
      expect(refusal(verdict)).toEqual({ DeviceNotAllowed: null });
    }
    expect(await stateOf(deployment, eventId)).toEqual(before);
    // The code is as good as before.
    expect(await at(reader).check_in(scanOf(eventId, token))).toHaveProperty('Admitted');
  });

  test('that was revoked uploads nothing more, not even what it decided before', async () => {
    const { token } = await guest();
    const lost = person('lost reader');
    await pair(deployment, eventId, lost);
    const offline = await decidedAgo(deployment, 5);
    granted(await at(organizer).revoke_device(lost.principal));
    const before = await stateOf(deployment, eventId);
    const [online, late] = await verdicts(lost, [
      [eventId, token],
      [eventId, token, { offline }],
    ]);
    expect([refusal(online), refusal(late)]).toEqual(Array(2).fill({ DeviceNotAllowed: null }));
    expect(await stateOf(deployment, eventId)).toEqual(before);
  });

  test('of one event is nobody at another', async () => {
    const { token } = await guest();
    const theirs = person('rival reader');
    const { code } = granted(
      await at(rival).start_pairing({ event_id: otherId, name: 'Theirs', gate: 'North' }),
    );
    granted(await at(theirs).pair_device(code));
    expect(refusal(await at(theirs).check_in(scanOf(eventId, token)))).toEqual({
      DeviceNotAllowed: null,
    });
    // Naming its own event does not make the code one of it.
    expect(refusal(await at(theirs).check_in(scanOf(otherId, token)))).toEqual({
      WrongEvent: null,
    });
    expect(await at(reader).check_in(scanOf(eventId, token))).toHaveProperty('Admitted');
  });
});

test('a replayed batch is answered word for word and changes nothing', async () => {
  const { token } = await guest();
  const other = await guest();
  const batch = [scanOf(eventId, token), scanOf(eventId, other.token), scanOf(eventId, token)];
  const first = granted(await at(reader).submit_scans(batch));
  const before = await stateOf(deployment, eventId);
  expect(granted(await at(reader).submit_scans(batch))).toEqual(first);
  // Recorded on the wire and sent by another reader of the event: still the same scans.
  expect(granted(await at(cellar).submit_scans(batch))).toEqual(first);
  expect(await stateOf(deployment, eventId)).toEqual(before);
  const fresh = batch.map(({ payload }) => scanOf(eventId, payload));
  for (const { verdict } of granted(await at(reader).submit_scans(fresh))) {
    expect(refusal(verdict)).toHaveProperty('AlreadyUsed');
  }
});

test('a reader that claims to stand at a better gate is judged where its policy says', async () => {
  const { token } = await guest();
  await setPlan(deployment, eventId, await planOf(deployment, { gates: [1] }));
  const policy = {
    ...{ forced_list: [mainList.id] as [bigint], forced_gate: 'South', may_lend: false },
    ...{ may_check_in: true, may_check_out: true, may_move_by_hand: false },
  };
  granted(await at(organizer).set_device_policy({ id: cellar.principal, policy }));
  const claim = { gate: 'North', list_id: [] as [] };
  expect(refusal(await at(cellar).check_in(scanOf(eventId, token, claim)))).toEqual({
    WrongGate: { allowed: ['North'] },
  });
  expect(await at(reader).check_in(scanOf(eventId, token, claim))).toHaveProperty('Admitted');
  await setPlan(deployment, eventId, await planOf(deployment));
});

describe('a node that tampers with the roster', () => {
  const page = async (event = eventId, who = reader): Promise<RosterPage> =>
    granted(await at(who).roster(event, 0n, 100));
  const emptyRoster = async () =>
    new Roster(eventId, { canisterId: deployment.ids.event, rootKey: await deployment.rootKey() });

  test('gives nobody a place, no other phone and no other name', async () => {
    const { registration } = await guest();
    await deployment.settle();
    const genuine = await page();
    const roster = await emptyRoster();
    await roster.take(genuine);
    const entry = roster.get(registration.id)!;
    const i = genuine.entries.findIndex(
      (bytes) => rosterEntryCodec.decode(Uint8Array.from(bytes)).registrationId === registration.id,
    );
    for (const forged of [
      { ...entry, holderKey: newPhone().publicKey },
      { ...entry, displayName: 'Somebody else' },
      { ...entry, version: entry.version + 1n },
      { ...entry, registrationId: entry.registrationId + 1_000n },
    ]) {
      const entries = genuine.entries.slice();
      entries[i] = rosterEntryCodec.encode(forged);
      await expect((await emptyRoster()).take({ ...genuine, entries })).rejects.toThrow();
      const more = [...genuine.entries, rosterEntryCodec.encode(forged)];
      await expect((await emptyRoster()).take({ ...genuine, entries: more })).rejects.toThrow();
    }
  });

  test('cannot give a place back that was taken: an earlier page changes nothing', async () => {
    const { registration } = await guest();
    await deployment.settle();
    const earlier = await page();
    granted(await at(organizer).revoke_registration(registration.id));
    await deployment.settle();
    const roster = await emptyRoster();
    await roster.take(await page());
    expect(roster.get(registration.id)).toMatchObject({ status: 'Revoked' });
    const vouched = roster.certifiedAt;
    await roster.take(earlier);
    expect(roster.get(registration.id)).toMatchObject({ status: 'Revoked' });
    // Neither older nor newer than it was, and still good to decide by.
    expect(roster.certifiedAt).toEqual(vouched);
    expect(roster.isComplete).toBe(true);
  });

  test('cannot hand out the list of another event', async () => {
    await deployment.settle();
    await expect((await emptyRoster()).take(await page(otherId, rival))).rejects.toThrow();
  });
});

describe('a wrong clock', () => {
  test('makes no expired code good, backwards or forwards', async () => {
    const { token } = await guest();
    const issued = await deployment.nowNs();
    await deployment.pass(1_000);
    const now = await deployment.nowNs();
    for (const captured_at_ns of [issued, now, now + 10n ** 13n, 2n ** 64n - 1n]) {
      const asked = scanOf(eventId, token, { captured_at_ns });
      expect(refusal(await at(reader).check_in(asked))).toHaveProperty('Expired');
    }
  });

  test('far off is looked at by staff, and no entry lies in the time to come', async () => {
    const { token, registration } = await guest();
    const now = await deployment.nowNs();
    // It says that it decides tomorrow, by a clock that is right.
    const decided_at_ns = now + 86_400n * 10n ** 9n;
    const offline: [{ passed: boolean; decided_at_ns: bigint; reader_now_ns: bigint }] = [
      { passed: true, decided_at_ns, reader_now_ns: now },
    ];
    const [verdict] = await verdicts(reader, [[eventId, token, { offline }]]);
    const passage = 'Admitted' in verdict ? verdict.Admitted : undefined;
    expect(passage?.registration_id).toBe(registration.id);
    const soon = (await deployment.nowNs()) + 10n ** 9n;
    expect(passage && passage.at_ns < soon).toBe(true);
    const ahead = await guest();
    const skewed = await decidedAgo(deployment, 60, 86_400);
    const [flagged] = await verdicts(reader, [[eventId, ahead.token, { offline: skewed }]]);
    expect(flagged).toMatchObject({ AdmittedProvisional: { reason: { ClockSkewed: {} } } });
  });
});

test('the organizer of another event sees and moves nothing here', async () => {
  const { registration, token } = await guest();
  const door = at(rival);
  const before = await stateOf(deployment, eventId);
  const forbidden = { Err: { Forbidden: null } };
  const plan = await planOf(deployment, {}, { utc_offsets: utcOffsets('UTC', 0n, 1n) });
  expect(await door.door_plan(eventId)).toEqual(forbidden);
  expect(await door.set_door_plan(eventId, plan)).toEqual(forbidden);
  expect(await door.live_board(eventId)).toEqual(forbidden);
  expect(await door.scan_log(eventId, { All: null }, [], 10)).toEqual(forbidden);
  expect(await door.conflicts(eventId, false, [], 10)).toEqual(forbidden);
  expect(await door.fleet(eventId)).toEqual(forbidden);
  expect(await door.roster(eventId, 0n, 10)).toEqual(forbidden);
  expect(await door.check_out_everybody(eventId, [])).toEqual(forbidden);
  expect(await door.call_off_check_out(eventId)).toEqual(forbidden);
  expect(await door.mass_check_out(eventId)).toEqual(forbidden);
  expect(await door.undo_move(registration.id, '')).toEqual(forbidden);
  expect(await door.set_age_checked(registration.id, 21)).toEqual(forbidden);
  expect(await door.guest_card(registration.id)).toEqual(forbidden);
  expect(await door.revoke_device(reader.principal)).toEqual(forbidden);
  const hand = byHand(registration.id, { override_rules: true });
  expect(refusal(await door.move_by_hand(hand))).toEqual({ DeviceNotAllowed: null });
  expect(refusal(await door.check_in(scanOf(eventId, token)))).toEqual({ DeviceNotAllowed: null });
  expect(await stateOf(deployment, eventId)).toEqual(before);
});
