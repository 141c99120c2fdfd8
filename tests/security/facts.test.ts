/** A canister cannot make others believe what is not its to say. */
import { readFileSync } from 'node:fs';
import { IDL } from '@dfinity/candid';
import {
  type ActorOf,
  FactAck,
  FactBatch,
  type FactKind,
  FactRefusal,
  facts,
  InitArgument,
  principal,
  result,
  service,
  update,
} from '@qikcard/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { admin, Deployment } from '../support/deployment.ts';
import { metric, picIdOf } from '../support/operator.ts';
import { person } from '../support/people.ts';
import { buildTestCanister } from '../support/test-canisters/build.ts';

const api = { forge: update([principal, FactBatch], result(FactAck, FactRefusal)) };
type Forger = ActorOf<typeof api>;
type PicPrincipal = ReturnType<typeof picIdOf>;

let deployment: Deployment;
let wasm: Uint8Array;
beforeAll(async () => {
  wasm = Uint8Array.from(readFileSync(await buildTestCanister('stranger')));
  deployment = await Deployment.start();
});
afterAll(() => deployment?.stop());

const initArg = () =>
  IDL.encode(
    [InitArgument],
    [[{ directory: deployment.ids, admins: [admin.principal], shard: 0, event_shards: [] }]],
  );
const forgerAt = (id: PicPrincipal) =>
  deployment.pic.createActor(() => service(api) as never, id) as unknown as Forger;
const stating = <T>(fact: FactKind<T>, value: T, seq = 1n): FactBatch => ({
  stream: 99n,
  facts: [{ seq, at_ns: 0n, kind: fact.kind, body: fact.codec.encode(value) }],
});
const mallory = person('Mallory').principal;
const makeMeAdmin = async () =>
  stating(facts.roleChanged, {
    rolesVersion: (await deployment.as(admin).wallet.roles_version()) + 1n,
    principal: mallory,
    role: 'admin',
    eventId: undefined,
    granted: true,
    expiresAtNs: undefined,
  });
const isAdmin = async () =>
  'Ok' in (await deployment.as(person('Mallory')).wallet.audit_page(0n, 1));

describe('a canister of somebody else', () => {
  test('is a stranger, whatever it states', async () => {
    const id = await deployment.pic.createCanister({ cycles: 10n ** 13n });
    await deployment.pic.installCode({ canisterId: id, wasm, arg: initArg() });
    const answer = await forgerAt(id).forge(deployment.ids.wallet, await makeMeAdmin());
    expect(answer).toEqual({ Err: { StrangerCanister: null } });
    expect(await isAdmin()).toBe(false);
  });
});

describe('a canister of this deployment that was taken over', () => {
  let analytics: Forger;
  beforeAll(async () => {
    const canisterId = picIdOf(deployment, 'analytics');
    await deployment.pic.reinstallCode({ canisterId, wasm, arg: initArg() });
    analytics = forgerAt(canisterId);
  });

  test('gives nobody a role: only auth states roles', async () => {
    const version = await deployment.as(admin).wallet.roles_version();
    const answer = await analytics.forge(deployment.ids.wallet, await makeMeAdmin());
    expect(answer).toEqual({ Err: { StrangerCanister: null } });
    expect(await isAdmin()).toBe(false);
    expect(await deployment.as(admin).wallet.roles_version()).toBe(version);
  });

  test('registers nobody, and cannot slip a fact in behind one it may not know of', async () => {
    const before = await metric(deployment, 'profile', 'qikcard_members');
    const forged = stating(facts.userRegistered, { principal: mallory }, 2n);
    const harmless = { seq: 1n, at_ns: 0n, kind: 60_000, body: new Uint8Array() };
    const answer = await analytics.forge(deployment.ids.profile, {
      stream: 99n,
      facts: [harmless, ...forged.facts],
    });
    expect(answer).toEqual({ Err: { StrangerCanister: null } });
    expect(await metric(deployment, 'profile', 'qikcard_members')).toBe(before);
  });

  test('does not disturb what auth sends: its own stream has a cursor of its own', async () => {
    const unknown = { seq: 5_000n, at_ns: 0n, kind: 60_000, body: new Uint8Array() };
    await analytics.forge(deployment.ids.profile, { stream: 1n, facts: [unknown] });
    const before = await metric(deployment, 'profile', 'qikcard_members');
    await deployment.as('Ada').auth.register({ display_name: 'Ada' });
    await deployment.settle();
    expect(await metric(deployment, 'profile', 'qikcard_members')).toBe(before + 1);
  });
});
