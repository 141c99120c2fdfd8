import { randomBytes } from 'node:crypto';
import type { GuestRow } from '@qikcard/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Deployment } from '../support/deployment.ts';
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
import { HOUR_NS, joinRequest, sheetOf } from '../support/events.ts';
import { person } from '../support/people.ts';

let deployment: Deployment;
const [ada, ben, cleo] = ['Ada', 'Ben', 'Cleo'].map(person);
const helper = person('helper');
const rival = person('another organizer');

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  await deployment.grant(rival, 'organizer');
});
afterAll(() => deployment?.stop());

const mine = () => deployment.as(organizer).event;
const guestRow = (display_name: string, change: Partial<GuestRow> = {}): GuestRow => ({
  row_key: randomBytes(16),
  display_name,
  ticket_type: 0,
  note: '',
  attention: '',
  holder: [],
  ...change,
});
const addGuests = async (event_id: bigint, rows: GuestRow[], claim_codes = true) =>
  granted(await mine().add_guests({ event_id, rows, claim_codes }));
/** Adds one guest; gives the id and the code to claim the place with. */
async function addGuest(event_id: bigint, name: string) {
  const [{ verdict }] = await addGuests(event_id, [guestRow(name)]);
  if (!('Added' in verdict)) throw new Error('not added');
  return { id: verdict.Added.registration_id, code: verdict.Added.claim_code[0] as string };
}

describe('guests added by the organizer', () => {
  test('come 200 at a time, each with a verdict of their own; the same rows again add nobody', async () => {
    const { id } = await publishEvent(deployment);
    const rows = Array.from({ length: 200 }, (_, n) => guestRow(n === 7 ? ' ' : `Guest ${n}`));
    const outcomes = await addGuests(id, rows);
    expect(outcomes.filter(({ verdict }) => 'Added' in verdict)).toHaveLength(199);
    expect(outcomes[7].verdict).toMatchObject({ NotAdded: { Invalid: { field: 'display_name' } } });
    const again = await addGuests(id, rows);
    expect(again.filter(({ verdict }) => 'Known' in verdict)).toHaveLength(199);
    expect(await stateOf(deployment, id)).toMatchObject({ registered: 199 });
    const tooMany = [...rows, guestRow('One more')];
    expect(await mine().add_guests({ event_id: id, rows: tooMany, claim_codes: false })).toEqual({
      Err: { TooMany: { limit: 200 } },
    });
  });

  test('stop at the last place, row by row', async () => {
    const { id } = await publishEvent(deployment, { capacity: [2] });
    const outcomes = await addGuests(
      id,
      ['One', 'Two', 'Three'].map((name) => guestRow(name)),
    );
    expect(outcomes.map(({ verdict }) => Object.keys(verdict)[0])).toEqual([
      'Added',
      'Added',
      'NotAdded',
    ]);
  });

  test('are found by the start of any word of their name, in pages of up to 500', async () => {
    const { id } = await publishEvent(deployment);
    await addGuests(
      id,
      ['Zoë Müller', 'Zoran Ilić', 'Ana Müller-Lind'].map((name) => guestRow(name)),
    );
    const find = async (text: string) =>
      granted(await mine().search_guests({ event_id: id, text, limit: 10 })).map(
        (r) => r.display_name,
      );
    expect(await find('zo')).toEqual(['Zoë Müller', 'Zoran Ilić']);
    expect(await find('muller z')).toEqual(['Zoë Müller']);
    expect(await find('lind')).toEqual(['Ana Müller-Lind']);
    expect(await find('üller')).toEqual([]);
    const page = granted(await mine().attendees({ event_id: id, cursor: [], limit: 500 }));
    expect(page.rows.map(({ claimed }) => claimed)).toEqual([false, false, false]);
    const forbidden = { Err: { Forbidden: null } };
    for (const who of [ada, rival]) {
      const { event } = deployment.as(who);
      expect(await event.attendees({ event_id: id, cursor: [], limit: 5 })).toEqual(forbidden);
      expect(await event.search_guests({ event_id: id, text: 'zo', limit: 5 })).toEqual(forbidden);
      const batch = { event_id: id, rows: [guestRow('Mine')], claim_codes: false };
      expect(await event.add_guests(batch)).toEqual(forbidden);
    }
  });

  test('carry notes and a flag that staff see', async () => {
    const { id } = await publishEvent(deployment);
    const row = guestRow('Ada', { note: 'Allergic to nuts', attention: 'Show to table 4' });
    const [{ verdict }] = await addGuests(id, [row]);
    const registration_id = 'Added' in verdict ? verdict.Added.registration_id : 0n;
    const card = granted(await mine().guest_card(registration_id));
    expect(card).toMatchObject({ note: 'Allergic to nuts', attention: 'Show to table 4' });
    expect(card.registration.attention).toBe(true);
    const cleared = granted(
      await mine().set_note({ registration_id, note: 'Was here', attention: '' }),
    );
    expect(cleared.registration.attention).toBe(false);
    expect(
      await deployment.as(ada).event.set_note({ registration_id, note: '', attention: '' }),
    ).toEqual({
      Err: { Forbidden: null },
    });
  });
});

describe('a claim code', () => {
  test('makes the place a person’s own, once', async () => {
    const { id: eventId } = await publishEvent(deployment);
    const { id, code } = await addGuest(eventId, 'Guest of honour');
    const typed = `${code.slice(0, 4)}-${code.slice(4)}`.toLowerCase();
    const claimed = granted(
      await deployment.as(ada).event.take_over({ code: typed, display_name: '' }),
    );
    expect(claimed).toMatchObject({ id, display_name: 'Guest of honour', claimed: true });
    expect(await deployment.as(ben).event.take_over({ code, display_name: 'Ben' })).toEqual({
      Err: { UnknownCode: null },
    });
    const token = await tokenOf(deployment, ada, claimed);
    expect(await mine().check_in(scanOf(eventId, token))).toHaveProperty('Admitted');
    expect(await stateOf(deployment, eventId)).toMatchObject({ registered: 1, inside: 1 });
  });

  test('dies when a new one is made, and cannot give a second place to somebody who has one', async () => {
    const { id: eventId } = await publishEvent(deployment);
    const { id, code } = await addGuest(eventId, 'Guest');
    const renewed = granted(await mine().renew_claim_code(id));
    const { event } = deployment.as(ada);
    expect(await event.take_over({ code, display_name: '' })).toEqual({
      Err: { UnknownCode: null },
    });
    const own = await join(deployment, eventId, ada);
    expect(await event.take_over({ code: renewed.code, display_name: '' })).toEqual({
      Err: { AlreadyRegistered: { registration_id: own.id } },
    });
    expect(await deployment.as(rival).event.renew_claim_code(id)).toEqual({
      Err: { Forbidden: null },
    });
    granted(await mine().revoke_registration(id));
    expect(
      await deployment.as(ben).event.take_over({ code: renewed.code, display_name: '' }),
    ).toEqual({
      Err: { UnknownCode: null },
    });
  });

  test('cannot be guessed at speed', async () => {
    const { event } = deployment.as(cleo);
    const answers = [];
    for (let n = 0; n < 12; n++) {
      answers.push(await event.take_over({ code: 'A'.repeat(16), display_name: 'Cleo' }));
    }
    expect(answers[0]).toEqual({ Err: { UnknownCode: null } });
    expect(answers[11]).toHaveProperty('Err.RateLimited');
  });
});

describe('a place that is passed on', () => {
  test('is the new holder’s; codes of the old one open nothing', async () => {
    const { id: eventId } = await publishEvent(deployment);
    const place = await join(deployment, eventId, ada);
    const old = await tokenOf(deployment, ada, place);
    const { code } = granted(await deployment.as(ada).event.offer_transfer(place.id));
    const taken = granted(await deployment.as(ben).event.take_over({ code, display_name: 'Ben' }));
    expect(taken).toMatchObject({ id: place.id, display_name: 'Ben' });
    expect(refusal(await mine().check_in(scanOf(eventId, old)))).toEqual({ Revoked: null });
    const request = { registration_id: place.id, purpose: { check_in: null } };
    expect(await deployment.as(ada).event.issue_token(request)).toEqual({
      Err: { Forbidden: null },
    });
    const fresh = await tokenOf(deployment, ben, taken);
    expect(await mine().check_in(scanOf(eventId, fresh))).toHaveProperty('Admitted');
    expect(
      (await deployment.as(ada).event.my_registrations([], 10)).rows.map(({ id }) => id),
    ).not.toContain(place.id);
    expect(await stateOf(deployment, eventId)).toMatchObject({ registered: 1 });
    granted(await deployment.as(ada).event.join(joinRequest(eventId, ada)));
  });

  test('stays where it is when the offer is withdrawn, has expired, or its holder has been inside', async () => {
    const now = await deployment.nowNs();
    const { id: eventId } = await publishEvent(deployment, { ends_at_ns: now + 1_000n * HOUR_NS });
    const place = await join(deployment, eventId, ada);
    const { event } = deployment.as(ada);
    const withdrawn = granted(await event.offer_transfer(place.id));
    granted(await event.withdraw_transfer(place.id));
    const take = (code: string) =>
      deployment.as(ben).event.take_over({ code, display_name: 'Ben' });
    expect(await take(withdrawn.code)).toEqual({ Err: { UnknownCode: null } });
    const late = granted(await event.offer_transfer(place.id));
    await deployment.pass(15 * 24 * 3_600);
    expect(await take(late.code)).toHaveProperty('Err.CodeExpired');
    const used = granted(await event.offer_transfer(place.id));
    const token = await tokenOf(deployment, ada, place);
    expect(await mine().check_in(scanOf(eventId, token))).toHaveProperty('Admitted');
    expect(await take(used.code)).toHaveProperty('Err.AlreadyEntered');
    expect(await event.offer_transfer(place.id)).toHaveProperty('Err.AlreadyEntered');
    expect(await event.cancel_registration(place.id)).toHaveProperty('Err.AlreadyEntered');
    expect(await deployment.as(ben).event.offer_transfer(place.id)).toEqual({
      Err: { UnknownRegistration: null },
    });
  });

  test('goes to one of two people who take it at once', async () => {
    const { id: eventId } = await publishEvent(deployment);
    const place = await join(deployment, eventId, ada);
    const { code } = granted(await deployment.as(ada).event.offer_transfer(place.id));
    const calls = [];
    for (const who of [ben, person('Dora')]) {
      const request = { code, display_name: who.name };
      calls.push(await deployment.deferredEvent(who).take_over(request));
    }
    const answers = await Promise.all(calls.map((answer) => answer()));
    expect(answers.filter((answer) => 'Ok' in answer)).toHaveLength(1);
  });
});

test('whoever cancelled may come again; whose place was taken back only when it is given back', async () => {
  const { id: eventId } = await publishEvent(deployment, { capacity: [2] });
  const place = await join(deployment, eventId, ada);
  granted(await deployment.as(ada).event.cancel_registration(place.id));
  const again = await join(deployment, eventId, ada);
  expect(again.id).not.toBe(place.id);
  expect(await mine().reinstate_registration(place.id)).toEqual({
    Err: { AlreadyRegistered: { registration_id: again.id } },
  });
  granted(await mine().revoke_registration(again.id));
  expect(await deployment.as(ada).event.join_event(eventId, 'Ada')).toEqual({
    Err: { RegistrationRevoked: null },
  });
  await join(deployment, eventId, ben);
  const back = granted(await mine().reinstate_registration(again.id));
  expect(back.state).toEqual({ Active: null });
  const token = await tokenOf(deployment, ada, back);
  expect(await mine().check_in(scanOf(eventId, token))).toHaveProperty('Admitted');
  granted(await mine().revoke_registration(back.id));
  const third = person('Third');
  await join(deployment, eventId, third);
  expect(await mine().reinstate_registration(back.id)).toEqual({
    Err: { CapacityReached: { capacity: 2 } },
  });
});

describe('the team of an event', () => {
  test('is named by the organizer, works within seconds, at this event only', async () => {
    const { id } = await publishEvent(deployment);
    const other = await publishEvent(deployment);
    const change = { event_id: id, member: helper.principal, role: { Staff: null } };
    const { event } = deployment.as(helper);
    const look = (event_id: bigint) => event.attendees({ event_id, cursor: [], limit: 1 });
    const forbidden = { Err: { Forbidden: null } };
    expect(await deployment.as(rival).event.name_team_member(change)).toEqual(forbidden);
    expect(await deployment.as(helper).event.name_team_member(change)).toEqual(forbidden);
    granted(await mine().name_team_member(change));
    await deployment.settle();
    const [member] = granted(await mine().team(id));
    expect(member).toMatchObject({ role: { Staff: null }, active: true });
    expect(await look(id)).toHaveProperty('Ok');
    expect(await look(other.id)).toEqual(forbidden);
    expect(await event.cancel_event({ event_id: id, reason: 'Mine now' })).toEqual(forbidden);
    granted(await mine().remove_team_member(change));
    await deployment.settle();
    expect(await look(id)).toEqual(forbidden);
  });

  test('has co-organizers who run the event, but neither name others nor make events', async () => {
    const { id } = await publishEvent(deployment);
    const role = { CoOrganizer: null };
    granted(await mine().name_team_member({ event_id: id, member: helper.principal, role }));
    await deployment.settle();
    const { event } = deployment.as(helper);
    granted(await event.start_pairing({ event_id: id, name: 'Phone', gate: 'North' }));
    const cards = (await event.organized_events([], { limit: 10, archived: false })).cards;
    expect(cards.map((card) => card.event.id)).toEqual([id]);
    expect(await sheetOf(deployment, helper, id)).toMatchObject({ runs: true, staffs: true });
    const forbidden = { Err: { Forbidden: null } };
    const naming = { event_id: id, member: ben.principal, role };
    expect(await event.name_team_member(naming)).toEqual(forbidden);
    const later = (await deployment.nowNs()) + HOUR_NS;
    expect(await event.duplicate_event({ event_id: id, starts_at_ns: later })).toEqual(forbidden);
    const other = await publishEvent(deployment, {}, rival);
    expect(await event.cancel_event({ event_id: other.id, reason: 'Not mine' })).toEqual(forbidden);
  });
});

describe('a membership', () => {
  test('registers its holder for the events it opens, without asking for approval', async () => {
    const now = await deployment.nowNs();
    const { id: first } = await publishEvent(deployment);
    const { id: second } = await publishEvent(deployment);
    const plan = granted(
      await mine().create_membership_plan({
        name: 'Season pass',
        valid_from_ns: now,
        valid_until_ns: now + 1_000n * HOUR_NS,
        events: [{ event_id: first }],
        ticket_type_name: '',
      }),
    );
    const gift = { plan_id: plan.id, holder: ada.principal };
    expect(await deployment.as(rival).event.give_membership(gift)).toEqual({
      Err: { UnknownMembership: null },
    });
    const { id } = granted(await mine().give_membership(gift));
    const use = (who: typeof ada, event: bigint) =>
      deployment.as(who).event.join(joinRequest(event, who, { membership_id: [id] }));
    expect(await use(ben, first)).toEqual({ Err: { UnknownMembership: null } });
    expect(await use(ada, second)).toEqual({ Err: { MembershipNotValid: null } });
    expect(granted(await use(ada, first))).toHaveProperty('Registered');
    expect((await deployment.as(ada).event.my_memberships([], 5)).memberships).toHaveLength(1);
    const everything = granted(
      await mine().create_membership_plan({
        name: 'Friend of the house',
        valid_from_ns: now,
        valid_until_ns: now + 1_000n * HOUR_NS,
        events: [],
        ticket_type_name: '',
      }),
    );
    const friend = { plan_id: everything.id, holder: ben.principal };
    const { id: friendship } = granted(await mine().give_membership(friend));
    const useIt = (event: bigint) =>
      deployment.as(ben).event.join(joinRequest(event, ben, { membership_id: [friendship] }));
    expect(granted(await useIt(second))).toHaveProperty('Registered');
    const opened = async (who: typeof ada, membership_id: bigint) =>
      deployment.as(who).event.membership_events({ membership_id, cursor: [], limit: 100 });
    const eventsFor = async (who: typeof ada, membership: bigint) =>
      granted(await opened(who, membership)).cards.map(({ event }) => event.id);
    expect(await eventsFor(ada, id)).toEqual([first]);
    expect(await opened(ben, id)).toEqual({ Err: { UnknownMembership: null } });
    expect((await eventsFor(ben, friendship)).slice(0, 2)).toEqual([second, first]);
    const { id: _, organizer: __, ...draft } = plan;
    const wider = { plan_id: plan.id, draft: { ...draft, events: [{ event_id: second }] } };
    expect(await deployment.as(rival).event.edit_membership_plan(wider)).toEqual({
      Err: { UnknownMembership: null },
    });
    granted(await mine().edit_membership_plan(wider));
    expect(await eventsFor(ada, id)).toEqual([second]);
    expect(granted(await use(ada, second))).toHaveProperty('Registered');
    const foreign = await publishEvent(deployment, {}, rival);
    expect(await useIt(foreign.id)).toEqual({ Err: { MembershipNotValid: null } });
    granted(await mine().withdraw_membership(friendship));
    expect(await useIt(first)).toEqual({ Err: { MembershipNotValid: null } });
  });
});
