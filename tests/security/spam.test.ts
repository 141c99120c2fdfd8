/**
 * Draining a canister by messages that are refused: what costs nothing, and what the rest costs.
 * Cycles are the embedded network's charges by the price list of the Internet Computer.
 */
import { readFileSync } from 'node:fs';
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import {
  type ActorOf,
  type CanisterName,
  InitArgument,
  nat64,
  service,
  update,
} from '@qikcard/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { admin, Deployment } from '../support/deployment.ts';
import { metric, picIdOf } from '../support/operator.ts';
import { people, person } from '../support/people.ts';
import { buildTestCanister } from '../support/test-canisters/build.ts';

const MESSAGES = 20;
/** Base fee and ingress fee of any accepted message, without its bytes (13-node subnet). */
const UNAVOIDABLE_M = 6.2;

let deployment: Deployment;
beforeAll(async () => {
  deployment = await Deployment.start();
});
afterAll(() => deployment?.stop());

const balance = (name: CanisterName) => deployment.pic.getCyclesBalance(picIdOf(deployment, name));
const mallory = () => deployment.as(person('Mallory'));
const anonymous = Principal.anonymous();

/** Million cycles that each of some messages costs the canister. */
async function costM(name: CanisterName, send: () => Promise<unknown>): Promise<number> {
  await send().catch(() => {});
  const before = await balance(name);
  for (let i = 0; i < MESSAGES; i++) await send().catch(() => {});
  return Number(before - (await balance(name))) / MESSAGES / 1e6;
}
const raw = (name: CanisterName, method: string, arg: Uint8Array, sender: Principal) =>
  deployment.pic.updateCall({
    canisterId: picIdOf(deployment, name),
    method,
    arg,
    sender: sender as never,
  });
const none = Uint8Array.from(IDL.encode([], []));

describe('a message that the filter refuses', () => {
  const cases: [string, CanisterName, string, Uint8Array, () => Principal][] = [
    ['an anonymous update', 'event', 'revoke_tokens', none, () => anonymous],
    ['an unknown method', 'event', 'drop_tables', none, () => person('Mallory').principal],
    [
      'a name that every object has',
      'event',
      'constructor',
      none,
      () => person('Mallory').principal,
    ],
    ['a method of the runtime', 'event', '_azle_chunk', none, () => person('Mallory').principal],
    [
      'too large an argument',
      'event',
      'join_event',
      new Uint8Array(300_000),
      () => person('Mallory').principal,
    ],
    [
      'a large forged batch of facts',
      'wallet',
      'receive_facts',
      new Uint8Array(8_000),
      () => person('Mallory').principal,
    ],
  ];
  test.each(cases)('%s costs the canister nothing', async (_, name, method, arg, sender) => {
    const tip = await deployment.as(admin)[name].audit_tip();
    await expect(raw(name, method, arg, sender())).rejects.toThrow(/reject/i);
    expect(await costM(name, () => raw(name, method, arg, sender()))).toBe(0);
    expect(await deployment.as(admin)[name].audit_tip()).toEqual(tip);
  });

  test('under maintenance costs nothing either', async () => {
    await deployment.as(admin).nft.set_maintenance(['']);
    const send = () => mallory().nft.set_log_level({ Off: null });
    const receive = () => mallory().nft.receive_facts({ stream: 1n, facts: [] });
    await expect(receive()).rejects.toThrow('QIKCARD_MAINTENANCE');
    expect(await costM('nft', receive)).toBe(0);
    // The admin's own way out stays open to be refused the usual way.
    expect(await send()).toEqual({ Err: { Forbidden: null } });
    expect(await deployment.as(admin).nft.set_maintenance([])).toEqual({ Ok: [] });
  });

  test('does not stand between canisters: a batch larger than users may send arrives', async () => {
    const before = await metric(deployment, 'profile', 'qikcard_members');
    // Together more than 4 KiB of facts; they wait while the receiver is stopped.
    const profile = { canisterId: picIdOf(deployment, 'profile') };
    await deployment.pic.stopCanister(profile);
    for (const { name } of people('crowd', 100)) {
      await deployment.as(name).auth.register({ display_name: name });
    }
    await deployment.pic.startCanister(profile);
    for (let second = 0; second < 62; second++) await deployment.pass(1);
    expect(await metric(deployment, 'profile', 'qikcard_members')).toBe(before + 100);
  });
});

describe('a message that is refused inside', () => {
  const figures: Record<string, number> = {};
  afterAll(() => {
    for (const [what, cost] of Object.entries(figures)) {
      console.log(`  ${cost.toFixed(2).padStart(8)} M cycles  ${what}`);
    }
  });
  const request = () => ({
    principal: person('Mallory').principal,
    role: { admin: null },
    scope: { Platform: null },
    expires_at_ns: [] as [],
  });

  test.each<[string, CanisterName, number, () => Promise<unknown>]>([
    ['a role one does not have to give', 'auth', 12, () => mallory().auth.grant_role(request())],
    ['operators’ switches', 'wallet', 12, () => mallory().wallet.set_maintenance([''])],
    [
      'facts of a stranger',
      'wallet',
      12,
      () => mallory().wallet.receive_facts({ stream: 1n, facts: [] }),
    ],
    ['too many registrations', 'auth', 14, () => mallory().auth.register({ display_name: '' })],
    ['tokens of somebody else', 'event', 12, () => mallory().event.revoke_tokens(99n)],
  ])('for %s costs little more than the network’s own fee', async (what, name, most, send) => {
    const cost = await costM(name, send);
    figures[what] = cost;
    expect(cost).toBeGreaterThan(UNAVOIDABLE_M);
    expect(cost).toBeLessThan(most);
  });

  test('again and again gets cheaper: it is no longer recorded', async () => {
    const send = () => mallory().wallet.set_maintenance(['']);
    const first = await costM('wallet', send);
    for (let i = 0; i < 120; i++) await send();
    const later = await costM('wallet', send);
    figures['the same refusal, not recorded'] = later;
    expect(later).toBeLessThan(first - 2);
    expect(await metric(deployment, 'wallet', 'qikcard_audit_left_out')).toBeGreaterThan(0);
  });
});

// Last: another module takes the place of analytics.
describe('a flood that is not refused one by one', () => {
  const api = { work: update([], nat64) };
  let flooded: ActorOf<typeof api>;
  beforeAll(async () => {
    const canisterId = picIdOf(deployment, 'analytics');
    const wasm = Uint8Array.from(readFileSync(await buildTestCanister('small-capacity')));
    const init = [
      { directory: deployment.ids, admins: [admin.principal], shard: 0, event_shards: [] },
    ];
    await deployment.pic.reinstallCode({
      canisterId,
      wasm,
      arg: IDL.encode([InitArgument], [init]),
    });
    await deployment.settle();
    const actor = deployment.pic.createActor(() => service(api) as never, canisterId);
    actor.setPrincipal(person('Flood').principal as never);
    flooded = actor as unknown as typeof flooded;
  });
  const untilRefused = async () => {
    for (let calls = 0; calls < 50; calls++) {
      const refused = await flooded.work().then(
        () => undefined,
        (error: Error) => error.message,
      );
      if (refused !== undefined) return { calls, refused };
    }
    throw new Error('nothing was refused');
  };

  test('ends when what the canister may spend is spent, says when to come back, and costs nothing then', async () => {
    const { calls, refused } = await untilRefused();
    // 60 M instructions at once, a fifth kept for what is essential, about 4.5 M each with its record.
    expect(calls).toBeGreaterThanOrEqual(8);
    expect(calls).toBeLessThanOrEqual(13);
    const wait = Number(/QIKCARD_RATE_LIMITED retry_after_seconds=(\d+)/.exec(refused)?.[1]);
    expect(wait).toBeGreaterThan(0);
    expect(await costM('analytics', () => flooded.work())).toBe(0);

    // Facts are essential: a suspension arrives all the same.
    await deployment.grant(person('Late'), 'staff');
    const { analytics, auth } = deployment.as(admin);
    expect(await analytics.roles_version()).toBe(await auth.roles_version());

    await deployment.pass(wait);
    expect(await flooded.work()).toBeGreaterThan(0n);
  });
});
