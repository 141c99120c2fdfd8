import type { RuleNode } from '@qikcard/contracts';
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
import { people, person } from '../support/people.ts';
import { byHand, planOf, setPlan } from '../support/plans.ts';

let deployment: Deployment;
let eventId: bigint;
const reader = person('reader');
const guests = people('guest', 24);
const staff = person('staff');

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  eventId = (await publishEvent(deployment)).id;
  await deployment.grant(staff, 'staff', eventId);
  await pair(deployment, eventId, reader);
});
afterAll(() => deployment?.stop());

const door = () => deployment.as(reader).event;
const board = async () => granted(await deployment.as(staff).event.live_board(eventId));
let next = 0;

/** The next guest, registered. */
async function guest() {
  const who = guests[next++];
  return { who, registration: await join(deployment, eventId, who) };
}
type Guest = Awaited<ReturnType<typeof guest>>;

async function enter({ who, registration }: Guest, gate = 'North') {
  const token = await tokenOf(deployment, who, registration);
  return door().check_in(scanOf(eventId, token, { gate }));
}
async function leave({ who, registration }: Guest, gate = 'North') {
  const token = await tokenOf(deployment, who, registration, 'check_out');
  return door().check_out(scanOf(eventId, token, { gate }));
}
const rules = async (...nodes: RuleNode[]) =>
  setPlan(deployment, eventId, await planOf(deployment, { rules: nodes }));

describe('a door plan', () => {
  test('is changed by its organizer only, and never over a change of somebody else', async () => {
    const plan = await planOf(deployment);
    const { event } = deployment.as(organizer);
    expect(await deployment.as(staff).event.set_door_plan(eventId, plan)).toEqual({
      Err: { Forbidden: null },
    });
    const stored = granted(await event.set_door_plan(eventId, plan));
    expect(stored).toMatchObject({ version: 1, gates: plan.gates, zones: plan.zones });
    expect(await event.set_door_plan(eventId, plan)).toEqual({
      Err: { PlanChanged: { version: 1 } },
    });
    expect(granted(await door().door_plan(eventId))).toEqual(stored);
    expect(await deployment.as(guests[0]).event.door_plan(eventId)).toEqual({
      Err: { Forbidden: null },
    });
  });

  test('with a rule that makes no sense is refused with the reason', async () => {
    const plan = await planOf(deployment, { rules: [{ Any: 3 }, { MinAge: 18 }] }, { version: 1 });
    expect(await deployment.as(organizer).event.set_door_plan(eventId, plan)).toMatchObject({
      Err: { Invalid: { field: 'rules' } },
    });
  });

  test('sends guests to the right gate', async () => {
    await setPlan(deployment, eventId, await planOf(deployment, { gates: [2, 3] }));
    const ada = await guest();
    const asked = scanOf(eventId, await tokenOf(deployment, ada.who, ada.registration), {
      list_id: [1n],
    });
    expect(refusal(await door().check_in(asked))).toEqual({
      WrongGate: { allowed: ['South', 'Stairs'] },
    });
    expect(await enter(ada, 'South')).toHaveProperty('Admitted');
  });

  test('refuses a list that is not there', async () => {
    const token = await tokenOf(
      deployment,
      guests[0],
      (await stateOf(deployment, eventId)).rows[0],
    );
    expect(refusal(await door().check_in(scanOf(eventId, token, { list_id: [77n] })))).toEqual({
      UnknownList: null,
    });
  });

  test('counts entries a day, and lets in again on the next day', async () => {
    await rules({ MaxEntries: { count: 1, per: { Day: null } } });
    const ada = await guest();
    expect(await enter(ada)).toHaveProperty('Admitted');
    expect(await leave(ada)).toHaveProperty('CheckedOut');
    expect(refusal(await enter(ada))).toEqual({ RuleRefused: { rule: 'max-entries-day:1' } });
    const { entries } = granted(
      await deployment.as(staff).event.scan_log(eventId, { Refused: null }, [], 1),
    );
    expect(entries[0]).toMatchObject({
      registration_id: ada.registration.id,
      reason: 'RuleRefused',
      detail: 'max-entries-day:1',
      list_id: [1n],
    });
  });

  test('asks for a proven age once', async () => {
    await rules({ MinAge: 18 });
    const ada = await guest();
    expect(refusal(await enter(ada))).toEqual({ RuleRefused: { rule: 'min-age:18' } });
    const { event } = deployment.as(staff);
    expect(await deployment.as(guests[9]).event.set_age_checked(ada.registration.id, 18)).toEqual({
      Err: { Forbidden: null },
    });
    granted(await event.set_age_checked(ada.registration.id, 18));
    expect(await enter(ada)).toHaveProperty('Admitted');
  });

  test('lets guests go from zone to zone where it says so, and counts them where they are', async () => {
    await setPlan(deployment, eventId, await planOf(deployment, { zone_moves: true }));
    const before = await board();
    const ada = await guest();
    expect(await enter(ada, 'North')).toHaveProperty('Admitted');
    expect(await enter(ada, 'Stairs')).toHaveProperty('Admitted');
    expect(refusal(await enter(ada, 'Stairs'))).toHaveProperty('AlreadyInside');
    const after = await board();
    const zones = (of: typeof after) => of.zones.map(({ inside }) => inside);
    expect(after.inside).toBe(before.inside + 1);
    expect(zones(after)).toEqual([zones(before)[0], zones(before)[1] + 1]);
  });

  test('has a test bench that says what the door would say', async () => {
    await rules({ MaxEntries: { count: 2, per: { Day: null } } });
    const trial = {
      ...{ list_id: [1n] as [bigint], gate_id: 1, at_ns: await deployment.nowNs() },
      ...{ registration_id: [] as [], ticket_type_id: [] as [], entries: 5, entries_today: 2 },
      ...{ inside: false, zone_id: 0, last_entry_ns: [] as [], last_exit_ns: [] as [] },
      age_checked: 0,
    };
    const { event } = deployment.as(staff);
    expect(granted(await event.try_entry(eventId, trial))).toEqual({
      Refused: { RuleRefused: { rule: 'max-entries-day:2' } },
    });
    expect(granted(await event.try_entry(eventId, { ...trial, entries_today: 1 }))).toEqual({
      Pass: null,
    });
  });

  test('can be replayed over the past before it is used', async () => {
    const plan = await rules();
    const draft = { ...plan.lists[0], rules: [{ MinAge: 18 }] as RuleNode[] };
    const page = granted(await deployment.as(staff).event.replay_scans(eventId, draft, [], 100));
    expect(page.compared).toBeGreaterThan(3);
    expect(page.differences[0]).toMatchObject({
      was: { Pass: null },
      would_be: { Refused: { RuleRefused: { rule: 'min-age:18' } } },
    });
    const same = granted(
      await deployment
        .as(staff)
        .event.replay_scans(eventId, { ...plan.lists[0], zone_moves: true }, [], 100),
    );
    expect(same.differences.every(({ was }) => 'Refused' in was)).toBe(true);
  });
});

describe('the last place', () => {
  test('is taken once, however many gates ask at the same moment', async () => {
    const venue = (await publishEvent(deployment)).id;
    const readers = people('gate', 4);
    for (const each of readers) await pair(deployment, venue, each);
    const plan = await planOf(deployment, {
      rules: [{ CapacityInside: { count: 3, of: { Event: null } } }],
    });
    await setPlan(deployment, venue, plan);
    const codes: Uint8Array[] = [];
    for (const who of guests.slice(0, 8)) {
      codes.push(await tokenOf(deployment, who, await join(deployment, venue, who)));
    }
    const asked = [];
    for (const [i, code] of codes.entries()) {
      const gate = ['North', 'South', 'Stairs'][i % 3];
      const actor = deployment.deferredEvent(readers[i % 4]);
      asked.push(await actor.check_in(scanOf(venue, code, { gate })));
    }
    const verdicts = await Promise.all(asked.map((answer) => answer()));
    expect(verdicts.filter((verdict) => 'Admitted' in verdict)).toHaveLength(3);
    const full = verdicts.filter((verdict) => 'Refused' in verdict).map(refusal);
    expect(full).toEqual(Array(5).fill({ CapacityReached: null }));
    const state = granted(await deployment.as(organizer).event.live_board(venue));
    expect(state).toMatchObject({ inside: 3, refusals: [{ reason: 'CapacityReached', count: 5 }] });
    expect(state.zones.reduce((sum, { inside }) => sum + inside, 0)).toBe(3);
    expect(state.gates.reduce((sum, { inside }) => sum + inside, 0)).toBe(3);
    expect(state.minutes.reduce((sum, { entered }) => sum + entered, 0)).toBe(3);
  });
});

describe('by hand', () => {
  test('staff let in a guest without a code, with a reason that stays', async () => {
    await rules();
    const ada = await guest();
    const { event } = deployment.as(staff);
    expect(await event.move_by_hand(byHand(ada.registration.id))).toMatchObject({
      Admitted: { display_name: ada.who.name },
    });
    expect(refusal(await event.move_by_hand(byHand(ada.registration.id)))).toHaveProperty(
      'AlreadyInside',
    );
    const of = { Of: ada.registration.id };
    const { entries } = granted(await event.scan_log(eventId, of, [], 10));
    expect(entries.map(({ kind, detail }) => [Object.keys(kind)[0], detail])).toEqual([
      ['Refused', 'Phone is flat'],
      ['EnteredByHand', 'Phone is flat'],
    ]);
  });

  test('guests and readers without that policy cannot', async () => {
    const ada = await guest();
    for (const who of [ada.who, reader]) {
      const verdict = await deployment.as(who).event.move_by_hand(byHand(ada.registration.id));
      expect(refusal(verdict)).toEqual({ DeviceNotAllowed: null });
    }
  });

  test('a rule is overruled by the organizer, not by staff', async () => {
    await rules({ MinAge: 21 });
    const ada = await guest();
    const asked = byHand(ada.registration.id, { override_rules: true });
    expect(refusal(await deployment.as(staff).event.move_by_hand(asked))).toHaveProperty(
      'RuleRefused',
    );
    expect(await deployment.as(organizer).event.move_by_hand(asked)).toHaveProperty('Admitted');
    await rules();
  });
});

describe('undo', () => {
  test('puts every count back, tells others, and leaves the code used', async () => {
    const ada = await guest();
    const before = await board();
    const token = await tokenOf(deployment, ada.who, ada.registration);
    await deployment.settle();
    const counted = async () =>
      (await deployment.as(organizer).analytics.event_counts(eventId))[0]?.checked_in;
    const attended = await counted();
    expect(await door().check_in(scanOf(eventId, token))).toHaveProperty('Admitted');
    expect(await deployment.as(ada.who).event.undo_move(ada.registration.id, '')).toEqual({
      Err: { Forbidden: null },
    });
    granted(await deployment.as(staff).event.undo_move(ada.registration.id, 'Wrong person'));
    const { inside, arrived, zones, gates } = await board();
    expect({ inside, arrived, zones }).toEqual({
      ...{ inside: before.inside, arrived: before.arrived, zones: before.zones },
    });
    expect(gates).toEqual(before.gates);
    expect(refusal(await door().check_in(scanOf(eventId, token)))).toHaveProperty('AlreadyUsed');
    expect(await deployment.as(staff).event.undo_move(ada.registration.id, '')).toEqual({
      Err: { NothingToUndo: null },
    });
    await deployment.settle();
    expect(await counted()).toBe(attended);
    expect(await enter(ada)).toHaveProperty('Admitted');
  });

  test('is over after ten minutes', async () => {
    const ada = await guest();
    expect(await enter(ada)).toHaveProperty('Admitted');
    await deployment.pass(601);
    expect(await deployment.as(staff).event.undo_move(ada.registration.id, '')).toMatchObject({
      Err: { UndoTooLate: {} },
    });
  });
});

describe('everybody out', () => {
  test('happens at its time, in steps, and spares whoever comes later', async () => {
    const { inside } = await board();
    expect(inside).toBeGreaterThan(3);
    const { event } = deployment.as(organizer);
    expect(await deployment.as(staff).event.check_out_everybody(eventId, [])).toEqual({
      Err: { Forbidden: null },
    });
    const at = (await deployment.nowNs()) + 60_000_000_000n;
    granted(await event.check_out_everybody(eventId, [at]));
    await deployment.settle();
    expect((await board()).inside).toBe(inside);
    await deployment.pass(61);
    const late = await guest();
    expect(await enter(late)).toHaveProperty('Admitted');
    await deployment.settle();
    const after = await board();
    expect(after.inside).toBe(1);
    expect(after.zones.reduce((sum, zone) => sum + zone.inside, 0)).toBe(1);
    expect(granted(await event.mass_check_out(eventId))).toMatchObject([
      { checked_out: inside, state: { Done: null } },
    ]);
  });

  test('can be called off before it begins, and survives an upgrade', async () => {
    const { event } = deployment.as(organizer);
    const at = (await deployment.nowNs()) + 30_000_000_000n;
    granted(await event.check_out_everybody(eventId, [at]));
    granted(await event.call_off_check_out(eventId));
    await deployment.pass(31);
    expect((await board()).inside).toBe(1);
    granted(
      await event.check_out_everybody(eventId, [(await deployment.nowNs()) + 30_000_000_000n]),
    );
    await deployment.upgrade('event');
    await deployment.pass(31);
    await deployment.settle();
    expect((await board()).inside).toBe(0);
  });
});
