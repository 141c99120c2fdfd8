/** Nobody does what only admins may, a role that is over opens nothing, and no message harms. */
import { IDL } from '@dfinity/candid';
import type { PocketIc } from '@dfinity/pic';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { admin, type Canisters, Deployment } from '../support/deployment.ts';
import { picIdOf } from '../support/operator.ts';
import { person } from '../support/people.ts';

let deployment: Deployment;
const victim = person('Victim').principal;
const grant = {
  principal: person('Mallory').principal,
  role: { admin: null },
  scope: { Platform: null },
  expires_at_ns: [] as [],
};
/** Everything in auth that is for admins, called the way an admin would. */
const adminOnly: Record<string, (auth: Canisters['auth']) => Promise<unknown>> = {
  grant_role: (auth) => auth.grant_role(grant),
  revoke_role: (auth) => auth.revoke_role({ ...grant, principal: admin.principal }),
  list_grants: (auth) => auth.list_grants([], 10),
  set_suspended: (auth) => auth.set_suspended(victim, true),
  list_sessions_of: (auth) => auth.list_sessions_of(victim),
  revoke_session_of: (auth) => auth.revoke_session_of(victim, 1n),
  revoke_sessions_of: (auth) => auth.revoke_sessions_of(victim),
  security_events: (auth) => auth.security_events([], 10),
  get_user: (auth) => auth.get_user(victim),
  list_users: (auth) => auth.list_users([], 10),
  list_transfers: (auth) => auth.list_transfers([], 10),
  approve_transfer: (auth) => auth.approve_transfer(1n),
  roles_since: (auth) => auth.roles_since(0n, 10),
  audit_page: (auth) => auth.audit_page(0n, 10),
};
const forbidden = { Err: { Forbidden: null } };

beforeAll(async () => {
  deployment = await Deployment.start();
  for (const name of ['Victim', 'Member', 'Organizer', 'Door', 'Past', 'Suspended']) {
    await deployment.as(person(name)).auth.register({ display_name: name });
  }
  await deployment.grant(person('Organizer'), 'organizer');
  await deployment.grant(person('Door'), 'staff', 1n);
  await deployment.grant(person('Suspended'), 'admin');
  await deployment.as(admin).auth.set_suspended(person('Suspended').principal, true);
  const expires_at_ns: [bigint] = [(await deployment.nowNs()) + 60_000_000_000n];
  const brief = { ...grant, principal: person('Past').principal, expires_at_ns };
  expect(await deployment.as(admin).auth.grant_role(brief)).toHaveProperty('Ok');
  expect(await deployment.as(person('Past')).auth.list_grants([], 10)).toHaveProperty('Ok');
  await deployment.pass(60);
});
afterAll(() => deployment?.stop());

describe('what admins may', () => {
  for (const who of ['Stranger', 'Member', 'Organizer', 'Door', 'Past', 'Suspended']) {
    test(`is refused to ${who}, method by method, and changes nothing`, async () => {
      const before = await deployment.as(admin).auth.roles_version();
      for (const [method, call] of Object.entries(adminOnly)) {
        expect(await call(deployment.as(person(who)).auth), method).toEqual(forbidden);
      }
      expect(await deployment.as(admin).auth.roles_version()).toBe(before);
      expect(await deployment.as(admin).auth.get_user(victim)).toMatchObject({
        Ok: { suspended: false },
      });
    });
  }

  test('is done for an admin: the calls above are refused for the caller, not for their form', async () => {
    for (const method of ['list_grants', 'list_sessions_of', 'security_events', 'list_users']) {
      const answer = await adminOnly[method](deployment.as(admin).auth);
      expect(answer, method).toHaveProperty('Ok');
    }
  });

  test('an admin of yesterday is nobody today: taking the role away counts at once', async () => {
    const past = person('Demoted');
    await deployment.grant(past, 'admin');
    expect(await deployment.as(past).auth.list_users([], 1)).toHaveProperty('Ok');
    const revoked = { ...grant, principal: past.principal };
    await deployment.as(admin).auth.revoke_role(revoked);
    for (const [method, call] of Object.entries(adminOnly)) {
      expect(await call(deployment.as(past).auth), method).toEqual(forbidden);
    }
  });

  test('nobody makes themselves admin by giving roles away', async () => {
    const answer = await deployment
      .as(person('Member'))
      .auth.request_transfer({ from: admin.principal, to: person('Door').principal, event_id: [] });
    expect(answer).toEqual(forbidden);
  });
});

describe('a message made to harm', () => {
  type Raw = { method: string; arg: Uint8Array };
  const send = (pic: PocketIc, { method, arg }: Raw) =>
    pic.updateCall({
      canisterId: picIdOf(deployment, 'auth'),
      sender: person('Member').principal as never,
      method,
      arg,
    });
  async function refusedWithoutHarm(arg: Uint8Array, method = 'register') {
    await expect(send(deployment.pic, { method, arg }), method).rejects.toThrow();
    const me = await deployment.as(person('Member')).auth.me();
    expect(me.user[0]?.display_name).toBe('Member');
  }

  test('of a megabyte and more is not even looked at', async () => {
    const display_name = 'x'.repeat(1_500_000);
    await refusedWithoutHarm(
      new Uint8Array(IDL.encode([IDL.Record({ display_name: IDL.Text })], [{ display_name }])),
    );
  });

  test('with values nested a thousand deep is refused', async () => {
    // record { next: opt … } a thousand times, in place of a display name.
    let type: IDL.Type = IDL.Null;
    let value: unknown = null;
    for (let depth = 0; depth < 1_000; depth++) {
      type = IDL.Record({ next: type });
      value = { next: value };
    }
    await refusedWithoutHarm(new Uint8Array(IDL.encode([type], [value])));
  });

  test('whose type refers to itself, or to nothing, is refused', async () => {
    const magic = [0x44, 0x49, 0x44, 0x4c];
    await refusedWithoutHarm(Uint8Array.from([...magic, 1, 0x6e, 0, 1, 0, 1, 1, 1, 1, 1]));
    await refusedWithoutHarm(Uint8Array.from([...magic, 1, 0x6d, 5, 1, 0, 3]));
    await refusedWithoutHarm(Uint8Array.from([...magic, 0, 1, 0x7f, 0xff, 0xff, 0xff]));
    await refusedWithoutHarm(Uint8Array.from([0, 1, 2, 3]));
    await refusedWithoutHarm(new Uint8Array());
  });

  test('which promises a billion empty values costs nothing and is refused', async () => {
    // vec null of length 2^30 in place of the record.
    const bomb = [0x44, 0x49, 0x44, 0x4c, 1, 0x6d, 0x7f, 1, 0, 0x80, 0x80, 0x80, 0x80, 0x04];
    for (const method of ['register', 'open_session', 'issue_token']) {
      await refusedWithoutHarm(Uint8Array.from(bomb), method);
    }
  });

  test('and the canister answers everybody else as before', async () => {
    const health = await deployment.as(admin).auth.health();
    expect(health).toMatchObject({ status: { Healthy: null } });
  });
});
