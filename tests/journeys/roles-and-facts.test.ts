/** Roles and facts between the real canisters: nothing lost, nothing twice, nobody else believed. */
import { createHash } from 'node:crypto';
import {
  AUDIT_GENESIS,
  brokenAuditEntry,
  type CanisterName,
  canisterNames,
  facts,
} from '@qikcard/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { admin, type Canisters, Deployment } from '../support/deployment.ts';
import { metric, page, picIdOf, reinstall } from '../support/operator.ts';
import { person } from '../support/people.ts';

const replicas: CanisterName[] = ['event', 'nft', 'profile', 'analytics', 'wallet'];
/** The longest pause between two tries, plus the second in which a timer fires. */
const LONGEST_WAIT_SECONDS = 62;

let deployment: Deployment;
beforeAll(async () => {
  deployment = await Deployment.start();
});
afterAll(() => deployment?.stop());

const canister = <N extends CanisterName>(name: N, who = admin): Canisters[N] =>
  deployment.as(who)[name];

async function seconds(count: number): Promise<void> {
  for (let second = 0; second < count; second++) await deployment.pass(1);
}
async function rolesVersions(): Promise<bigint[]> {
  return Promise.all(canisterNames.map((name) => canister(name).roles_version()));
}
const members = (name: 'profile' | 'wallet') => metric(deployment, name, 'qikcard_members');
const register = (name: string) =>
  deployment.as(person(name)).auth.register({ display_name: name });

describe('roles', () => {
  test('a role reaches every canister by itself, with the same version everywhere', async () => {
    const before = await canister('auth').roles_version();
    await deployment.grant(person('Olga'), 'organizer');
    expect(new Set(await rolesVersions())).toEqual(new Set([before + 1n]));
    // Guards of another canister believe it: the audit trail is for admins.
    await deployment.grant(person('Second admin'), 'admin');
    const entries = await canister('wallet', person('Second admin')).audit_page(0n, 1);
    expect(entries).toHaveProperty('Ok');
  });

  test('without the role the same call is refused', async () => {
    const entries = await canister('wallet', person('Nobody')).audit_page(0n, 1);
    expect(entries).toEqual({ Err: { Forbidden: null } });
    const granted = await deployment.as(person('Nobody')).auth.grant_role({
      principal: person('Nobody').principal,
      role: { admin: null },
      scope: { Platform: null },
      expires_at_ns: [],
    });
    expect(granted).toEqual({ Err: { Forbidden: null } });
  });

  test('a suspended admin is refused everywhere, and readmitted again', async () => {
    const sam = person('Sam');
    await register('Sam');
    await deployment.grant(sam, 'admin');
    await canister('auth').set_suspended(sam.principal, true);
    await deployment.settle();
    for (const name of canisterNames) {
      const entries = await canister(name, sam).audit_page(0n, 1);
      expect(entries, name).toEqual({ Err: { Forbidden: null } });
    }
    await canister('auth').set_suspended(sam.principal, false);
    await deployment.settle();
    expect(await canister('nft', sam).audit_page(0n, 1)).toHaveProperty('Ok');
  });

  test('the last admin cannot be removed', async () => {
    const all = await canister('auth').list_grants([], 100);
    if ('Err' in all) throw new Error('an admin may list grants');
    const others = all.Ok.grants.filter(
      ({ role, principal }) => 'admin' in role && principal.toText() !== admin.principal.toText(),
    );
    for (const { principal, role, scope } of others) {
      const removed = await canister('auth').revoke_role({
        principal,
        role,
        scope,
        expires_at_ns: [],
      });
      expect(removed).toEqual({ Ok: null });
    }
    const last = await canister('auth').revoke_role({
      principal: admin.principal,
      role: { admin: null },
      scope: { Platform: null },
      expires_at_ns: [],
    });
    expect(last).toEqual({ Err: { LastAdmin: null } });
  });
});

describe('facts', () => {
  test('a registration is known to profile and wallet within seconds, once', async () => {
    const [profile, wallet] = [await members('profile'), await members('wallet')];
    await register('Ada');
    await register('Ada');
    await register('Zoë 王小明');
    await deployment.settle();
    expect(await members('profile')).toBe(profile + 2);
    expect(await members('wallet')).toBe(wallet + 2);
  });

  test('a stopped receiver loses nothing, though the sender is upgraded meanwhile', async () => {
    const before = await members('profile');
    await deployment.pic.stopCanister({ canisterId: picIdOf(deployment, 'profile') });
    await register('While stopped 1');
    await seconds(5);
    await deployment.upgrade('auth');
    await register('While stopped 2');
    await seconds(5);
    const lane = (await canister('auth').outbox_status()).find((l) => l.receiver === 'profile');
    expect(lane?.backlog).toBe(2n);
    expect(lane?.last_error[0]).toMatch(/stopped/i);
    await deployment.pic.startCanister({ canisterId: picIdOf(deployment, 'profile') });
    await seconds(LONGEST_WAIT_SECONDS);
    expect(await members('profile')).toBe(before + 2);
  });

  test('facts and roles outlive an upgrade of every canister', async () => {
    const [count, versions] = [await members('wallet'), await rolesVersions()];
    for (const name of canisterNames) await deployment.upgrade(name);
    await deployment.settle();
    expect(await members('wallet')).toBe(count);
    expect(await rolesVersions()).toEqual(versions);
    await register('After the upgrade');
    await deployment.settle();
    expect(await members('wallet')).toBe(count + 1);
  });

  test('a canister that was installed anew fetches the roles it missed', async () => {
    await reinstall(deployment, 'nft');
    await deployment.settle();
    expect(new Set(await rolesVersions()).size).toBe(1);
    await deployment.grant(person('Late'), 'staff');
    expect(new Set(await rolesVersions()).size).toBe(1);
  });

  test('nobody outside the deployment is believed', async () => {
    const before = await members('profile');
    const fact = facts.userRegistered;
    const forged = {
      stream: 1n,
      facts: [
        {
          seq: 1n,
          at_ns: 0n,
          kind: fact.kind,
          body: fact.codec.encode({ principal: person('Mallory').principal }),
        },
      ],
    };
    for (const name of replicas) {
      const answer = await canister(name, person('Mallory')).receive_facts(forged);
      expect(answer, name).toEqual({ Err: { StrangerCanister: null } });
    }
    expect(await members('profile')).toBe(before);
    const roles = await canister('auth', person('Mallory')).roles_since(0n, 10);
    expect(roles).toEqual({ Err: { Forbidden: null } });
  });
});

describe('the audit trail of auth', () => {
  test('names what was done and is whole', async () => {
    const entries = await canister('auth').audit_page(0n, 100);
    if ('Err' in entries) throw new Error('an admin may read the audit trail');
    const sha256 = (bytes: Uint8Array) =>
      Uint8Array.from(createHash('sha256').update(bytes).digest());
    expect(brokenAuditEntry(entries.Ok, AUDIT_GENESIS, sha256)).toBeUndefined();
    const seen = new Set(entries.Ok.map(({ method, outcome }) => `${method} ${outcome}`));
    for (const each of ['grant_role Ok', 'grant_role Forbidden', 'revoke_role LastAdmin']) {
      expect(seen).toContain(each);
    }
    expect((await canister('auth').audit_tip()).length).toBe(BigInt(entries.Ok.length));
  });
});

describe('for operators', () => {
  test('health is plain and metrics tell no cycle balance', async () => {
    for (const name of canisterNames) {
      const health = await canister(name).health();
      expect(health, name).toMatchObject({ status: { Healthy: null }, concerns: [] });
      expect((await page(deployment, name, '/healthz')).status).toBe(200);
      const metrics = await page(deployment, name, '/metrics');
      expect(metrics.status).toBe(200);
      expect(metrics.text).not.toMatch(/cycle/i);
      expect((await page(deployment, name, '/other')).status).toBe(404);
    }
  });

  // Last: from here on the network's clock runs by itself.
  test('a gateway that verifies answers passes the pages on', async () => {
    const gateway = `http://127.0.0.1:${await deployment.pic.makeLive()}`;
    for (const name of ['auth', 'wallet'] as const) {
      const url = `${gateway}/healthz?canisterId=${deployment.ids[name].toText()}`;
      const answer = await fetch(url);
      expect(await answer.text(), name).toBe('ok\n');
      expect(answer.status).toBe(200);
    }
  });
});
