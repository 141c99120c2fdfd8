/** Devices of a person: opened, listed, ended, by themselves and by others. */
import {
  SESSION_IDLE_SECONDS,
  SESSION_LIFE_SECONDS,
  SESSIONS_PER_USER_MAX,
  SIGN_INS_PER_MINUTE,
} from '@qikcard/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { admin, Deployment } from '../support/deployment.ts';
import { person } from '../support/people.ts';

let deployment: Deployment;
beforeAll(async () => {
  deployment = await Deployment.start();
});
afterAll(() => deployment?.stop());

const auth = (name: string) => deployment.as(person(name)).auth;
const device = (name: string) => ({ name, kind: { Phone: null } });
const register = (name: string) => auth(name).register({ display_name: name });

async function signIn(name: string, on = 'phone') {
  const answer = await auth(name).open_session(device(on));
  if ('Err' in answer) throw new Error(`no session: ${Object.keys(answer.Err)[0]}`);
  return answer.Ok;
}
const devicesOf = async (name: string) =>
  (await auth(name).my_sessions()).map((session) => session.device.name);

describe('devices of a person', () => {
  test('somebody sees where they are signed in, and ends one of them', async () => {
    await register('Ada');
    const phone = await signIn('Ada', 'phone');
    const laptop = await signIn('Ada', 'laptop');
    expect(await devicesOf('Ada')).toEqual(['phone', 'laptop']);
    expect(await auth('Ada').revoke_session(phone.session.number)).toEqual({ Ok: null });
    expect(await devicesOf('Ada')).toEqual(['laptop']);
    expect(await auth('Ada').touch_session(phone.id)).toEqual({ Err: { SessionEnded: null } });
    expect(await auth('Ada').touch_session(laptop.id)).toHaveProperty('Ok');
  });

  test('a lost phone: all sessions end but the one in hand', async () => {
    await register('Lost');
    await signIn('Lost', 'lost phone');
    await signIn('Lost', 'tablet');
    const here = await signIn('Lost', 'here');
    expect(await auth('Lost').revoke_all_sessions([here.session.number])).toEqual({ Ok: 2 });
    expect(await devicesOf('Lost')).toEqual(['here']);
  });

  test('the eleventh device ends the session that was used least recently', async () => {
    await register('Many');
    for (let i = 1; i <= SESSIONS_PER_USER_MAX; i++) {
      await signIn('Many', `device ${i}`);
      await deployment.pass(60 / SIGN_INS_PER_MINUTE);
    }
    await signIn('Many', 'one more');
    const names = await devicesOf('Many');
    expect(names).toHaveLength(SESSIONS_PER_USER_MAX);
    expect(names).not.toContain('device 1');
  });

  test('who is not registered has no session, nor has anybody anonymous', async () => {
    const answer = await auth('Stranger').open_session(device('phone'));
    expect(answer).toEqual({ Err: { NotRegistered: null } });
  });
});

describe('a session outlives an upgrade and ends by itself', () => {
  test('the id from before the upgrade still opens it', async () => {
    await register('Upgraded');
    const { id } = await signIn('Upgraded');
    await deployment.upgrade('auth');
    expect(await auth('Upgraded').touch_session(id)).toHaveProperty('Ok');
    await deployment.settle();
    const later = await signIn('Upgraded');
    expect(Buffer.from(later.id)).not.toEqual(Buffer.from(id));
  });

  test('after twelve idle hours', async () => {
    await register('Idle');
    const { id } = await signIn('Idle');
    await deployment.pass(SESSION_IDLE_SECONDS - 60);
    expect(await auth('Idle').touch_session(id)).toHaveProperty('Ok');
    await deployment.pass(SESSION_IDLE_SECONDS + 1);
    expect(await auth('Idle').touch_session(id)).toEqual({ Err: { SessionEnded: null } });
    expect(await devicesOf('Idle')).toEqual([]);
  });

  test('after seven days of use', async () => {
    await register('Busy');
    const { id } = await signIn('Busy');
    const step = SESSION_IDLE_SECONDS - 60;
    for (let used = step; used < SESSION_LIFE_SECONDS; used += step) {
      await deployment.pass(step);
      expect(await auth('Busy').touch_session(id)).toHaveProperty('Ok');
    }
    await deployment.pass(step);
    expect(await auth('Busy').touch_session(id)).toEqual({ Err: { SessionEnded: null } });
  });
});

describe('ended by others', () => {
  test('an admin ends all sessions of somebody, who reads so in their events', async () => {
    await register('Watched');
    const { id } = await signIn('Watched');
    const ended = await deployment.as(admin).auth.revoke_sessions_of(person('Watched').principal);
    expect(ended).toEqual({ Ok: 1 });
    expect(await auth('Watched').touch_session(id)).toEqual({ Err: { SessionEnded: null } });
    const { events } = await auth('Watched').my_security_events([], 10);
    expect(events.map(({ kind }) => kind)).toEqual([
      'all_sessions_revoked',
      'signed_in',
      'registered',
    ]);
    expect(events[0].by.toText()).toBe(admin.principal.toText());
  });

  test('an admin ends one session of somebody, and none of anybody else by its number', async () => {
    for (const name of ['Two', 'Other']) await register(name);
    const [first, second] = [await signIn('Two'), await signIn('Two')];
    const other = await signIn('Other');
    const end = (number: bigint) =>
      deployment.as(admin).auth.revoke_session_of(person('Two').principal, number);
    expect(await end(first.session.number)).toEqual({ Ok: null });
    expect(await end(other.session.number)).toEqual({ Ok: null });
    expect(await auth('Two').touch_session(first.id)).toEqual({ Err: { SessionEnded: null } });
    expect(await auth('Two').touch_session(second.id)).toHaveProperty('Ok');
    expect(await auth('Other').touch_session(other.id)).toHaveProperty('Ok');
  });

  test('suspension ends every session, and readmission opens none again', async () => {
    await register('Sam');
    const { id } = await signIn('Sam');
    const principal = person('Sam').principal;
    await deployment.as(admin).auth.set_suspended(principal, true);
    expect(await auth('Sam').touch_session(id)).toEqual({ Err: { Forbidden: null } });
    expect(await auth('Sam').open_session(device('other'))).toEqual({ Err: { Forbidden: null } });
    await deployment.as(admin).auth.set_suspended(principal, false);
    expect(await auth('Sam').touch_session(id)).toEqual({ Err: { SessionEnded: null } });
    expect(await auth('Sam').open_session(device('other'))).toHaveProperty('Ok');
  });
});

describe('the feed of security events', () => {
  test('shows admins everything, newest first, page by page without a hole', async () => {
    const { auth: mine } = deployment.as(admin);
    const seen: bigint[] = [];
    for (let cursor: [] | [bigint] = []; ; ) {
      const page = await mine.security_events(cursor, 7);
      if ('Err' in page) throw new Error('an admin may read the feed');
      seen.push(...page.Ok.events.map(({ index }) => index));
      cursor = page.Ok.next;
      if (cursor.length === 0) break;
    }
    expect(seen.length).toBeGreaterThan(20);
    expect(seen).toEqual(seen.map((_, i) => BigInt(seen.length - 1 - i)));
  });

  test('shows others their own account only', async () => {
    const feed = await auth('Ada').security_events([], 10);
    expect(feed).toEqual({ Err: { Forbidden: null } });
    const own: string[] = [];
    for (let cursor: [] | [bigint] = []; ; ) {
      const page = await auth('Ada').my_security_events(cursor, 2);
      own.push(...page.events.map(({ principal }) => principal.toText()));
      cursor = page.next;
      if (cursor.length === 0) break;
    }
    expect(own).toHaveLength(4);
    expect(new Set(own)).toEqual(new Set([person('Ada').principal.toText()]));
  });
});
