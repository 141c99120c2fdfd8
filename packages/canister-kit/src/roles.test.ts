import { Principal } from '@dfinity/principal';
import type { FactEnvelope, RoleChanged } from '@qikcard/contracts';
import { facts } from '@qikcard/contracts';
import { describe, expect, test } from 'vitest';
import { createInbox } from './inbox.ts';
import { memoryMap } from './memory-map.ts';
import { createRoles } from './roles.ts';
import { createRolesPull } from './roles-pull.ts';

const ada = Principal.fromUint8Array(Uint8Array.of(1));
const change = (rolesVersion: bigint, changes: Partial<RoleChanged> = {}): RoleChanged => ({
  rolesVersion,
  principal: ada,
  role: 'staff',
  eventId: undefined,
  granted: true,
  expiresAtNs: undefined,
  ...changes,
});

describe('roles', () => {
  test('hold everywhere, or for one event only', () => {
    const roles = createRoles(memoryMap());
    roles.apply({ role: change(1n, { eventId: 7n }) });
    expect(roles.has(ada, 'staff', 0n, 7n)).toBe(true);
    expect(roles.has(ada, 'staff', 0n, 8n)).toBe(false);
    expect(roles.has(ada, 'staff', 0n)).toBe(false);
    roles.apply({ role: change(2n) });
    expect(roles.has(ada, 'staff', 0n, 8n)).toBe(true);
    expect(roles.has(ada, 'admin', 0n)).toBe(false);
  });
  test('end at their time, without anybody doing anything', () => {
    const roles = createRoles(memoryMap());
    roles.apply({ role: change(1n, { expiresAtNs: 100n }) });
    expect(roles.has(ada, 'staff', 99n)).toBe(true);
    expect(roles.has(ada, 'staff', 100n)).toBe(false);
  });
  test('end when they are revoked', () => {
    const roles = createRoles(memoryMap());
    roles.apply({ role: change(1n) });
    roles.apply({ role: change(2n, { granted: false }) });
    expect(roles.has(ada, 'staff', 0n)).toBe(false);
  });
  test('are worth nothing while their holder is suspended', () => {
    const roles = createRoles(memoryMap());
    roles.apply({ role: change(1n) });
    roles.apply({ suspension: { rolesVersion: 2n, principal: ada, suspended: true } });
    expect(roles.isSuspended(ada)).toBe(true);
    expect(roles.has(ada, 'staff', 0n)).toBe(false);
    roles.apply({ suspension: { rolesVersion: 3n, principal: ada, suspended: false } });
    expect(roles.has(ada, 'staff', 0n)).toBe(true);
  });
  test('take effect once and in order: an old change never undoes a newer one', () => {
    const roles = createRoles(memoryMap());
    expect(roles.apply({ role: change(1n) })).toBe('applied');
    expect(roles.apply({ role: change(2n, { granted: false }) })).toBe('applied');
    expect(roles.apply({ role: change(1n) })).toBe('known');
    expect(roles.has(ada, 'staff', 0n)).toBe(false);
    expect(roles.apply({ role: change(9n) })).toBe('gap');
    expect(roles.version()).toBe(2n);
  });
});

describe('a replica that missed changes', () => {
  const authPrincipal = Principal.fromUint8Array(Uint8Array.of(9));

  function replica(log: FactEnvelope[]) {
    const timers: (() => Promise<void>)[] = [];
    const roles = createRoles(memoryMap());
    let reachable = true;
    const pull = createRolesPull({
      roles,
      fetch: async (version, limit) => {
        if (!reachable) throw new Error('unreachable');
        return log.slice(Number(version), Number(version) + limit);
      },
      setTimer: (_, run) => void timers.push(run),
    });
    const inbox = createInbox({ map: memoryMap(), peerOf: () => 'auth', everyone: () => ['auth'] });
    inbox.react(pull.reactions);
    const runTimers = async () => {
      for (let run = timers.shift(); run !== undefined; run = timers.shift()) {
        await run();
        if (!reachable) break;
      }
    };
    return {
      roles,
      pull,
      runTimers,
      reach: (is: boolean) => {
        reachable = is;
      },
      receive: (seq: bigint, index: number) =>
        inbox.receive(authPrincipal, { stream: 1n, facts: [{ ...log[index], seq }] }),
    };
  }
  const envelope = (rolesVersion: bigint, granted: boolean): FactEnvelope => ({
    seq: rolesVersion,
    at_ns: 0n,
    kind: facts.roleChanged.kind,
    body: facts.roleChanged.codec.encode(change(rolesVersion, { granted })),
  });
  const history = Array.from({ length: 230 }, (_, i) => envelope(BigInt(i + 1), i % 2 === 0));

  test('asks auth for all of them, page by page', async () => {
    const { receive, roles, runTimers, pull } = replica(history);
    expect(receive(1n, 229)).toEqual({ Ok: { received_through: 1n } });
    expect(roles.version()).toBe(0n);
    await runTimers();
    expect(roles.version()).toBe(230n);
    expect(roles.has(ada, 'staff', 0n)).toBe(false);
    expect(pull.pending()).toBe(false);
  });
  test('keeps asking until auth answers', async () => {
    const { pull, roles, runTimers, reach } = replica(history.slice(0, 3));
    reach(false);
    pull.start();
    await runTimers();
    expect([roles.version(), pull.pending()]).toEqual([0n, true]);
    reach(true);
    await runTimers();
    expect([roles.version(), pull.pending()]).toEqual([3n, false]);
  });
});
