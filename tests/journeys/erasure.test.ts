/** One wish to be forgotten reaches every canister, whatever happens to them, and no chain breaks. */
import { HttpAgent } from '@dfinity/agent';
import { type CanisterName, type Registration, shardOf } from '@qikcard/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Collected, collectMine } from '../../frontend/src/features/privacy/api/collect.ts';
import { verifyAudit } from '../../scripts/audit/verify.ts';
import { admin, Deployment } from '../support/deployment.ts';
import {
  feedOf,
  granted,
  join,
  organizer,
  pair,
  publishEvent,
  scanOf,
  stateOf,
  tokenOf,
} from '../support/doors.ts';
import { draftOf, joinRequest, plain, planOf } from '../support/events.ts';
import { picIdOf } from '../support/operator.ts';
import { type Person, person } from '../support/people.ts';
import { picture } from '../support/pictures.ts';
import { addThing, draftOf as draftOfThing, lendingScan, ownedBy } from '../support/things.ts';

const ada = person('Ada Lovelace');
const ben = person('Ben Ordinary');
const reader = person('reader');
const face = picture({ width: 64, height: 64 });
const phone = { name: 'Ada’s own phone', kind: { Phone: null } };
/** The longest pause between two tries of the outbox, and the second in which a timer fires. */
const LONGEST_WAIT_SECONDS = 62;

let deployment: Deployment;
let eventId: bigint;
let registration: Registration;
/** An event that is full: Ada waits in line there. */
let fullId: bigint;
let applicationId: bigint;
/** Something of Ada's that is out when she wants to be forgotten. */
let thingId: bigint;
let brokenId: bigint;
beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  for (const who of [ada, ben]) await as(who).auth.register({ display_name: who.name });
  await deployment.grant(ada, 'staff');
  granted(await as(ada).auth.open_session(phone));
  granted(await as(ada).auth.set_email([{ Encrypted: new Uint8Array(64).fill(7) }]));
  granted(await as(ada).profile.set_username('countess'));
  eventId = (await publishEvent(deployment)).id;
  await pair(deployment, eventId, reader);
  registration = await join(deployment, eventId, ada);
  const token = await tokenOf(deployment, ada, registration);
  expect(await as(reader).event.check_in(scanOf(eventId, token))).toHaveProperty('Admitted');
  await join(deployment, eventId, ben);
  granted(await as(ada).event.set_door_photo({ registration_id: registration.id, image: face }));
  const notes = { note: 'Prefers the front row', attention: 'Allergic to nuts' };
  granted(await as(organizer).event.set_age_checked(registration.id, 18));
  granted(await as(organizer).event.set_note({ registration_id: registration.id, ...notes }));
  [fullId, applicationId] = await waitInLine();
  await deployment.settle();
  await leaveTracesAtDoor();
  thingId = await lendOut();
  brokenId = await breakSomething();
  await deployment.settle();
});
afterAll(async () => {
  await deployment?.pic.stopLive().catch(() => {});
  await deployment?.stop();
});

async function waitInLine(): Promise<[bigint, bigint]> {
  const question = { number: 1, text: 'Diet?', kind: { Text: null }, required: false };
  const details = { ...plain, waitlist: true, questions: [{ ...question, at_door: false }] };
  const draft = await draftOf(deployment, { capacity: [1] });
  const { event } = as(organizer);
  const [id] = granted(await event.create_events(planOf(draft, { details })));
  granted(await event.publish_event(id));
  await join(deployment, id, ben);
  const answers = [{ question: 1, answer: 'Only plums' }];
  const joined = granted(await as(ada).event.join(joinRequest(id, ada, { answers })));
  if (!('Queued' in joined)) throw new Error('there was a place');
  return [id, joined.Queued.id];
}
/** What staff write at the door, and what Ada says against a scan. */
async function leaveTracesAtDoor(): Promise<void> {
  const [scan] = granted(await as(ada).profile.my_scans([], 1)).rows;
  const words = { claim: { NotMe: null }, note: 'My sister has my phone', reason: '' };
  const { at_ns, gate } = scan;
  granted(
    await as(ada).event.dispute_scan({ registration_id: registration.id, at_ns, gate, ...words }),
  );
  const about = { registration_id: registration.id, list_id: [] as [], gate: 'North' };
  const byHand = { ...about, override_rules: false, reason: 'Ada forgot her umbrella' };
  for (const direction of [{ Out: null }, { In: null }]) {
    const moved = await as(organizer).event.move_by_hand({ ...byHand, direction });
    expect(moved).not.toHaveProperty('Refused');
  }
}

/** Ada lends out her projector; Ben has it. */
async function lendOut(): Promise<bigint> {
  const thing = await addThing(deployment, ada, { name: 'Ada’s projector', description: 'Attic' });
  const scan = lendingScan({ resource_id: thing.id, borrower: [ben.principal] });
  expect(await as(ada).event.check_out_resource(scan)).toHaveProperty('Lent');
  const damage = { resource_id: thing.id, loan_id: [] as [], condition: { Worn: null } };
  const note = 'Scratch by Ada’s cat';
  const { id } = granted(await as(ben).event.report_damage({ ...damage, note }));
  granted(await as(ben).event.add_damage_image({ report_id: id, image: picture({}) }));
  return thing.id;
}
/** Ben lends something to Ada, who breaks it and shows that. */
async function breakSomething(): Promise<bigint> {
  const thing = await addThing(deployment, ben, { name: 'Lamp' });
  const scan = lendingScan({ resource_id: thing.id, borrower: [ada.principal] });
  expect(await as(ben).event.check_out_resource(scan)).toHaveProperty('Lent');
  const damage = { resource_id: thing.id, loan_id: [] as [], condition: { Damaged: null } };
  const { id } = granted(await as(ada).event.report_damage({ ...damage, note: 'Fell.' }));
  granted(await as(ada).event.add_damage_image({ report_id: id, image: picture({}) }));
  return thing.id;
}
const found = async (text: string) =>
  granted(await as(organizer).event.search_guests({ event_id: eventId, text, limit: 10 }));
const inLine = async () =>
  granted(
    await as(organizer).event.applications({
      event_id: fullId,
      waiting: true,
      cursor: [],
      limit: 10,
    }),
  ).applications;

const as = (who: Person) => deployment.as(who);
async function seconds(count: number): Promise<void> {
  for (let second = 0; second < count; second++) await deployment.pass(1);
}
async function collected(who: Person): Promise<Collected[]> {
  const records: Collected[] = [];
  for await (const record of collectMine(as(who))) records.push(record);
  return records;
}

test('the export has what every canister holds about me, and nothing of others', async () => {
  const records = await collected(ada);
  const kinds = new Set(records.map(({ kind }) => kind));
  const expected = [
    'auth.account',
    'auth.role',
    'auth.session',
    'auth.security_event',
    'event.registration',
    'event.application',
    'event.guest_record',
    'event.door_log',
    'event.dispute',
    'event.door_photo',
    'event.thing',
    'profile',
    'scan',
    'attendance',
  ];
  expect([...kinds]).toEqual(expect.arrayContaining(expected));
  const text = JSON.stringify(records);
  expect(text).toContain('Ada Lovelace');
  expect(text).toContain('Ada’s own phone');
  const said = [
    'My sister has my phone',
    'forgot her umbrella',
    'Ada’s projector',
    '"age_checked":18',
    `data:image/png;base64,${Buffer.from(face).toString('base64')}`,
  ];
  for (const kept of ['Prefers the front row', 'Allergic to nuts', 'Only plums', ...said]) {
    expect(text).toContain(kept);
  }
  expect(text).not.toContain('Ben Ordinary');
  const damage = (await collected(ben)).find(({ kind }) => kind === 'event.damage_report');
  expect(damage?.data).toMatchObject({ note: 'Scratch by Ada’s cat' });
  const refused = { Err: { UnknownRegistration: null } };
  for (const id of [registration.id, applicationId, 12_345n]) {
    expect(await as(ben).event.my_guest_record(id)).toEqual(refused);
  }
});

test('an erasure waits for a canister that is stopped, over an upgrade of the one that tells it', async () => {
  const before = await stateOf(deployment, eventId);
  expect((await found('ada')).map(({ id }) => id)).toEqual([registration.id]);
  const feed = await feedOf(deployment, eventId);
  await deployment.pic.stopCanister({ canisterId: picIdOf(deployment, 'event') });
  expect(granted(await as(ada).profile.erase_me()).done).toBe(true);
  await seconds(5);
  // Auth is there: the name, the e-mail and the sessions are gone; the role and the principal stay.
  const [own] = await as(ada).auth.my_account();
  expect(own).toMatchObject({
    email: [],
    account: { display_name: '', has_email: false, open_sessions: 0, last_sign_in_at_ns: [] },
  });
  expect((await as(ada).auth.me()).roles.map(({ role }) => role)).toEqual([{ staff: null }]);
  await deployment.upgrade('profile');
  await seconds(3);
  await deployment.pic.startCanister({ canisterId: picIdOf(deployment, 'event') });
  await seconds(LONGEST_WAIT_SECONDS);

  const after = await stateOf(deployment, eventId);
  const pseudonym = `Guest ${registration.id}`;
  expect(after.rows).toEqual(
    before.rows.map((row) =>
      row.id === registration.id ? { ...row, display_name: pseudonym, attention: false } : row,
    ),
  );
  expect({ ...after, rows: [] }).toEqual({ ...before, rows: [] });
  expect(await feedOf(deployment, eventId)).toEqual(feed);
  expect(after.rows.map(({ display_name }) => display_name)).toContain('Ben Ordinary');
  for (const word of ['ada', 'lovelace']) expect(await found(word)).toEqual([]);
  expect((await found('guest')).map(({ id }) => id)).toEqual([registration.id]);
});

test('whoever waits in line keeps the turn under a number, and gets the place under it', async () => {
  const [waiting, ...others] = await inLine();
  expect(others).toEqual([]);
  expect(waiting).toMatchObject({ id: applicationId, display_name: `Guest ${applicationId}` });
  const nothing = { note: '', attention: '', answers: [], age_checked: 0 };
  expect(granted(await as(ada).event.my_guest_record(applicationId))).toEqual(nothing);
  const { rows } = await as(ben).event.my_registrations([], 10);
  const place = rows.find(({ event_id }) => event_id === fullId);
  granted(await as(ben).event.cancel_registration(place?.id ?? 0n));
  const [, given] = granted(await as(organizer).event.attendance(fullId, [], 10)).rows;
  expect(given).toMatchObject({ id: applicationId, display_name: `Guest ${applicationId}` });
});

test('the age that was seen, my picture, my words and those about me are gone; that I went in and out stays', async () => {
  expect(granted(await as(ada).event.my_guest_record(registration.id)).age_checked).toBe(0);
  for (const who of [ada, organizer]) {
    expect(granted(await as(who).event.door_photo(registration.id))).toEqual([]);
  }
  const [dispute] = granted(await as(organizer).event.conflicts(eventId, false, [], 10)).conflicts;
  expect(dispute).toMatchObject({ kind: { NotMe: null }, claim: [''] });
  const { entries } = granted(
    await as(organizer).event.scan_log(eventId, { Of: registration.id }, [], 10),
  );
  expect(entries.map(({ kind, detail }) => [Object.keys(kind)[0], detail])).toEqual([
    ['EnteredByHand', ''],
    ['LeftByHand', ''],
    ['Entered', ''],
  ]);
});

test('what I lent out is retired under a number, and whoever has it can still bring it back', async () => {
  const thing = granted(await as(ben).event.get_resource(thingId));
  expect(thing).toMatchObject({ name: `Thing ${thingId}`, description: '', retired: true });
  const search = { owner: [] as [], text: 'projector', retired: true };
  expect(granted(await as(ben).event.list_resources([], 10, search)).resources).toEqual([]);
  const [{ id }] = (await as(ben).event.my_loans([], 10, true)).loans;
  const back = lendingScan({ resource_id: thingId, loan_id: [id] });
  expect(await as(ada).event.check_in_resource(back)).toHaveProperty('Returned');
  const { reports } = granted(await as(ada).event.damage_of_resource(thingId, [], 10));
  expect(reports.map(({ note, images }) => [note, images])).toEqual([['', []]]);
  const [{ id: report_id }] = reports;
  const shown = await as(ben).event.get_damage_image({ report_id, version: 1 });
  expect(shown).toEqual({ Err: { UnknownResource: null } });
  // What I have shown of somebody else's thing is gone, what happened to it is not.
  const other = granted(await as(ben).event.damage_of_resource(brokenId, [], 10));
  expect(other.reports).toMatchObject([{ note: 'Fell.', images: [] }]);
});

test('nobody is told the name any more, neither admins nor organizers nor the audit trail', async () => {
  const { auth, profile, event } = as(admin);
  const said = [
    granted(await auth.list_users([], 100)),
    granted(await auth.get_user(ada.principal)),
    granted(await auth.list_sessions_of(ada.principal)),
    granted(await auth.security_events([], 100)),
    granted(await auth.audit_page(0n, 100)),
    await profile.get_profile(ada.principal),
    granted(await profile.audit_page(0n, 100)),
    granted(await as(organizer).event.attendance(eventId, [], 100)),
    granted(await event.audit_page(0n, 100)),
    granted(await as(organizer).event.guest_card(registration.id)),
    granted(await as(organizer).event.guest_card(applicationId)),
    granted(await as(organizer).event.scan_log(eventId, { All: null }, [], 100)),
    granted(await as(organizer).event.conflicts(eventId, false, [], 100)),
    (await as(ben).event.my_loans([], 10, false)).loans,
    await feedOf(deployment, eventId),
    await collected(ada),
  ];
  const text = JSON.stringify(said, (_, value) => (typeof value === 'bigint' ? `${value}` : value));
  expect(text).toContain(`Guest ${registration.id}`);
  const noted = ['front row', 'nuts', 'plums', 'umbrella', 'my phone', 'projector', 'Scratch'];
  for (const personal of ['Ada Lovelace', 'own phone', 'countess', ...noted]) {
    expect(text).not.toContain(personal);
  }
});

test('who comes back registers anew; an old erasure takes nothing that came later', async () => {
  granted(await as(ada).auth.register({ display_name: 'Ada the Second' }));
  const later = (await publishEvent(deployment, { name: 'Next year' })).id;
  await join(deployment, later, ada);
  await deployment.upgrade('event');
  await seconds(3);
  const { rows } = granted(await as(organizer).event.attendance(later, [], 10));
  expect(rows.map(({ display_name }) => display_name)).toEqual(['Ada Lovelace']);
  expect((await as(ada).auth.me()).user[0]?.display_name).toBe('Ada the Second');
});

test('nobody can have somebody else forgotten', async () => {
  const mallory = person('mallory');
  expect(await as(mallory).profile.erase_me()).toEqual({ Err: { NotRegistered: null } });
  const [account] = await as(ben).auth.my_account();
  expect(account?.account.display_name).toBe('Ben Ordinary');
});

test('asking again and again is slowed down, and a repetition is harmless', async () => {
  const answers = [];
  for (let i = 0; i < 12; i++) answers.push(await as(ben).profile.erase_me());
  const last = answers[11];
  expect(last).toMatchObject({ Err: { RateLimited: {} } });
  await deployment.settle();
  const { rows } = granted(await as(organizer).event.attendance(eventId, [], 10));
  expect(rows.every(({ display_name }) => /^Guest \d+$/.test(display_name))).toBe(true);
});

test('the audit chains are still whole', async () => {
  await seconds(8);
  await deployment.pic.setTime(new Date());
  const host = `http://127.0.0.1:${await deployment.pic.makeLive()}`;
  const agent = await HttpAgent.create({ host, shouldFetchRootKey: true });
  const rootKey = Uint8Array.from(agent.rootKey ?? []);
  for (const name of ['auth', 'event', 'profile'] satisfies CanisterName[]) {
    const canister = as(admin)[name];
    const source = {
      tip: async () => (await canister.audit_certificate())[0],
      page: async (start: bigint) => granted(await canister.audit_page(start, 100)),
    };
    expect(await verifyAudit(source, deployment.ids[name], rootKey), name).toMatchObject({
      whole: true,
    });
  }
});

test('a wish to be forgotten reaches an event on another shard too', async () => {
  await deployment.addEventShard();
  const cleo = person('Cleo Careful');
  await as(cleo).auth.register({ display_name: cleo.name });
  await deployment.settle();
  const event = deployment.routedEvent(organizer);
  const mine = deployment.routedEvent(cleo);
  const places = [];
  for (const draft of [await draftOf(deployment), await draftOf(deployment)]) {
    const { id } = granted(await event.create_event(draft));
    granted(await event.publish_event(id));
    places.push(granted(await mine.join_event(id, cleo.name)));
  }
  const onFirst = await join(deployment, (await publishEvent(deployment)).id, cleo);
  const [one] = places;
  expect(shardOf(one.id)).toBe(1);
  granted(await mine.create_resource(draftOfThing(ownedBy(cleo), { name: 'Cleo’s tent' })));
  const kinds = async () => {
    const records: Collected[] = [];
    for await (const each of collectMine({ ...as(cleo), event: mine })) records.push(each);
    return JSON.stringify(records);
  };
  const before = await kinds();
  for (const known of [`"${one.id}"`, `"${onFirst.id}"`, 'Cleo’s tent']) {
    expect(before).toContain(known);
  }
  granted(await as(cleo).profile.erase_me());
  await deployment.settle();
  for (const place of [...places, onFirst]) {
    const { rows } = granted(await event.attendance(place.event_id, [], 100));
    const row = rows.find(({ id }) => id === place.id);
    expect(row?.display_name).toBe(`Guest ${place.id}`);
  }
  const after = await kinds();
  for (const gone of ['Cleo Careful', 'Cleo’s tent']) expect(after).not.toContain(gone);
});
