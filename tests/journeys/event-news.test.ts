/** What guests hear in their inbox: each thing once, and nothing they have switched off. */
import type { GuestRow, Joined, NotificationName } from '@qikcard/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Deployment } from '../support/deployment.ts';
import { granted, organizer } from '../support/doors.ts';
import { draftOf, HOUR_NS, joinRequest, plain, planOf, sheetOf } from '../support/events.ts';
import { type Person, people, person } from '../support/people.ts';

let deployment: Deployment;
const everybody = ['Ada', 'Ben', 'Cleo', 'Dan'].map(person);
const [ada, ben, cleo, dan] = everybody;
const crowd = people('crowd', 120);

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  for (const who of [...everybody, crowd[0], crowd[119]]) {
    granted(await deployment.as(who).auth.register({ display_name: who.name }));
  }
  await deployment.settle();
});
afterAll(() => deployment?.stop());

const mine = () => deployment.as(organizer).event;

async function eventWith(
  details: Partial<typeof plain>,
  draft: Parameters<typeof draftOf>[1] = {},
): Promise<bigint> {
  const plan = planOf(await draftOf(deployment, draft), { details: { ...plain, ...details } });
  const [id] = granted(await mine().create_events(plan));
  granted(await mine().publish_event(id));
  return id;
}
const joinAs = async (who: Person, id: bigint) =>
  granted(await deployment.as(who).event.join(joinRequest(id, who)));
const placeOf = (joined: Joined) => {
  if (!('Registered' in joined)) throw new Error('in line');
  return joined.Registered.id;
};
const turnOf = (joined: Joined) => {
  if (!('Queued' in joined)) throw new Error('has a place');
  return joined.Queued.id;
};

/** A guest whom the organizer adds by hand. */
const guestRow = (display_name: string, holder: Person['principal'], n: number): GuestRow => ({
  row_key: Uint8Array.from({ length: 16 }, (_, i) => (i === 0 ? n : 0)),
  display_name,
  ticket_type: 0,
  note: '',
  attention: '',
  holder: [holder],
});

/** What somebody heard of an event, oldest first. */
async function heard(who: Person, id: bigint) {
  await deployment.settle();
  const { rows } = granted(await deployment.as(who).profile.notifications([], 100));
  return rows.filter(({ event_id }) => event_id[0] === id).reverse();
}
const kindsHeard = async (who: Person, id: bigint) =>
  (await heard(who, id)).map(({ kind: [kind] }) => Object.keys(kind ?? {})[0]);

/** The draft of an event as it is, with a change. */
async function edit(id: bigint, change: object, details: Partial<typeof plain> = {}) {
  const { event } = await sheetOf(deployment, organizer, id);
  const draft = { ...event, doors_open_ns: [event.doors_open_ns] as [bigint], ...change };
  granted(
    await mine().edit_event({
      event_id: id,
      draft,
      details: { ...plain, ...details },
      invitation: [],
    }),
  );
}

describe('whoever waits', () => {
  test('hears that a place is theirs', async () => {
    const id = await eventWith({ waitlist: true }, { capacity: [1] });
    const first = placeOf(await joinAs(ada, id));
    turnOf(await joinAs(ben, id));
    granted(await deployment.as(ada).event.cancel_registration(first));
    expect(await kindsHeard(ben, id)).toEqual(['PlaceGiven']);
    // Whoever gives a place up knows it.
    expect(await kindsHeard(ada, id)).toEqual([]);
  });

  test('hears until when a place is kept for them, and that it has passed on', async () => {
    const details = { waitlist: true, accept_within_seconds: [1_200] as [number] };
    const id = await eventWith(details, { capacity: [1] });
    const first = placeOf(await joinAs(ada, id));
    turnOf(await joinAs(ben, id));
    const before = await deployment.nowNs();
    granted(await deployment.as(ada).event.cancel_registration(first));
    const [offer, ...rest] = await heard(ben, id);
    expect(offer.kind).toEqual([{ PlaceOffered: null }]);
    expect(Number(offer.until_ns[0]) / 1e9).toBeCloseTo(Number(before) / 1e9 + 1_200, -1);
    expect(rest).toEqual([]);
    await deployment.pass(1_201);
    await deployment.pass(31);
    expect(await kindsHeard(ben, id)).toEqual(['PlaceOffered', 'OfferLapsed']);
  });
});

describe('whoever depends on the organizer', () => {
  test('hears that they were approved or declined, once', async () => {
    const id = await eventWith({ approval: true });
    const [first, second] = [turnOf(await joinAs(ada, id)), turnOf(await joinAs(ben, id))];
    const decide = (application_id: bigint, approve: boolean) =>
      mine().decide_application({ application_id, approve });
    granted(await decide(first, true));
    granted(await decide(second, false));
    granted(await decide(second, false));
    expect(await kindsHeard(ada, id)).toEqual(['ApplicationApproved']);
    expect(await kindsHeard(ben, id)).toEqual(['ApplicationDeclined']);
  });

  test('hears that their place was taken back, and given again', async () => {
    const id = await eventWith({});
    const place = placeOf(await joinAs(ada, id));
    granted(await mine().revoke_registration(place));
    granted(await mine().revoke_registration(place));
    granted(await mine().reinstate_registration(place));
    expect(await kindsHeard(ada, id)).toEqual(['PlaceRevoked', 'PlaceReceived']);
  });

  test('hears that a place was passed on to them', async () => {
    const id = await eventWith({});
    const place = placeOf(await joinAs(ada, id));
    const { code } = granted(await deployment.as(ada).event.offer_transfer(place));
    granted(await deployment.as(ben).event.take_over({ code, display_name: 'Ben' }));
    expect(await kindsHeard(ben, id)).toEqual(['PlaceReceived']);
  });
});

describe('everybody of an event', () => {
  test('hears once of changes saved shortly after one another: what has changed, not to what', async () => {
    const details = { waitlist: true };
    const id = await eventWith(details, { capacity: [1] });
    placeOf(await joinAs(ada, id));
    turnOf(await joinAs(ben, id));
    const { event } = await sheetOf(deployment, organizer, id);
    await edit(id, { name: 'Another name' }, details);
    expect(await kindsHeard(ada, id)).toEqual([]);
    await edit(id, { starts_at_ns: event.starts_at_ns + HOUR_NS }, details);
    await deployment.pass(10);
    await edit(id, { starts_at_ns: event.starts_at_ns + HOUR_NS, location: 'Harbour' }, details);
    await deployment.pass(61);
    for (const who of [ada, ben]) {
      const news = await heard(who, id);
      expect(news).toMatchObject([
        { kind: [{ EventChanged: null }], detail: 'name' },
        { kind: [{ EventChanged: null }], detail: 'both' },
      ]);
    }
  });

  test('hears once that it is called something else, however often it was renamed; a draft is silent', async () => {
    const id = await eventWith({});
    placeOf(await joinAs(ada, id));
    await edit(id, { description: 'The same name' });
    for (const name of ['A slip', 'A better name']) await edit(id, { name });
    await deployment.upgrade('event');
    await deployment.pass(61);
    const [news, ...more] = await heard(ada, id);
    expect(news).toMatchObject({ kind: [{ EventChanged: null }], detail: 'name' });
    expect(more).toEqual([]);
    const plan = planOf(await draftOf(deployment));
    const [draft] = granted(await mine().create_events(plan));
    const row = guestRow('Ada', ada.principal, 0);
    granted(await mine().add_guests({ event_id: draft, rows: [row], claim_codes: false }));
    const before = await kindsHeard(ada, draft);
    await edit(draft, { name: 'Not yet public' });
    await deployment.pass(61);
    expect(await kindsHeard(ada, draft)).toEqual(before);
  });

  test('hears that it is cancelled, however many they are, over an upgrade; changes no more', async () => {
    const id = await eventWith({});
    const rows = crowd.map(({ name, principal }, n) => guestRow(name, principal, n));
    granted(await mine().add_guests({ event_id: id, rows, claim_codes: false }));
    await edit(id, { location: 'Elsewhere' });
    granted(await mine().cancel_event({ event_id: id, reason: 'Storm' }));
    await deployment.upgrade('event');
    await deployment.pass(61);
    await deployment.settle();
    for (const who of [crowd[0], crowd[119]]) {
      expect(await kindsHeard(who, id)).toEqual(['PlaceReceived', 'EventCancelled']);
    }
  });

  test('is reminded the day before, once; whoever lost their place is not', async () => {
    const starts = (await deployment.nowNs()) + 30n * HOUR_NS;
    const times = { starts_at_ns: starts, ends_at_ns: starts + HOUR_NS };
    const id = await eventWith({}, times);
    const [draft] = granted(await mine().create_events(planOf(await draftOf(deployment, times))));
    const row = guestRow('Ada', ada.principal, 0);
    granted(await mine().add_guests({ event_id: draft, rows: [row], claim_codes: false }));
    placeOf(await joinAs(ada, id));
    const lost = placeOf(await joinAs(ben, id));
    granted(await deployment.as(ben).event.cancel_registration(lost));
    await deployment.pass(5 * 3_600);
    expect(await kindsHeard(ada, id)).toEqual([]);
    await deployment.upgrade('event');
    await deployment.pass(3_600 + 600);
    await deployment.pass(600);
    const [reminder, ...more] = await heard(ada, id);
    expect(reminder).toMatchObject({ kind: [{ EventReminder: null }], until_ns: [starts] });
    expect(more).toEqual([]);
    expect(await kindsHeard(ben, id)).toEqual([]);
    expect(await kindsHeard(ada, draft)).toEqual([]);
    await deployment.upgrade('event');
    await deployment.pass(3_600);
    expect(await kindsHeard(ada, id)).toEqual(['EventReminder']);
  });
});

test('whoever is given a season pass hears it, and that it was taken back, each once', async () => {
  const now = await deployment.nowNs();
  const draft = {
    ...{ name: 'Autumn pass', valid_from_ns: now, valid_until_ns: now + 1_000n * HOUR_NS },
    ...{ events: [{ event_id: await eventWith({}) }], ticket_type_name: '' },
  };
  const { id: plan_id } = granted(await mine().create_membership_plan(draft));
  const holder = cleo.principal;
  const passesHeard = async () => {
    await deployment.settle();
    const { rows } = granted(await deployment.as(cleo).profile.notifications([], 100));
    return rows
      .filter(({ detail }) => detail === 'pass')
      .map(({ kind: [kind] }) => Object.keys(kind ?? {})[0])
      .reverse();
  };
  const { id } = granted(await mine().give_membership({ plan_id, holder }));
  granted(await mine().give_membership({ plan_id, holder }));
  expect(await passesHeard()).toEqual(['PlaceReceived']);
  granted(await mine().withdraw_membership(id));
  granted(await mine().withdraw_membership(id));
  granted(await mine().give_membership({ plan_id, holder }));
  expect(await passesHeard()).toEqual(['PlaceReceived', 'PlaceRevoked', 'PlaceReceived']);
});

test('what somebody has switched off does not reach them', async () => {
  const { profile } = deployment.as(dan);
  const { push } = granted(await profile.notification_preferences());
  const wanted: NotificationName[] = ['EventCancelled'];
  const inbox = wanted.map((name) => ({ [name]: null })) as never;
  granted(await profile.set_notification_preferences({ inbox, push }));
  const id = await eventWith({});
  const place = placeOf(await joinAs(dan, id));
  placeOf(await joinAs(cleo, id));
  granted(await mine().revoke_registration(place));
  granted(await mine().reinstate_registration(place));
  granted(await mine().cancel_event({ event_id: id, reason: 'Storm' }));
  expect(await kindsHeard(dan, id)).toEqual(['EventCancelled']);
  expect(await kindsHeard(cleo, id)).toEqual(['EventCancelled']);
});
