/** What a ticket type and the guest list say to the door: times of the ticket, flags, questions. */
import { type Question, toOpt } from '@qikcard/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Deployment } from '../support/deployment.ts';
import { granted, organizer, pair, refusal, scanOf, tokenOf } from '../support/doors.ts';
import { draftOf, HOUR_NS, joinRequest, plain, planOf, typeOf } from '../support/events.ts';
import { type Person, person } from '../support/people.ts';
import { byHand, decidedAgo, planOf as doorPlanOf, mainList, setPlan } from '../support/plans.ts';

let deployment: Deployment;
let eventId: bigint;
let now: bigint;
const [ada, ben, cleo, staff, reader] = ['Ada', 'Ben', 'Cleo', 'staff', 'reader'].map(person);

const question: Question = {
  number: 3,
  text: 'Which colour is your wristband?',
  kind: { Text: null },
  required: true,
  at_door: true,
};
const asked = { ...question, number: 4, text: 'Where from?', required: false, at_door: false };

beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  now = await deployment.nowNs();
  const ticket_types = [
    typeOf('All evening'),
    typeOf('Late', { valid_from_ns: [now + HOUR_NS] }),
    typeOf('Early', { valid_until_ns: [now + HOUR_NS] }),
  ];
  const details = { ...plain, questions: [question, asked] };
  const plan = planOf(await draftOf(deployment), { ticket_types, details });
  const { event } = deployment.as(organizer);
  [eventId] = granted(await event.create_events(plan));
  granted(await event.publish_event(eventId));
  await deployment.grant(staff, 'staff', eventId);
  await pair(deployment, eventId, reader);
});
afterAll(() => deployment?.stop());

const door = () => deployment.as(reader).event;
async function register(who: Person, ticket_type: number) {
  const joined = granted(
    await deployment.as(who).event.join(joinRequest(eventId, who, { ticket_type })),
  );
  if (!('Registered' in joined)) throw new Error('in line');
  return { who, registration: joined.Registered };
}
type Guest = Awaited<ReturnType<typeof register>>;
const enter = async ({ who, registration }: Guest) =>
  door().check_in(scanOf(eventId, await tokenOf(deployment, who, registration)));

let late: Guest;
let early: Guest;
test('a ticket opens the doors in its own time only, and the door says which', async () => {
  late = await register(ada, 2);
  early = await register(ben, 3);
  expect(refusal(await enter(late))).toEqual({ TicketNotYetValid: { from_ns: now + HOUR_NS } });
  const unused = await tokenOf(deployment, early.who, early.registration);
  expect(await door().preview_scan(scanOf(eventId, unused))).toHaveProperty('Admitted');
  const { entries } = granted(
    await deployment.as(staff).event.scan_log(eventId, { Refused: null }, [], 1),
  );
  expect(entries).toMatchObject([{ reason: 'TicketNotYetValid' }]);
  const tried = await deployment.as(staff).event.try_entry(eventId, {
    ...{ list_id: [], gate_id: 0, at_ns: now, registration_id: [], ticket_type_id: [2n] },
    ...{ entries: 0, entries_today: 0, inside: false, zone_id: 0, age_checked: 0 },
    ...{ last_entry_ns: [], last_exit_ns: [] },
  });
  expect(granted(tried)).toMatchObject({ Refused: { TicketNotYetValid: {} } });
});

test('readers are told the times with the plan, and nobody changes them through the plan', async () => {
  const times = [
    { id: 2n, from_ns: [now + HOUR_NS], until_ns: [] },
    { id: 3n, from_ns: [], until_ns: [now + HOUR_NS] },
  ];
  expect(granted(await door().door_plan(eventId)).ticket_times).toEqual([times]);
  const plan = await doorPlanOf(deployment, mainList, { ticket_times: [[]] });
  expect((await setPlan(deployment, eventId, plan)).ticket_times).toEqual([times]);
});

test('when the hour has come, the late ticket enters and the early one is over', async () => {
  await deployment.pass(3_601);
  expect(await enter(late)).toHaveProperty('Admitted');
  expect(refusal(await enter(early))).toEqual({ TicketNoLongerValid: { until_ns: now + HOUR_NS } });
});

test('new times of a type hold from the next scan on', async () => {
  const { event } = deployment.as(organizer);
  const draft = typeOf('Early', { valid_until_ns: [now + 2n * HOUR_NS] });
  granted(await event.put_ticket_type({ event_id: eventId, number: [3], draft }));
  await deployment.pass(60);
  expect(await enter(early)).toHaveProperty('Admitted');
});

test('a reader that was offline and let a late ticket in early makes a conflict', async () => {
  const guest = await register(person('Otto'), 2);
  const payload = await tokenOf(deployment, guest.who, guest.registration);
  const offline = await decidedAgo(deployment, 300);
  const { event } = deployment.as(organizer);
  const draft = typeOf('Late', { valid_from_ns: [now + 2n * HOUR_NS] });
  granted(await event.put_ticket_type({ event_id: eventId, number: [2], draft }));
  const [outcome] = granted(await door().submit_scans([scanOf(eventId, payload, { offline })]));
  expect(outcome.verdict).toMatchObject({
    AdmittedProvisional: { reason: { TicketNotYetValid: { from_ns: now + 2n * HOUR_NS } } },
  });
});

test('the door sees the flag of a guest and the questions that nobody has answered', async () => {
  const { registration } = await register(cleo, 1);
  const { event } = deployment.as(staff);
  const { id: registration_id } = registration;
  granted(
    await event.set_note({ registration_id, note: 'Press', attention: 'Wheelchair: side door' }),
  );
  const payload = await tokenOf(deployment, cleo, registration);
  const notes = { attention: 'Wheelchair: side door', questions: [question] };
  const scan = scanOf(eventId, payload);
  expect(await door().preview_scan(scan)).toMatchObject({ Admitted: { door_notes: [notes] } });
  expect(await door().check_in(scan)).toMatchObject({ Admitted: { door_notes: [notes] } });
  granted(
    await event.answer_questions({ registration_id, answers: [{ question: 3, answer: 'Red' }] }),
  );
  // The same scan again: what was answered meanwhile is not asked again.
  expect(await door().check_in(scan)).toMatchObject({
    Admitted: { door_notes: [{ ...notes, questions: [] }] },
  });
  granted(await event.set_note({ registration_id, note: 'Press', attention: '' }));
  granted(await event.undo_move(registration_id, 'Once more'));
  expect(await event.move_by_hand(byHand(registration_id))).toMatchObject({
    Admitted: { door_notes: toOpt(undefined) },
  });
});
