/** The six real canisters on a network, reached through the PocketIC client. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { HttpAgent } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import { PocketIc } from '@dfinity/pic';
import { Principal } from '@dfinity/principal';
import { shardedActor } from '@qikcard/client';
import {
  type Actors,
  apis,
  type CanisterName,
  canisterNames,
  InitArgument,
  type RoleName,
  service,
} from '@qikcard/contracts';
import { createWithBitcoin } from './bitcoin-network.ts';
import { startPocketIc } from './network.ts';
import { type Person, person } from './people.ts';

export type Canisters = Actors;
export type Ids = Record<CanisterName, Principal>;
/** Calls that are under way at once: each gives a function that waits for its answer. */
// biome-ignore lint/suspicious/noExplicitAny: each method has arguments of its own
type Deferred<A extends Record<keyof A, (...args: any[]) => unknown>> = {
  [K in keyof A]: (...args: Parameters<A[K]>) => Promise<() => ReturnType<A[K]>>;
};
export type DeferredEvent = Deferred<Canisters['event']>;
export type DeferredProfile = Deferred<Canisters['profile']>;
export type DeferredNft = Deferred<Canisters['nft']>;
type PicPrincipal = Awaited<ReturnType<PocketIc['createCanister']>>;

export const admin = person('admin');

const FIRST_DAY = new Date('2026-05-01T09:00:00Z');
/** Facts travel by timers of whole seconds and the retries behind them. */
const SETTLE_SECONDS = 5;
const CYCLES = 100_000_000_000_000n;

export class Deployment {
  private readonly actors = new Map<string, Canisters>();
  /** The event canisters by shard number. */
  readonly eventShards: Principal[];

  private constructor(
    readonly pic: PocketIc,
    readonly ids: Ids,
    private readonly serverUrl: string,
    private readonly stopServer: () => Promise<void>,
  ) {
    this.eventShards = [ids.event];
  }

  /** A network of its own with all canisters installed, roles known everywhere and keys drawn. */
  static async start(
    options: { at?: Date; modules?: string; bitcoinNode?: string } = {},
  ): Promise<Deployment> {
    const { at, modules, bitcoinNode } = options;
    const deployment = await Deployment.begin(at, (pic) => install(pic, modules), bitcoinNode);
    await deployment.settle();
    return deployment;
  }

  /** A network whose canisters hold these stable memories and are upgraded to today's modules. */
  static continue(at: Date, memories: Record<CanisterName, Uint8Array>): Promise<Deployment> {
    return Deployment.begin(at, (pic) => upgradeOver(pic, memories));
  }

  private static async begin(
    at: Date = FIRST_DAY,
    fill: (pic: PocketIc) => Promise<Ids>,
    bitcoinNode?: string,
  ): Promise<Deployment> {
    const server = await startPocketIc();
    const url = server.getUrl();
    // A busy machine is slow, not broken: tests have time limits of their own.
    const pic = await (bitcoinNode === undefined
      ? PocketIc.create(url, { processingTimeoutMs: 300_000 })
      : createWithBitcoin(url, bitcoinNode));
    await pic.setTime(at);
    return new Deployment(pic, await fill(pic), server.getUrl(), () => server.stop());
  }

  /** The canisters as one person (or the person of this name) sees them. */
  as(who: Person | string): Canisters {
    const caller = typeof who === 'string' ? person(who) : who;
    const key = caller.principal.toText();
    const opened = this.actors.get(key);
    if (opened) return opened;
    const entries = canisterNames.map((name) => [name, this.actor(name, caller)]);
    const made = Object.fromEntries(entries) as Canisters;
    this.actors.set(key, made);
    return made;
  }

  private actor(name: CanisterName, caller: Person): unknown {
    return this.actorAt(name, this.ids[name], caller);
  }

  private actorAt(name: CanisterName, id: Principal, caller: Person): unknown {
    const actor = this.pic.createActor(() => service(apis[name]) as never, picId(id));
    actor.setPrincipal(picId(caller.principal));
    return actor;
  }

  /** All event canisters as one, through the router of the client. */
  routedEvent(who: Person): Canisters['event'] {
    const actors = this.eventShards.map((id) => this.actorAt('event', id, who));
    return shardedActor(
      actors as Parameters<typeof shardedActor>[0],
    ) as unknown as Canisters['event'];
  }

  /** One more event canister, as an operator adds it: installed, then named to all others. */
  async addEventShard(): Promise<Principal> {
    const created = await this.pic.createCanister({ cycles: CYCLES });
    const id = Principal.fromText(created.toText());
    this.eventShards.push(id);
    const shard = this.eventShards.length - 1;
    const own = { canisterId: picId(id), wasm: moduleOf('event') };
    await this.pic.installCode({ ...own, arg: this.initArg(shard) });
    for (const name of canisterNames) {
      const known = { canisterId: picId(this.ids[name]), wasm: moduleOf(name) };
      await this.pic.upgradeCanister({ ...known, arg: this.initArg(0) });
    }
    await this.settle();
    return id;
  }

  private initArg(shard: number): Uint8Array {
    const init = { directory: this.ids, admins: [admin.principal], shard };
    return encodeInit([{ ...init, event_shards: [this.eventShards] }]);
  }

  /** The event canister for calls that do not wait for each other. */
  deferredEvent(caller: Person): DeferredEvent {
    return this.deferred('event', caller) as DeferredEvent;
  }

  /** The profile canister for calls that do not wait for each other. */
  deferredProfile(caller: Person): DeferredProfile {
    return this.deferred('profile', caller) as DeferredProfile;
  }

  /** The nft canister for calls that do not wait for each other. */
  deferredNft(caller: Person): DeferredNft {
    return this.deferred('nft', caller) as DeferredNft;
  }

  private deferred(name: CanisterName, caller: Person): unknown {
    const factory = () => service(apis[name]) as never;
    const actor = this.pic.createDeferredActor(factory, picId(this.ids[name]));
    actor.setPrincipal(picId(caller.principal));
    return actor;
  }

  /** Time goes by; due timers run. */
  async pass(seconds: number): Promise<void> {
    await this.pic.advanceTime(seconds * 1_000);
    await this.pic.tick(3);
  }

  /** Lets timers run until facts have arrived everywhere. */
  async settle(): Promise<void> {
    for (let second = 0; second < SETTLE_SECONDS; second++) await this.pass(1);
  }

  async nowNs(): Promise<bigint> {
    return BigInt(Math.floor(await this.pic.getTime())) * 1_000_000n;
  }

  /** Grants a role on the whole platform, or for one event, and waits until it holds everywhere. */
  async grant(who: Person, role: RoleName, eventId?: bigint): Promise<void> {
    const answer = await this.as(admin).auth.grant_role({
      principal: who.principal,
      role: { [role]: null } as { admin: null },
      scope: eventId === undefined ? { Platform: null } : { Event: eventId },
      expires_at_ns: [],
    });
    if ('Err' in answer) throw new Error(`no role: ${Object.keys(answer.Err)[0]}`);
    await this.settle();
  }

  /** What proofs of this network are checked with. */
  async rootKey(): Promise<Uint8Array> {
    const host = `http://127.0.0.1:${await this.pic.makeLive()}`;
    const agent = await HttpAgent.create({ host, shouldFetchRootKey: true });
    await this.pic.stopLive();
    return Uint8Array.from(agent.rootKey as Uint8Array);
  }

  /** Lets all threshold keys of the network fail, or work again: only this project's engine can. */
  async setThresholdSigning(enabled: boolean): Promise<void> {
    const path = '/instances/0/update/set_threshold_signing';
    const body = JSON.stringify({ enabled });
    const answer = await fetch(new URL(path, this.serverUrl), { method: 'POST', body });
    if (!answer.ok) throw new Error(`threshold keys stay as they are: ${await answer.text()}`);
  }

  /** Upgrades to the module that runs already, with the arguments it was installed with. */
  async upgrade(name: CanisterName): Promise<void> {
    await this.pic.upgradeCanister({
      canisterId: picId(this.ids[name]),
      wasm: moduleOf(name),
      arg: encodeInit([]),
    });
  }

  async stop(): Promise<void> {
    await this.pic.tearDown();
    await this.stopServer();
  }
}

async function create(pic: PocketIc): Promise<Ids> {
  const ids = {} as Ids;
  for (const name of canisterNames) {
    const id = await pic.createCanister({ cycles: CYCLES });
    ids[name] = Principal.fromText(id.toText());
  }
  return ids;
}

async function install(pic: PocketIc, modules?: string): Promise<Ids> {
  const ids = await create(pic);
  const arg = encodeInit([
    { directory: ids, admins: [admin.principal], shard: 0, event_shards: [] },
  ]);
  for (const name of canisterNames) {
    const wasm = moduleOf(name, modules);
    await pic.installCode({ canisterId: picId(ids[name]), wasm, arg });
  }
  return ids;
}

/** Magic number and version: a module that keeps what is in stable memory and does nothing. */
const EMPTY_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

async function upgradeOver(
  pic: PocketIc,
  memories: Record<CanisterName, Uint8Array>,
): Promise<Ids> {
  const ids = await create(pic);
  const each = canisterNames.map((name) => ({ name, canisterId: picId(ids[name]) }));
  for (const { name, canisterId } of each) {
    await pic.installCode({ canisterId, wasm: EMPTY_MODULE });
    await pic.setStableMemory(canisterId, memories[name]);
  }
  const arg = encodeInit([]);
  for (const { name, canisterId } of each) {
    await pic.upgradeCanister({ canisterId, wasm: moduleOf(name), arg });
  }
  return ids;
}

/** The client brings a principal class of its own; both hold the same bytes. */
const picId = (id: Principal): PicPrincipal => id as unknown as PicPrincipal;

const encodeInit = (init: unknown[]): Uint8Array => IDL.encode([InitArgument], [init]);

const OWN_MODULES = resolve(import.meta.dirname, '../../dist/canisters');

function moduleOf(name: CanisterName, folder = OWN_MODULES): Uint8Array {
  const path = join(folder, `${name}.wasm.gz`);
  return Uint8Array.from(readFileSync(path));
}
