/**
 * Whatever a door uses up, it uses up once: of many calls in the same round exactly as many pass as
 * there is room for. One-time tokens have races of their own (race.test.ts).
 */
import { randomBytes } from 'node:crypto';
import {
  gateNonce,
  type PassPolicy,
  passStepAt,
  type Registration,
  readCode,
  type Verdict,
} from '@qikcard/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ChipCard } from '../support/chip-card.ts';
import { type DeferredEvent, Deployment } from '../support/deployment.ts';
import {
  granted,
  join,
  organizer,
  publishEvent,
  refusal,
  scanOf,
  stateOf,
  tokenOf,
} from '../support/doors.ts';
import { draftOf, planOf as eventPlan, joinRequest, plain, sheetOf } from '../support/events.ts';
import { type Person, people, person } from '../support/people.ts';
import { boundPhone } from '../support/phone.ts';
import { decidedAgo, planOf, setPlan } from '../support/plans.ts';

const readers = people('reader', 4);
const staff = person('staff');
const CALLS = 40;
let deployment: Deployment;

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
});
afterAll(() => deployment?.stop());

/** An event with four readers and staff. */
async function opened(change: Parameters<typeof publishEvent>[1] = {}): Promise<bigint> {
  const { id } = await publishEvent(deployment, change);
  for (const reader of readers) {
    await deployment.as(reader).event.pair_device(await pairingCode(id));
  }
  await deployment.grant(staff, 'staff', id);
  return id;
}
async function pairingCode(event_id: bigint): Promise<string> {
  const asked = { event_id, name: 'Reader', gate: 'North' };
  return granted(await deployment.as(organizer).event.start_pairing(asked)).code;
}

type Answer<T> = () => Promise<T>;
/** Sends all calls before the network answers any of them. */
async function atOnce<T>(
  callers: Person[],
  calls: number,
  send: (event: DeferredEvent, i: number) => Promise<Answer<T>>,
): Promise<T[]> {
  const actors = callers.map((who) => deployment.deferredEvent(who));
  const waiting: Answer<T>[] = [];
  for (let i = 0; i < calls; i++) waiting.push(await send(actors[i % actors.length], i));
  return Promise.all(waiting.map((answer) => answer()));
}
const admitted = (verdicts: Verdict[]) => verdicts.filter((verdict) => 'Admitted' in verdict);
const refusals = (verdicts: Verdict[]) =>
  verdicts.filter((verdict) => 'Refused' in verdict).map((verdict) => refusal(verdict));
const succeeded = (answers: object[]) => answers.filter((answer) => 'Ok' in answer);

describe(`of ${CALLS} readings at once exactly one admits`, () => {
  let eventId: bigint;
  beforeAll(async () => {
    eventId = await opened();
  });

  test('by the pass of a phone', async () => {
    const guest = person('guest with a phone');
    const registration = await join(deployment, eventId, guest);
    const phone = await boundPhone(deployment, guest, registration);
    const pass = phone.pass(registration, await deployment.nowNs());
    const possession: [{ Verified: null }] = [{ Verified: null }];
    const verdicts = await atOnce(readers, CALLS, (event) =>
      event.check_in(scanOf(eventId, pass, { possession })),
    );
    expect(admitted(verdicts)).toHaveLength(1);
    expect((await stateOf(deployment, eventId)).inside).toBe(1);
  });

  test('by one tap of a card', async () => {
    const guest = person('guest with a card');
    const registration = await join(deployment, eventId, guest);
    const uid = Uint8Array.from([4, ...randomBytes(6)]);
    const { event } = deployment.as(organizer);
    const card = new ChipCard(uid, granted(await event.card_keys({ event_id: eventId, uid })));
    const tapped = () => readCode(card.tap())!.payload;
    const given = { registration_id: registration.id, payload: tapped(), replaces: [] as [] };
    granted(await event.bind_card(given));
    const payload = tapped();
    const verdicts = await atOnce(readers, CALLS, (door) =>
      door.check_in(scanOf(eventId, payload)),
    );
    expect(admitted(verdicts)).toHaveLength(1);
    expect((await stateOf(deployment, eventId)).inside).toBe(2);
  });

  test('by a token that one reader uploads in batches while others scan it', async () => {
    const guest = person('guest in batches');
    const token = await tokenOf(deployment, guest, await join(deployment, eventId, guest));
    const batch = () => Array.from({ length: 5 }, () => scanOf(eventId, token));
    const actors = readers.map((who) => deployment.deferredEvent(who));
    const batches: Answer<unknown>[] = [];
    const singles: Answer<Verdict>[] = [];
    for (let i = 0; i < 12; i++) {
      batches.push(await actors[i % 2].submit_scans(batch()));
      singles.push(await actors[2 + (i % 2)].check_in(scanOf(eventId, token)));
    }
    const one = await Promise.all(singles.map((answer) => answer()));
    const many = (await Promise.all(batches.map((answer) => answer()))).flatMap((answer) =>
      granted(answer as { Ok: { verdict: Verdict }[] }).map(({ verdict }) => verdict),
    );
    expect(admitted([...one, ...many])).toHaveLength(1);
    expect((await stateOf(deployment, eventId)).inside).toBe(3);
  });
});

test(`of ${CALLS} readings of one answer to a gate exactly one admits`, async () => {
  const eventId = await opened();
  const secret = Uint8Array.from(randomBytes(32));
  const policy: PassPolicy = {
    possession: { GateChallenge: null },
    ...{ checked_by: { Reader: null }, plain_cards: false },
  };
  granted(await deployment.as(organizer).event.set_pass_policy(eventId, policy));
  granted(await deployment.as(readers[0]).event.open_gate_challenge(eventId, secret));
  const guest = person('guest who answers');
  const registration = await join(deployment, eventId, guest);
  const phone = await boundPhone(deployment, guest, registration);
  const step = passStepAt(await deployment.nowNs());
  const answer = phone.answer({ eventId, step, nonce: gateNonce(secret, step) }, registration);
  const verdicts = await atOnce([readers[0]], CALLS, (event) =>
    event.check_in(scanOf(eventId, answer)),
  );
  expect(admitted(verdicts)).toHaveLength(1);
});

describe('the last place', () => {
  test('inside a zone goes to one of twenty who come at once, by four gates', async () => {
    const eventId = await opened();
    const plan = await planOf(deployment);
    const zones = [{ id: 1, name: 'Hall', capacity: [3] as [number] }, plan.zones[1]];
    await setPlan(deployment, eventId, { ...plan, zones });
    const guests = people('guest of the hall', 22);
    const tokens: Uint8Array[] = [];
    for (const guest of guests) {
      tokens.push(await tokenOf(deployment, guest, await join(deployment, eventId, guest)));
    }
    for (const token of tokens.slice(0, 2)) {
      const verdict = await deployment.as(readers[0]).event.check_in(scanOf(eventId, token));
      expect(verdict).toHaveProperty('Admitted');
    }
    const verdicts = await atOnce(readers, 20, (event, i) =>
      event.check_in(scanOf(eventId, tokens[i + 2])),
    );
    expect(admitted(verdicts)).toHaveLength(1);
    const why = refusals(verdicts);
    expect(why).toHaveLength(19);
    for (const each of why) expect(each).toEqual({ CapacityReached: null });
    expect((await stateOf(deployment, eventId)).inside).toBe(3);
    // A place that gets free goes to one, again.
    const out = await tokenOf(
      deployment,
      guests[0],
      await placeOf(eventId, guests[0]),
      'check_out',
    );
    await deployment.as(readers[0]).event.check_out(scanOf(eventId, out));
    const again = await atOnce(readers, 20, (event, i) =>
      event.check_in(scanOf(eventId, tokens[i + 2])),
    );
    expect(admitted(again)).toHaveLength(1);
    expect((await stateOf(deployment, eventId)).inside).toBe(3);
  });

  test('of an event goes to one of forty who join at once', async () => {
    const eventId = await opened({ capacity: [2] });
    await join(deployment, eventId, person('early bird'));
    const crowd = people('crowd', CALLS);
    const answers = await atOnce(crowd, CALLS, (event, i) =>
      event.join_event(eventId, crowd[i].name),
    );
    expect(succeeded(answers)).toHaveLength(1);
    expect(await stateOf(deployment, eventId)).toMatchObject({ registered: 2 });
  });
});

describe('a place that gets free', () => {
  const [ada, ben, cleo] = ['Ada', 'Ben', 'Cleo'].map(person);
  async function full(within: [] | [number]): Promise<{ id: bigint; first: Registration }> {
    const draft = await draftOf(deployment, { capacity: [1] });
    const details = { ...plain, waitlist: true, accept_within_seconds: within };
    const { event } = deployment.as(organizer);
    const [id] = granted(await event.create_events(eventPlan(draft, { details })));
    granted(await event.publish_event(id));
    const joined = granted(await deployment.as(ada).event.join(joinRequest(id, ada)));
    if (!('Registered' in joined)) throw new Error('in line');
    return { id, first: joined.Registered };
  }
  const inLine = async (id: bigint, who: Person) => {
    const joined = granted(await deployment.as(who).event.join(joinRequest(id, who)));
    if (!('Queued' in joined)) throw new Error('has a place');
    return joined.Queued;
  };
  const placesOf = async (id: bigint) =>
    (await stateOf(deployment, id)).rows
      .filter(({ revoked }) => !revoked)
      .map(({ display_name }) => display_name);

  test('goes to the first in line and to no newcomer of the same round', async () => {
    const { id, first } = await full([]);
    await inLine(id, ben);
    await inLine(id, cleo);
    const newcomers = people('newcomer', 20);
    const gone = await deployment.deferredEvent(ada).cancel_registration(first.id);
    const asking = newcomers.map(async (who) =>
      (await deployment.deferredEvent(who).join(joinRequest(id, who, { or_wait: false })))(),
    );
    granted(await gone());
    expect(succeeded(await Promise.all(asking))).toEqual([]);
    expect(await placesOf(id)).toEqual(['Ben']);
    expect((await sheetOf(deployment, cleo, id)).waiting).toBe(1);
  });

  test('is accepted once, however often its offer is pressed, and by nobody else', async () => {
    const { id, first } = await full([1_200]);
    const second = await inLine(id, ben);
    await inLine(id, cleo);
    granted(await deployment.as(ada).event.cancel_registration(first.id));
    const others = people('presser', 3);
    const answers = await atOnce([ben, cleo, ...others], CALLS, (event) =>
      event.accept_offer(second.id),
    );
    const places = new Set(
      answers.flatMap((answer) => ('Ok' in answer ? [String(answer.Ok.id)] : [])),
    );
    expect(places.size).toBe(1);
    expect(await placesOf(id)).toEqual(['Ben']);
    expect(await stateOf(deployment, id)).toMatchObject({ registered: 1 });
  });
});

describe('what staff decide', () => {
  test('is decided once: a move taken back, a conflict resolved', async () => {
    const eventId = await opened();
    const guest = person('guest of a mistake');
    const registration = await join(deployment, eventId, guest);
    const token = await tokenOf(deployment, guest, registration);
    const offline = await decidedAgo(deployment, 30);
    await deployment.as(readers[0]).event.check_in(scanOf(eventId, token));
    const undone = await atOnce([staff, organizer], 10, (event) =>
      event.undo_move(registration.id, 'Mistake'),
    );
    expect(succeeded(undone)).toHaveLength(1);
    expect((await stateOf(deployment, eventId)).inside).toBe(0);

    const late = scanOf(eventId, token, { offline });
    granted(await deployment.as(readers[1]).event.submit_scans([late]));
    const { event } = deployment.as(staff);
    const [conflict] = granted(await event.conflicts(eventId, true, [], 10)).conflicts;
    const inside = (await stateOf(deployment, eventId)).inside;
    const resolved = await atOnce([staff, organizer], 10, (each) =>
      each.resolve_conflict(eventId, conflict.id, { Undo: null }, 'Talked to the guest'),
    );
    expect(succeeded(resolved)).toHaveLength(1);
    expect((await stateOf(deployment, eventId)).inside).toBe(inside - 1);
    expect(granted(await event.live_board(eventId)).open_conflicts).toBe(0);
  });
});

test('a pairing code enrols one of ten devices that type it at once', async () => {
  const { id } = await publishEvent(deployment);
  const code = await pairingCode(id);
  const devices = people('device', 10);
  const answers = await atOnce(devices, 10, (event) => event.pair_device(code));
  expect(succeeded(answers)).toHaveLength(1);
  expect(granted(await deployment.as(organizer).event.fleet(id))).toHaveLength(1);
});

async function placeOf(eventId: bigint, guest: Person): Promise<Registration> {
  const { rows } = await deployment.as(guest).event.my_registrations([], 10);
  return rows.find(({ event_id }) => event_id === eventId)!;
}
