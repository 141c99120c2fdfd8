/** The unmodified PocketIC client against the server; passes on the real binary too. */
import { readFileSync } from 'node:fs';
import { IDL } from '@dfinity/candid';
import { PocketIc, type PocketIcServer, SubnetStateType } from '@dfinity/pic';
import { Principal } from '@dfinity/principal';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startPocketIc } from '../support/network.ts';
import { buildTestCanister } from '../support/test-canisters/build.ts';
import { type Probe, probeIdl } from '../support/test-canisters/probe-idl.ts';

// The client brings its own copy of the Candid library, whose types are nominally different.
const idlFactory = probeIdl as never;
const initArg = (greeting?: string) =>
  Uint8Array.from(IDL.encode([IDL.Opt(IDL.Text)], [greeting === undefined ? [] : [greeting]]));

let server: PocketIcServer;
let wasm: Uint8Array;
let pic: PocketIc;

beforeAll(async () => {
  wasm = Uint8Array.from(readFileSync(await buildTestCanister('probe')));
  server = await startPocketIc();
});
afterAll(() => server.stop());
beforeEach(async () => {
  pic = await PocketIc.create(server.getUrl());
});
afterEach(() => pic.tearDown());

const install = async (network: PocketIc = pic, greeting?: string) => {
  const fixture = await network.setupCanister<never>({ idlFactory, wasm, arg: initArg(greeting) });
  return { actor: fixture.actor as unknown as Probe, id: fixture.canisterId };
};

describe('lifecycle', () => {
  it('a canister larger than one message is installed in chunks and answers', async () => {
    expect(wasm.length).toBeGreaterThan(2_000_000);
    const { actor } = await install(pic, 'good morning');
    expect(await actor.greet()).toBe('good morning');
    expect(await actor.put('a', '1')).toBe(1n);
    expect(await actor.get('a')).toEqual(['1']);
    expect(await actor.get('b')).toEqual([]);
  });

  it('an upgrade keeps stable memory and runs the hook; a reinstall starts afresh', async () => {
    const { actor, id } = await install();
    await actor.put('kept', 'yes');
    await pic.upgradeCanister({ canisterId: id, wasm, arg: initArg('twice') });
    expect(await actor.greet()).toBe('upgraded twice');
    expect(await actor.get('kept')).toEqual(['yes']);
    await pic.reinstallCode({ canisterId: id, wasm, arg: initArg('new') });
    expect(await actor.greet()).toBe('new');
    expect(await actor.get('kept')).toEqual([]);
  });

  it('a stopped canister refuses calls until it is started again', async () => {
    const { actor, id } = await install();
    await pic.stopCanister({ canisterId: id });
    expect((await pic.canisterStatus({ canisterId: id })).status).toHaveProperty('stopped');
    await expect(actor.put('a', '1')).rejects.toThrow(/is stopped/);
    await pic.startCanister({ canisterId: id });
    expect(await actor.put('a', '1')).toBe(1n);
  });

  it('only a controller may stop a canister', async () => {
    const { id } = await install();
    const stranger = Principal.selfAuthenticating(new Uint8Array([1])) as never;
    await expect(pic.stopCanister({ canisterId: id, sender: stranger })).rejects.toThrow(
      /controller/i,
    );
  });

  it('a call to a canister that does not exist is refused', async () => {
    const { actor } = await install();
    const nobody = Principal.fromText('lqy7q-dh777-77777-aaaaq-cai');
    await expect(actor.put_into(nobody, 'a', 'b')).rejects.toThrow(/IC0301|not found/i);
  });
});

describe('time', () => {
  it('reads do not move time', async () => {
    const { actor } = await install();
    const before = await pic.getTime();
    await actor.greet();
    await pic.getTime();
    expect(await pic.getTime()).toBe(before);
  });

  it('a query sees a new time after the next round', async () => {
    const { actor } = await install();
    const before = await actor.now();
    await pic.advanceTime(60_000);
    expect(await actor.now()).toBe(before);
    await pic.tick();
    expect(await actor.now()).toBeGreaterThanOrEqual(before + 60_000_000_000n);
  });

  it('a query sees a certified time at once', async () => {
    const { actor } = await install();
    const before = await actor.now();
    await pic.advanceCertifiedTime(60_000);
    expect(await actor.now()).toBeGreaterThanOrEqual(before + 60_000_000_000n);
  });

  it('a round runs at the time that was set, later ones move on', async () => {
    const { actor } = await install();
    const noon = Date.UTC(2030, 5, 1, 12);
    await pic.setTime(noon);
    const first = await actor.now_replicated();
    expect(first / 1_000_000n).toBe(BigInt(noon));
    expect(await actor.now_replicated()).toBeGreaterThan(first);
  });

  it('setting time back is an error', async () => {
    const now = await pic.getTime();
    await expect(pic.setTime(now - 1_000)).rejects.toThrow('SettingTimeIntoPast');
    await expect(pic.setCertifiedTime(now - 1_000)).rejects.toThrow('SettingTimeIntoPast');
  });

  it('a timer fires when its time has come, and not before', async () => {
    const { actor } = await install();
    await actor.tick_after(60n);
    await pic.advanceTime(30_000);
    await pic.tick(3);
    expect(await actor.tick_count()).toBe(0n);
    await pic.advanceTime(31_000);
    await pic.tick(3);
    expect(await actor.tick_count()).toBe(1n);
  });
});

describe('calls', () => {
  it('a trap is reported with its message and changes nothing', async () => {
    const { actor } = await install();
    await expect(actor.put_then_trap('cake')).rejects.toThrow(
      /no cake today.*Reject code: CanisterError\. Error code: Canister(CalledTrap|Trapped)/s,
    );
    expect(await actor.size()).toBe(0n);
  });

  it('a message that the canister does not accept never enters a round', async () => {
    const { actor } = await install();
    await expect(actor.never_accepted()).rejects.toThrow(/Certified: false/);
  });

  it('a canister calls another and gets its answer, or its trap', async () => {
    const [one, two] = [await install(), await install()];
    expect(await one.actor.put_into(two.id as never, 'k', 'v')).toBe(1n);
    expect(await two.actor.get('k')).toEqual(['v']);
    expect(await one.actor.trap_other(two.id as never, 'tea')).toMatch(/no tea today/);
    expect(await two.actor.size()).toBe(1n);
  });

  it('cycles travel with a call', async () => {
    const [one, two] = [await install(), await install()];
    const before = await pic.getCyclesBalance(two.id);
    expect(await one.actor.send_cycles(two.id as never, 5_000_000_000_000n)).toBe(
      5_000_000_000_000n,
    );
    const gained = (await pic.getCyclesBalance(two.id)) - before;
    expect(gained).toBeGreaterThan(4_000_000_000_000n);
    expect(gained).toBeLessThanOrEqual(5_000_000_000_000n);
  });

  it('submitted calls are answered when they are awaited, whatever the order', async () => {
    const { id } = await install();
    const deferred = pic.createDeferredActor<never>(idlFactory, id) as unknown as Record<
      string,
      (...args: unknown[]) => Promise<() => Promise<unknown>>
    >;
    const first = await deferred.put!('a', '1');
    const second = await deferred.put!('b', '2');
    expect(await second()).toBe(2n);
    expect(await first()).toBe(1n);
  });
});

describe('canister facts', () => {
  it('balances beyond 2^53 keep every digit', async () => {
    const { id } = await install();
    const before = await pic.getCyclesBalance(id);
    const amount = 12_345_678_901_234_567_890n;
    expect(await pic.addCycles(id, amount as never)).toBe(before + amount);
  });

  it('updates cost cycles', async () => {
    const { actor, id } = await install();
    const before = await pic.getCyclesBalance(id);
    await actor.put('a', '1');
    expect(await pic.getCyclesBalance(id)).toBeLessThan(before);
  });

  it('controllers can be read and changed', async () => {
    const { id } = await install();
    const other = Principal.selfAuthenticating(new Uint8Array([7]));
    await pic.updateCanisterSettings({
      canisterId: id,
      controllers: [Principal.anonymous(), other] as never,
    });
    const texts = (await pic.getControllers(id)).map((controller) => controller.toText());
    expect(texts.sort()).toEqual([Principal.anonymous().toText(), other.toText()].sort());
  });

  it('stable memory can be read and written as a whole', async () => {
    const { actor, id } = await install();
    await actor.put('a', 'from the first canister');
    const copy = await install();
    await pic.setStableMemory(copy.id, await pic.getStableMemory(id));
    await pic.upgradeCanister({ canisterId: copy.id, wasm, arg: initArg() });
    expect(await copy.actor.get('a')).toEqual(['from the first canister']);
  });

  it('there are no pending HTTPS outcalls', async () => {
    expect(await pic.getPendingHttpsOutcalls()).toEqual([]);
  });
});

describe('subnets', () => {
  it('a canister lives on the subnet it was created on, whose key can be asked for', async () => {
    const state = { type: SubnetStateType.New } as const;
    const network = await PocketIc.create(server.getUrl(), {
      nns: { state },
      ii: { state },
      application: [{ state }, { state }],
    });
    const [first, second] = await network.getApplicationSubnets();
    for (const subnet of [first!, second!]) {
      const canisterId = await network.createCanister({ targetSubnetId: subnet.id });
      expect((await network.getCanisterSubnetId(canisterId))?.toText()).toBe(subnet.id.toText());
      expect(await network.getPubKey(subnet.id)).toHaveLength(133);
    }
    expect((await network.getTopology()).map(({ type }) => type).sort()).toEqual(
      ['Application', 'Application', 'II', 'NNS'].sort(),
    );
    await network.tearDown();
  });

  it('a canister that does not exist has no subnet', async () => {
    const nobody = Principal.fromText('lqy7q-dh777-77777-aaaaq-cai') as never;
    expect(await pic.getCanisterSubnetId(nobody)).toBeNull();
  });

  it('two instances share nothing', async () => {
    const other = await PocketIc.create(server.getUrl());
    const [here, there] = [await install(), await install(other)];
    expect(here.id.toText()).toBe(there.id.toText());
    await Promise.all([here.actor.put('a', 'here'), there.actor.put('a', 'there')]);
    expect(await here.actor.get('a')).toEqual(['here']);
    expect(await there.actor.get('a')).toEqual(['there']);
    await other.tearDown();
    expect(await here.actor.get('a')).toEqual(['here']);
  });
});
