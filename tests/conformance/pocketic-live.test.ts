/** Live mode: the network follows the real clock and serves agents with full verification. */
import { readFileSync } from 'node:fs';
import { Actor, HttpAgent } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import { Ed25519KeyIdentity } from '@dfinity/identity';
import { PocketIc, type PocketIcServer, SubnetStateType } from '@dfinity/pic';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPocketIc } from '../support/network.ts';
import { buildTestCanister } from '../support/test-canisters/build.ts';
import { type Probe, probeIdl } from '../support/test-canisters/probe-idl.ts';

let server: PocketIcServer;
let pic: PocketIc;
let canisterId: string;
let gateway: string;

beforeAll(async () => {
  server = await startPocketIc();
  const state = { type: SubnetStateType.New } as const;
  pic = await PocketIc.create(server.getUrl(), { nns: { state }, application: [{ state }] });
  const wasm = Uint8Array.from(readFileSync(await buildTestCanister('probe')));
  const arg = Uint8Array.from(IDL.encode([IDL.Opt(IDL.Text)], [[]]));
  const [subnet] = await pic.getApplicationSubnets();
  const fixture = await pic.setupCanister<never>({
    idlFactory: probeIdl as never,
    wasm,
    arg,
    targetSubnetId: subnet!.id,
  });
  canisterId = fixture.canisterId.toText();
  gateway = `http://127.0.0.1:${await pic.makeLive()}`;
});
afterAll(async () => {
  await pic.tearDown();
  await server.stop();
});

async function connect() {
  const agent = await HttpAgent.create({
    host: gateway,
    identity: Ed25519KeyIdentity.generate(),
    shouldFetchRootKey: true,
  });
  return Actor.createActor<Probe>(probeIdl as never, { agent, canisterId });
}

it('an agent that verifies everything calls, queries and reads traps', async () => {
  const actor = await connect();
  expect(await actor.put('a', '1')).toBeGreaterThan(0n);
  expect(await actor.get('a')).toEqual(['1']);
  await expect(actor.put_then_trap('pie')).rejects.toThrow(/no pie today/);
  await expect(actor.never_accepted()).rejects.toThrow(/reject|IC0406|refused/i);
});

it('queries and updates see the real time', async () => {
  const actor = await connect();
  const near = (ns: bigint) => Math.abs(Number(ns / 1_000_000n) - Date.now()) < 5_000;
  expect(near(await actor.now())).toBe(true);
  expect(near(await actor.now_replicated())).toBe(true);
});

it('timers fire without anyone asking', async () => {
  const actor = await connect();
  const before = await actor.tick_count();
  await actor.tick_after(1n);
  await expect.poll(() => actor.tick_count(), { timeout: 10_000 }).toBe(before + 1n);
});

it('many updates at once are all executed', async () => {
  const actors = await Promise.all([connect(), connect()]);
  const before = await actors[0]!.size();
  await Promise.all(
    Array.from({ length: 12 }, (_, i) => actors[i % 2]!.put(`many ${i}`, String(i))),
  );
  expect(await actors[0]!.size()).toBe(before + 12n);
});

it('stops being live and starts again', async () => {
  await pic.stopLive();
  const stopped = await pic.getTime();
  expect(await pic.getTime()).toBe(stopped);
  gateway = `http://127.0.0.1:${await pic.makeLive()}`;
  const actor = await connect();
  expect(await actor.put('again', '1')).toBeGreaterThan(0n);
});
