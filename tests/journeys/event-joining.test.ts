import type { Joined, Question } from '@qikcard/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Deployment } from '../support/deployment.ts';
import { granted, join, organizer, stateOf } from '../support/doors.ts';
import {
  draftOf,
  HOUR_NS,
  joinRequest,
  plain,
  planOf,
  sheetOf,
  typeOf,
} from '../support/events.ts';
import { type Person, people, person } from '../support/people.ts';

let deployment: Deployment;
const [ada, ben, cleo, dan, eva] = ['Ada', 'Ben', 'Cleo', 'Dan', 'Eva'].map(person);

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
});
afterAll(() => deployment?.stop());

const mine = () => deployment.as(organizer).event;
type Change = Partial<Parameters<typeof planOf>[1]>;

/** A published event with places for `capacity`, and the details of a test. */
async function eventWith(
  capacity: number | undefined,
  details: Partial<typeof plain>,
  change: Change = {},
): Promise<bigint> {
  const draft = await draftOf(deployment, { capacity: capacity === undefined ? [] : [capacity] });
  const plan = planOf(draft, { details: { ...plain, ...details }, ...change });
  const [id] = granted(await mine().create_events(plan));
  granted(await mine().publish_event(id));
  return id;
}
const joinAs = (who: Person, id: bigint, change = {}) =>
  deployment.as(who).event.join(joinRequest(id, who, change));
const registered = (joined: Joined) => {
  if (!('Registered' in joined)) throw new Error('in line');
  return joined.Registered;
};
const queued = (joined: Joined) => {
  if (!('Queued' in joined)) throw new Error('has a place');
  return joined.Queued;
};
const namesOf = async (id: bigint) =>
  (await stateOf(deployment, id)).rows.filter(({ revoked }) => !revoked).map((r) => r.display_name);

describe('the waiting list', () => {
  test('gives a place that gets free to whoever has waited longest, by itself', async () => {
    const id = await eventWith(1, { waitlist: true });
    const first = registered(granted(await joinAs(ada, id)));
    expect(queued(granted(await joinAs(ben, id)))).toMatchObject({
      state: { Waiting: null },
      ahead: 0,
    });
    expect(queued(granted(await joinAs(cleo, id)))).toMatchObject({ ahead: 1 });
    expect((await sheetOf(deployment, cleo, id)).waiting).toBe(2);
    granted(await deployment.as(ada).event.cancel_registration(first.id));
    expect(await namesOf(id)).toEqual(['Ben']);
    const { rows } = await deployment.as(ben).event.my_registrations([], 1);
    granted(await mine().revoke_registration(rows[0].id));
    expect(await namesOf(id)).toEqual(['Cleo']);
    expect(await stateOf(deployment, id)).toMatchObject({ registered: 1 });
  });

  test('is served when there are more places, as many as there are, however long it is', async () => {
    const id = await eventWith(1, { waitlist: true });
    const waiters = people('waiter', 30);
    registered(granted(await joinAs(ada, id)));
    for (const who of waiters) queued(granted(await joinAs(who, id)));
    const draft = await draftOf(deployment, { capacity: [28] });
    const details = { ...plain, waitlist: true };
    granted(await mine().edit_event({ event_id: id, draft, details, invitation: [] }));
    await deployment.settle();
    expect(await namesOf(id)).toEqual(['Ada', ...waiters.slice(0, 27).map(({ name }) => name)]);
    expect((await sheetOf(deployment, organizer, id)).waiting).toBe(3);
  });

  test('passes over types that are full, in the order in which people came', async () => {
    const types = [typeOf('Seat', { capacity: [1] }), typeOf('Stand', { capacity: [1] })];
    const id = await eventWith(undefined, { waitlist: true }, { ticket_types: types });
    const seat = registered(granted(await joinAs(ada, id, { ticket_type: 1 })));
    const stand = registered(granted(await joinAs(ben, id, { ticket_type: 2 })));
    queued(granted(await joinAs(cleo, id, { ticket_type: 1 })));
    queued(granted(await joinAs(dan, id, { ticket_type: 2 })));
    granted(await deployment.as(ben).event.cancel_registration(stand.id));
    expect(await namesOf(id)).toEqual(['Ada', 'Dan']);
    granted(await deployment.as(ada).event.cancel_registration(seat.id));
    expect(await namesOf(id)).toEqual(['Cleo', 'Dan']);
  });

  test('keeps an offered place until its deadline, then offers it to the next', async () => {
    const id = await eventWith(1, { waitlist: true, accept_within_seconds: [1_200] });
    const first = registered(granted(await joinAs(ada, id)));
    const second = queued(granted(await joinAs(ben, id)));
    const third = queued(granted(await joinAs(cleo, id)));
    granted(await deployment.as(ada).event.cancel_registration(first.id));
    expect(await namesOf(id)).toEqual([]);
    const offer = (await sheetOf(deployment, ben, id)).my_application[0];
    expect(offer?.state).toHaveProperty('Offered');
    const taken = { Err: { CapacityReached: { capacity: 1 } } };
    expect(await joinAs(dan, id, { or_wait: false })).toEqual(taken);
    expect(await deployment.as(cleo).event.accept_offer(second.id)).toEqual({
      Err: { UnknownApplication: null },
    });
    await deployment.pass(1_201);
    await deployment.pass(31);
    await deployment.pass(31);
    const { event } = deployment.as(ben);
    expect(await event.accept_offer(second.id)).toEqual({ Err: { UnknownApplication: null } });
    expect(granted(await deployment.as(cleo).event.accept_offer(third.id)).id).toBe(third.id);
    expect(await namesOf(id)).toEqual(['Cleo']);
  });

  test('goes on with its offers after an upgrade', async () => {
    const id = await eventWith(1, { waitlist: true, accept_within_seconds: [600] });
    const first = registered(granted(await joinAs(ada, id)));
    queued(granted(await joinAs(ben, id)));
    const third = queued(granted(await joinAs(cleo, id)));
    granted(await deployment.as(ada).event.cancel_registration(first.id));
    await deployment.upgrade('event');
    await deployment.pass(601);
    await deployment.pass(31);
    await deployment.pass(31);
    expect(granted(await deployment.as(cleo).event.accept_offer(third.id)).id).toBe(third.id);
  });

  test('can be left, and counts nobody twice', async () => {
    const id = await eventWith(1, { waitlist: true });
    registered(granted(await joinAs(ada, id)));
    const waiting = queued(granted(await joinAs(ben, id)));
    expect(await joinAs(ben, id)).toEqual({
      Err: { AlreadyApplied: { application_id: waiting.id } },
    });
    expect(await deployment.as(cleo).event.withdraw_application(waiting.id)).toEqual({
      Err: { UnknownApplication: null },
    });
    granted(await deployment.as(ben).event.withdraw_application(waiting.id));
    expect((await sheetOf(deployment, ben, id)).waiting).toBe(0);
    queued(granted(await joinAs(ben, id)));
  });

  test('never gives one free place to two people who ask at once', async () => {
    const id = await eventWith(3, { waitlist: true });
    const crowd = people('crowd', 12);
    const calls = [];
    for (const who of crowd) {
      calls.push(await deployment.deferredEvent(who).join(joinRequest(id, who)));
    }
    const answers = await Promise.all(calls.map((answer) => answer()));
    const placed = answers.filter((answer) => 'Registered' in granted(answer));
    expect(placed).toHaveLength(3);
    expect(await stateOf(deployment, id)).toMatchObject({ registered: 3 });
    expect((await sheetOf(deployment, organizer, id)).waiting).toBe(9);
  });
});

describe('approval', () => {
  test('registers nobody before the organizer has agreed', async () => {
    const id = await eventWith(undefined, { approval: true });
    const applied = queued(granted(await joinAs(ada, id)));
    expect(applied.state).toEqual({ Applied: null });
    expect(await namesOf(id)).toEqual([]);
    const decision = { application_id: applied.id, approve: true };
    expect(await deployment.as(ada).event.decide_application(decision)).toEqual({
      Err: { Forbidden: null },
    });
    expect(registered(granted(await mine().decide_application(decision))).id).toBe(applied.id);
    expect(await namesOf(id)).toEqual(['Ada']);
  });

  test('that is declined stays declined', async () => {
    const id = await eventWith(undefined, { approval: true });
    const { id: application_id } = queued(granted(await joinAs(ada, id)));
    granted(await mine().decide_application({ application_id, approve: false }));
    expect((await sheetOf(deployment, ada, id)).my_application[0]?.state).toEqual({
      Declined: null,
    });
    expect(await joinAs(ada, id)).toHaveProperty('Err.AlreadyApplied');
    expect(await deployment.as(ada).event.withdraw_application(application_id)).toEqual({
      Err: { Forbidden: null },
    });
    expect(
      await mine().applications({ event_id: id, waiting: false, cursor: [], limit: 10 }),
    ).toMatchObject({ Ok: { applications: [] } });
  });

  test('of more people than there are places puts the rest in line', async () => {
    const id = await eventWith(1, { approval: true, waitlist: true });
    const one = queued(granted(await joinAs(ada, id)));
    const two = queued(granted(await joinAs(ben, id)));
    const agree = async (application_id: bigint) =>
      granted(await mine().decide_application({ application_id, approve: true }));
    registered(await agree(one.id));
    expect(queued(await agree(two.id)).state).toEqual({ Waiting: null });
    granted(await deployment.as(ada).event.cancel_registration(one.id));
    expect(await namesOf(id)).toEqual(['Ben']);
  });
});

describe('a ticket type', () => {
  test('has its own places, times of sale, and can be for invited guests only', async () => {
    const now = await deployment.nowNs();
    const types = [
      typeOf('Early', { sales_until_ns: [now - HOUR_NS] }),
      typeOf('Late', { sales_from_ns: [now + HOUR_NS] }),
      typeOf('Backstage', { hidden: true, capacity: [1] }),
      typeOf('Usual'),
    ];
    const id = await eventWith(undefined, {}, { ticket_types: types, invitation: ['backstage'] });
    expect(await joinAs(ada, id, { ticket_type: 1 })).toHaveProperty('Err.SalesClosed');
    expect(await joinAs(ada, id, { ticket_type: 2 })).toHaveProperty('Err.SalesNotOpen');
    expect(await joinAs(ada, id, { ticket_type: 0 })).toHaveProperty('Err.UnknownTicketType');
    expect(await joinAs(ada, id, { ticket_type: 9 })).toHaveProperty('Err.UnknownTicketType');
    expect(await joinAs(ada, id, { ticket_type: 3 })).toHaveProperty('Err.InvitationNeeded');
    const invited = { ticket_type: 3, invitation: 'backstage' };
    expect(registered(granted(await joinAs(ada, id, invited))).ticket_type).toBe(3);
    expect(await joinAs(ben, id, invited)).toEqual({ Err: { CapacityReached: { capacity: 1 } } });
    const seen = (await sheetOf(deployment, ben, id)).ticket_types.map(({ name }) => name);
    expect(seen).toEqual(['Early', 'Late', 'Usual']);
    granted(await mine().withdraw_ticket_type({ event_id: id, number: 4 }));
    expect(await joinAs(ben, id, { ticket_type: 4 })).toHaveProperty('Err.UnknownTicketType');
  });
});

describe('questions', () => {
  const questions: Question[] = [
    {
      number: 1,
      text: 'Diet?',
      kind: { Choice: ['All', 'Vegan'] },
      required: true,
      at_door: false,
    },
    { number: 2, text: 'Bring a friend?', kind: { YesNo: null }, required: false, at_door: false },
    { number: 3, text: 'Shirt size?', kind: { Text: null }, required: false, at_door: true },
  ];

  test('are answered when joining; staff read the answers, others do not', async () => {
    const id = await eventWith(undefined, { questions });
    const answer = (question: number, text: string) => ({ answers: [{ question, answer: text }] });
    expect(await joinAs(ada, id)).toHaveProperty('Err.Invalid.field', 'answers');
    expect(await joinAs(ada, id, answer(1, 'Meat'))).toHaveProperty('Err.Invalid.field', 'answers');
    expect(await joinAs(ada, id, answer(3, 'M'))).toHaveProperty('Err.Invalid.field', 'answers');
    const { id: registration_id } = registered(granted(await joinAs(ada, id, answer(1, 'Vegan'))));
    granted(await mine().answer_questions({ registration_id, ...answer(3, 'Large') }));
    const card = granted(await mine().guest_card(registration_id));
    expect(card.answers).toEqual([
      { question: 1, answer: 'Vegan' },
      { question: 3, answer: 'Large' },
    ]);
    const forbidden = { Err: { Forbidden: null } };
    expect(await deployment.as(ben).event.guest_card(registration_id)).toEqual(forbidden);
    expect(
      await deployment.as(ben).event.answer_questions({ registration_id, ...answer(3, 'S') }),
    ).toEqual(forbidden);
  });
});

test('a suspended person is not put in line either', async () => {
  const id = await eventWith(1, { waitlist: true });
  const { auth } = deployment.as(person('admin'));
  await deployment.as(eva).auth.register({ display_name: 'Eva' });
  granted(await auth.set_suspended(eva.principal, true));
  await deployment.settle();
  expect(await joinAs(eva, id)).toEqual({ Err: { HolderSuspended: null } });
});

test('a place given by the old method obeys the same rules', async () => {
  const id = await eventWith(1, { waitlist: true });
  await join(deployment, id, ada);
  expect(await deployment.as(ben).event.join_event(id, 'Ben')).toEqual({
    Err: { CapacityReached: { capacity: 1 } },
  });
  const asking = await eventWith(undefined, { approval: true });
  expect(await deployment.as(ben).event.join_event(asking, 'Ben')).toHaveProperty('Err.Invalid');
});
