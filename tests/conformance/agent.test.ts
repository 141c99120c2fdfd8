/** An unmodified `@dfinity/agent`, with all its verification on, uses the network. */
import { CanisterStatus, Certificate, polling } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import {
  DelegationChain,
  DelegationIdentity,
  ECDSAKeyIdentity,
  Ed25519KeyIdentity,
} from '@dfinity/identity';
import { Principal } from '@dfinity/principal';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assetManager, type Fixture, management, startFixture } from './agent-fixture.ts';

let network: Fixture;
beforeAll(async () => {
  network = await startFixture();
});
afterAll(() => network?.stop());

const noArg = new Uint8Array(IDL.encode([], []));
const query = { methodName: 'api_version', arg: noArg };

test('queries are verified by the signature of a node', async () => {
  const agent = await network.agent();
  const response = await agent.query(network.canisterId, query);
  expect(response.status).toBe('replied');
  expect(response.signatures).toHaveLength(1);
});

test('updates are verified by certificate', async () => {
  const assets = assetManager(await network.agent(), network.canisterId);
  await assets.store(new TextEncoder().encode('hello'), { fileName: 'hello.txt' });
  const stored = await assets.get('/hello.txt');
  expect(Buffer.from(await stored.toUint8Array()).toString()).toBe('hello');
  expect(await stored.isCertified()).toBe(true);
});

test('an asynchronous call is polled to its certificate', async () => {
  const agent = await network.agent();
  const call = { methodName: 'list_authorized', arg: noArg, callSync: false };
  const { requestId, response } = await agent.call(network.canisterId, call);
  expect(response.status).toBe(202);
  const { reply, certificate } = await polling.pollForResponse(
    agent,
    network.canisterId,
    requestId,
  );
  const [principals] = IDL.decode([IDL.Vec(IDL.Principal)], reply) as unknown as [
    { toText(): string }[],
  ];
  expect(principals.map((p) => p.toText())).toEqual([network.owner.getPrincipal().toText()]);
  expect(certificate).toBeInstanceOf(Certificate);
});

test('rejects carry the reason', async () => {
  const stranger = await network.agent({ identity: Ed25519KeyIdentity.generate() });
  const assets = assetManager(stranger, network.canisterId);
  await expect(assets.delete('/hello.txt')).rejects.toThrow(/Commit permission/);
  await expect(assets.get('/missing.txt')).rejects.toThrow(/asset not found/);
});

test('canister facts are read from the state tree', async () => {
  const facts = await CanisterStatus.request({
    agent: await network.agent(),
    canisterId: network.canisterId,
    paths: ['time', 'controllers', 'module_hash', 'candid', 'subnet'],
  });
  const owner = network.owner.getPrincipal().toText();
  expect((facts.get('controllers') as { toText(): string }[]).map((p) => p.toText())).toEqual([
    owner,
  ]);
  expect(facts.get('module_hash')).toMatch(/^[0-9a-f]{64}$/);
  expect(facts.get('candid')).toContain('http_request');
  expect(Math.abs((facts.get('time') as Date).getTime() - Date.now())).toBeLessThan(10_000);
  expect((facts.get('subnet') as { nodeKeys: Map<string, unknown> }).nodeKeys.size).toBeGreaterThan(
    0,
  );
});

test('P-256 keys and delegations sign as well', async () => {
  const user = await ECDSAKeyIdentity.generate();
  const session = Ed25519KeyIdentity.generate();
  const hour = new Date(Date.now() + 3_600_000);
  const targets = [network.canisterId];
  const chain = await DelegationChain.create(user, session.getPublicKey(), hour, { targets });
  for (const identity of [user, DelegationIdentity.fromDelegation(session, chain)]) {
    const agent = await network.agent({ identity });
    expect((await agent.query(network.canisterId, query)).status).toBe('replied');
    const call = { methodName: 'list_authorized', arg: noArg };
    expect((await agent.call(network.canisterId, call)).response.status).toBe(200);
  }
});

test('a management call is taken at the address of its canister only', async () => {
  const agent = await network.agent();
  const elsewhere = Principal.fromText('ryjl3-tyaaa-aaaaa-aaaba-cai');
  const upgrade = management(agent, elsewhere).install_code({
    mode: { upgrade: [] },
    canister_id: network.canisterId,
    wasm_module: new Uint8Array(8),
    arg: new Uint8Array(0),
  });
  await expect(upgrade).rejects.toThrow(/does not match effective canister id/);
});
