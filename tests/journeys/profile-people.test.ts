/** What people do with each other, and what events tell about them, on the real canisters. */
import {
  type ExportPage,
  type FactKind,
  facts,
  type Infer,
  type NotificationKind,
  notificationKinds,
  type ProfileRefusal,
  type Result,
} from '@qikcard/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { admin, Deployment } from '../support/deployment.ts';
import { granted, join, organizer, pair, publishEvent, scanOf, tokenOf } from '../support/doors.ts';
import { type Person, person } from '../support/people.ts';

const DAY_SECONDS = 86_400;
const [ada, bob, cleo, dan] = ['ada', 'bob', 'cleo', 'dan'].map(person);
const reader = person('reader');
const nothing = { bio: [], links: [], theme: [], privacy: [], suggest_me: [] } as const;

type AchievementAwarded = Parameters<typeof facts.achievementAwarded.codec.encode>[0];

let deployment: Deployment;
let eventId: bigint;
beforeAll(async () => {
  deployment = await Deployment.start();
  await deployment.grant(organizer, 'organizer');
  for (const who of [ada, bob, cleo, dan])
    await deployment.as(who).auth.register({ display_name: who.name });
  await deployment.settle();
  for (const who of [ada, bob, cleo, dan])
    granted(await profile(who).set_username(`${who.name}_name`));
  ({ id: eventId } = await publishEvent(deployment));
  await pair(deployment, eventId, reader);
});
afterAll(() => deployment?.stop());

const profile = (who: Person) => deployment.as(who).profile;
function refused<T>(answer: Result<T, ProfileRefusal>): ProfileRefusal {
  if ('Ok' in answer) throw new Error('not refused');
  return answer.Err;
}
const inbox = async (who: Person) => granted(await profile(who).notifications([], 100));
const kinds = async (who: Person) =>
  (await inbox(who)).rows.map(({ kind }) => Object.keys(kind[0] ?? {})[0]);
const listed = async (who: Person, list: 'Connected' | 'Received' | 'Sent' | 'Blocked') =>
  granted(await profile(who).connections({ [list]: null } as { Sent: null }, [], 100)).rows.map(
    ({ person: { principal } }) => principal.toText(),
  );

type Told = { seq: bigint; at_ns: bigint; kind: number; body: Uint8Array };
const sendAs = (sender: 'nft' | 'wallet', told: Told[]) =>
  deployment
    .as({ name: sender, principal: deployment.ids[sender] } as Person)
    .profile.receive_facts({ stream: 7n, facts: told });

/** A fact as if the named canister had sent it. */
async function tell<T>(
  sender: 'nft' | 'wallet',
  { kind, codec }: FactKind<T>,
  value: T,
  seq = 1n,
  atNs?: bigint,
) {
  const at_ns = atNs ?? (await deployment.nowNs());
  return sendAs(sender, [{ seq, at_ns, kind, body: codec.encode(value) }]);
}
async function tellAll(awards: AchievementAwarded[], first: bigint): Promise<void> {
  const { kind, codec } = facts.achievementAwarded;
  const at_ns = await deployment.nowNs();
  const told = awards.map((value, i) => ({
    seq: first + BigInt(i),
    at_ns,
    kind,
    body: codec.encode(value),
  }));
  granted(await sendAs('nft', told));
}
async function enter(who: Person): Promise<void> {
  const registration = await join(deployment, eventId, who);
  const token = await tokenOf(deployment, who, registration);
  expect(await deployment.as(reader).event.check_in(scanOf(eventId, token))).toHaveProperty(
    'Admitted',
  );
}

describe('connections', () => {
  test('are asked for, told, accepted and ended', async () => {
    expect(granted(await profile(ada).request_connection(bob.principal))).toEqual({
      RequestSent: null,
    });
    expect([await listed(ada, 'Sent'), await listed(bob, 'Received')]).toEqual([
      [bob.principal.toText()],
      [ada.principal.toText()],
    ]);
    expect(granted(await profile(bob).accept_connection(ada.principal))).toEqual({
      Connected: null,
    });
    expect([await kinds(bob), await kinds(ada)]).toEqual([
      ['ConnectionRequested'],
      ['ConnectionAccepted'],
    ]);
    expect([await listed(ada, 'Sent'), await listed(bob, 'Received')]).toEqual([[], []]);
    granted(await profile(ada).remove_connection(bob.principal));
    expect([await listed(ada, 'Connected'), await listed(bob, 'Connected')]).toEqual([[], []]);
    expect(refused(await profile(bob).accept_connection(ada.principal))).toEqual({
      UnknownRequest: null,
    });
  });

  test('those of both are found by each', async () => {
    for (const who of [ada, bob]) {
      granted(await profile(who).request_connection(cleo.principal));
      granted(await profile(cleo).accept_connection(who.principal));
    }
    granted(await profile(ada).request_connection(bob.principal));
    granted(await profile(bob).accept_connection(ada.principal));
    const mutual = granted(await profile(ada).mutual_connections(bob.principal, [], 10));
    expect(mutual.people.map(({ username }) => username[0])).toEqual(['cleo_name']);
  });

  test('a blocked person learns nothing', async () => {
    granted(await profile(dan).request_connection(cleo.principal));
    granted(await profile(cleo).accept_connection(dan.principal));
    granted(await profile(cleo).block_person(dan.principal));
    const before = (await inbox(cleo)).rows.length;
    const seen = granted(await profile(dan).get_profile(cleo.principal));
    const strangers = granted(await profile(person('stranger')).get_profile(cleo.principal));
    expect({ ...seen, relation: 0 }).toEqual({ ...strangers, relation: 0 });
    // The same answers as from somebody who has not looked at the request yet.
    expect(granted(await profile(dan).request_connection(cleo.principal))).toEqual({
      RequestSent: null,
    });
    expect(await listed(dan, 'Sent')).toEqual([cleo.principal.toText()]);
    expect([await listed(cleo, 'Received'), (await inbox(cleo)).rows.length]).toEqual([[], before]);
    expect(await listed(cleo, 'Blocked')).toEqual([dan.principal.toText()]);
  });

  test('a report reaches admins only', async () => {
    const report = { person: dan.principal, reason: { Spam: null }, note: 'Again and again' };
    granted(await profile(cleo).report_person(report));
    expect(refused(await profile(dan).list_reports([], 10))).toEqual({ Forbidden: null });
    const { reports } = granted(await profile(admin).list_reports([], 10));
    expect(reports).toMatchObject([{ reason: { Spam: null }, note: 'Again and again' }]);
  });

  test('a report is resolved by an admin, once more when they think again; not by others', async () => {
    const { reports } = granted(await profile(admin).list_reports([], 10));
    const [{ id, resolution }] = reports;
    expect(resolution).toEqual([]);
    const dismissed = { outcome: { Dismissed: null }, note: 'A joke between friends' };
    expect(refused(await profile(dan).resolve_report(id, dismissed))).toEqual({ Forbidden: null });
    expect(refused(await profile(admin).resolve_report(999n, dismissed))).toEqual({
      UnknownRequest: null,
    });
    granted(await profile(admin).resolve_report(id, dismissed));
    await deployment.upgrade('profile');
    const acted = { outcome: { ActionTaken: null }, note: 'Suspended for a week' };
    granted(await profile(admin).resolve_report(id, acted));
    const [after] = granted(await profile(admin).list_reports([], 10)).reports;
    expect(after.resolution).toMatchObject([acted]);
    expect(after.resolution[0]?.by.toText()).toBe(admin.principal.toText());
  });
});

describe('what events tell', () => {
  test('becomes a history, a scan, points and a notification', async () => {
    await enter(ada);
    await enter(bob);
    await deployment.settle();
    const history = granted(await profile(ada).attendance_history(ada.principal, [], 10));
    expect(history.rows).toMatchObject([{ event_id: eventId, entries: 1, inside: true }]);
    const scans = granted(await profile(ada).my_scans([], 10));
    expect(scans.rows).toMatchObject([{ event_id: eventId, gate: 'North', entering: true }]);
    const reputation = granted(await profile(ada).reputation(ada.principal));
    expect(reputation.points).toBe(100);
    expect(reputation.explained[0].sentence).toBe('Attended an event: +100 points, now +100.');
    expect((await kinds(ada))[0]).toBe('CheckedIn');
  });

  test('those of the same event are suggested, when they want to be', async () => {
    await enter(dan);
    await enter(cleo);
    await deployment.settle();
    const names = async (who: Person) =>
      granted(await profile(who).suggestions()).map(({ person: { username } }) => username[0]);
    expect(await names(ada)).toEqual([]);
    for (const who of [dan, bob, cleo]) {
      granted(await profile(who).update_profile({ ...nothing, suggest_me: [true] } as never));
    }
    // Bob and Cleo are connected to Ada already; Cleo has blocked Dan.
    expect(await names(ada)).toEqual(['dan_name']);
    expect(await names(dan)).toEqual(['bob_name']);
  });

  test('those who met there may endorse each other once', async () => {
    granted(await profile(bob).endorse(ada.principal));
    granted(await profile(bob).endorse(ada.principal));
    expect(granted(await profile(bob).reputation(ada.principal)).points).toBe(140);
    expect(refused(await profile(dan).endorse(ada.principal))).toEqual({ Forbidden: null });
  });

  test('a reputation fades', async () => {
    await deployment.pass(180 * DAY_SECONDS);
    expect(granted(await profile(ada).reputation(ada.principal)).points).toBe(70);
  });

  test('an achievement arrives from the nft canister and from nobody else', async () => {
    const won = { holder: ada.principal, tokenId: 5n, eventId, name: 'First visit' };
    expect(await tell('wallet', facts.achievementAwarded, won)).toEqual({
      Err: { StrangerCanister: null },
    });
    granted(await tell('nft', facts.achievementAwarded, won));
    granted(await tell('nft', facts.achievementAwarded, won));
    const { rows } = granted(await profile(ada).achievements(ada.principal, [], 10));
    expect(rows).toMatchObject([{ token_id: 5n, name: 'First visit', event_id: [eventId] }]);
  });
});

describe('the inbox', () => {
  test('counts what is unread and keeps what was read', async () => {
    const { rows, unread } = await inbox(ada);
    expect(unread).toBe(rows.length);
    expect(granted(await profile(ada).mark_read([rows[0].id, rows[0].id, 999n]))).toBe(unread - 1);
    expect((await inbox(ada)).rows[0].read).toBe(true);
    expect(granted(await profile(ada).mark_all_read())).toBe(0);
    expect((await inbox(ada)).rows.every(({ read }) => read)).toBe(true);
    expect(granted(await profile(ada).my_profile()).unread).toBe(0);
  });

  test('holds no kind its owner does not want', async () => {
    const wishes = { inbox: [{ CheckedIn: null }], push: [] };
    expect(granted(await profile(dan).set_notification_preferences(wishes))).toEqual(wishes);
    const before = await kinds(dan);
    granted(await profile(ada).request_connection(dan.principal));
    expect(await kinds(dan)).toEqual(before);
  });

  test('switches each kind by itself in each channel, and keeps that over an upgrade', async () => {
    const all = notificationKinds.map((kind) => ({ [kind]: null }) as NotificationKind);
    for (const [i, kind] of notificationKinds.entries()) {
      const others = all.filter((_, at) => at !== i);
      for (const wishes of [
        { inbox: others, push: all },
        { inbox: all, push: others },
      ]) {
        await deployment.pass(5);
        const kept = granted(await profile(bob).set_notification_preferences(wishes));
        expect(kept, kind).toEqual(wishes);
      }
    }
    const before = granted(await profile(bob).notification_preferences());
    await deployment.upgrade('profile');
    expect(granted(await profile(bob).notification_preferences())).toEqual(before);
    granted(await profile(bob).set_notification_preferences({ inbox: all, push: all }));
  });

  test('push subscriptions are their owner’s and the relay’s to read', async () => {
    const subscription = {
      endpoint: 'https://push.example/a',
      p256dh: new Uint8Array(65).fill(4),
      auth: new Uint8Array(16),
      name: [] as [] | [string],
    };
    granted(await profile(ada).add_push_subscription(subscription));
    granted(await profile(ada).add_push_subscription({ ...subscription, name: ['Phone'] }));
    expect(granted(await profile(ada).my_push_subscriptions())).toMatchObject([
      { endpoint: subscription.endpoint, name: ['Phone'] },
    ]);
    const relay = person('relay');
    expect(refused(await profile(relay).push_subscriptions_of(ada.principal))).toEqual({
      Forbidden: null,
    });
    granted(await profile(admin).set_push_relay([relay.principal]));
    expect(granted(await profile(relay).push_subscriptions_of(ada.principal))).toHaveLength(1);
    expect(refused(await profile(bob).push_subscriptions_of(ada.principal))).toEqual({
      Forbidden: null,
    });
    granted(await profile(ada).remove_push_subscription(subscription.endpoint));
    expect(granted(await profile(ada).my_push_subscriptions())).toEqual([]);
  });
});

/** Everything an export gives, page by page. */
async function exported(who: Person) {
  const records = [];
  for (let next: [] | [Uint8Array | number[]] = []; ; ) {
    const page: Infer<typeof ExportPage> = granted(
      await profile(who).export_my_data(next as [], 3),
    );
    records.push(...page.records.map(({ kind, json }) => ({ kind, value: JSON.parse(json) })));
    if (page.next.length === 0) return records;
    next = page.next;
  }
}

describe('one’s data', () => {
  test('outlives an upgrade and is exported whole', async () => {
    const before = await exported(ada);
    await deployment.upgrade('profile');
    expect(await exported(ada)).toEqual(before);
    const found = new Set(before.map(({ kind }) => kind));
    for (const kind of [
      'profile',
      'link',
      'attendance',
      'scan',
      'deed',
      'notification',
      'achievement',
    ]) {
      expect(found).toContain(kind);
    }
    expect(before.filter(({ kind }) => kind === 'link').length).toBe(3);
  });

  test('is removed, and who comes back is new', async () => {
    const tip = await profile(ada).audit_tip();
    expect(granted(await profile(ada).erase_me())).toMatchObject({ done: true });
    expect((await exported(ada)).map(({ kind }) => kind)).toEqual(['member']);
    expect(refused(await profile(bob).get_profile(ada.principal))).toEqual({ UnknownPerson: null });
    expect(refused(await profile(bob).get_profile_by_username('ada_name'))).toEqual({
      UnknownPerson: null,
    });
    expect(await listed(bob, 'Connected')).toEqual([cleo.principal.toText()]);
    // Nobody can pass for the one who left, and the trail of what was done stays.
    expect(refused(await profile(person('ada')).set_username('ada_name'))).toEqual({
      UsernameTaken: null,
    });
    expect((await profile(ada).audit_tip()).length).toBeGreaterThan(tip.length);
    granted(await profile(ada).set_username('ada_again'));
    const own = granted(await profile(ada).my_profile());
    expect(own.profile).toMatchObject({
      username: ['ada_again'],
      reputation: [0],
      connections: [0],
    });
  });

  test('is removed in steps when there is much of it, also over an upgrade', async () => {
    const awards = Array.from({ length: 25 }, (_, i) => ({
      holder: cleo.principal,
      tokenId: BigInt(i),
      eventId: undefined,
      name: 'One of many',
    }));
    for (let batch = 0; batch < 16; batch++) await tellAll(awards, BigInt(batch * 25 + 2));
    expect(granted(await profile(cleo).erase_me())).toMatchObject({ done: false });
    expect(refused(await profile(cleo).set_username('too_early'))).toEqual({
      ErasureUnderWay: null,
    });
    await deployment.upgrade('profile');
    await deployment.settle();
    const ended = granted(await profile(cleo).erase_me());
    expect(ended.done).toBe(true);
    expect((await exported(cleo)).map(({ kind }) => kind)).toEqual(['member']);
    granted(await profile(cleo).set_username('cleo_again'));
  });

  test('of before the removal does not come back with a late fact', async () => {
    const holder = cleo.principal;
    const fact = { holder, tokenId: 7n, eventId: undefined, name: 'Late' };
    granted(await tell('nft', facts.achievementAwarded, fact, 402n, 1n));
    expect(granted(await profile(cleo).achievements(holder, [], 9)).rows).toEqual([]);
    await deployment.pass(1);
    granted(await tell('nft', facts.achievementAwarded, fact, 403n));
    expect(granted(await profile(cleo).achievements(holder, [], 9)).rows).toHaveLength(1);
  });

  test('removed is no way around having been declined or blocked', async () => {
    granted(await profile(dan).request_connection(bob.principal));
    granted(await profile(bob).decline_connection(dan.principal));
    granted(await profile(cleo).block_person(dan.principal));
    granted(await profile(dan).erase_me());
    granted(await profile(dan).set_username('another_dan'));
    for (const who of [bob, cleo]) {
      expect(granted(await profile(dan).request_connection(who.principal))).toEqual({
        RequestSent: null,
      });
      expect(await listed(who, 'Received')).toEqual([]);
    }
    expect(await listed(cleo, 'Blocked')).toEqual([dan.principal.toText()]);
  });
});
