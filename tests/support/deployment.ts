/** The six real canisters on a network, reached through the PocketIC client. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { IDL } from '@dfinity/candid';
import { PocketIc, type PocketIcServer } from '@dfinity/pic';
import { Principal } from '@dfinity/principal';
import {
  type ActorOf,
  type Api,
  analyticsApi,
  authApi,
  type CanisterName,
  canisterNames,
  eventApi,
  type InitArgs,
  InitArgument,
  nftApi,
  profileApi,
  type RoleName,
  service,
  walletApi,
} from '@qikcard/contracts';
import { startPocketIc } from './network.ts';
import { type Person, person } from './people.ts';

const apis = {
  auth: authApi,
  event: eventApi,
  nft: nftApi,
  profile: profileApi,
  analytics: analyticsApi,
  wallet: walletApi,
} satisfies Record<CanisterName, Api>;

export type Canisters = { [K in CanisterName]: ActorOf<(typeof apis)[K]> };
type PicPrincipal = Awaited<ReturnType<PocketIc['createCanister']>>;

export const admin = person('admin');

/** Seconds a fact may take: outboxes are emptied by timers of whole seconds. */
const SETTLE_SECONDS = 12;

export class Deployment {
  private readonly actors = new Map<string, Canisters>();
  private constructor(
    readonly pic: PocketIc,
    readonly server: PocketIcServer,
    readonly ids: Record<CanisterName, Principal>,
  ) {}

  /** A network of its own with everything installed, roles bootstrapped and keys drawn. */
  static async start(): Promise<Deployment> {
    const server = await startPocketIc();
    const pic = await PocketIc.create(server.getUrl());
    await pic.setTime(new Date('2026-05-01T09:00:00Z'));
    const deployment = await deploy(pic, server, (ids) => new Deployment(pic, server, ids));
    await deployment.settle();
    return deployment;
  }

  /** The canisters as one person sees them. */
  as(caller: Person): Canisters {
    const name = caller.principal.toText();
    const opened = this.actors.get(name);
    if (opened) return opened;
    const entries = canisterNames.map((canister) => [canister, this.actor(canister, caller)]);
    const made = Object.fromEntries(entries) as Canisters;
    this.actors.set(name, made);
    return made;
  }

  private actor(canister: CanisterName, caller: Person): unknown {
    const actor = this.pic.createActor(
      () => service(apis[canister]) as never,
      pic(this.ids[canister]),
    );
    actor.setPrincipal(pic(caller.principal));
    return actor;
  }

  /** Submits without waiting for the answer, so that many calls are in flight at once. */
  deferred(caller: Person) {
    const factory = () => service(eventApi) as never;
    const actor = this.pic.createDeferredActor(factory, pic(this.ids.event));
    actor.setPrincipal(pic(caller.principal));
    return actor as unknown as {
      [K in keyof typeof eventApi]: (
        ...args: Parameters<Canisters['event'][K]>
      ) => Promise<() => ReturnType<Canisters['event'][K]>>;
    };
  }

  /** Lets timers run until facts have arrived everywhere. */
  async settle(seconds = SETTLE_SECONDS): Promise<void> {
    for (let second = 0; second < seconds; second++) await this.pass(1);
  }

  /** Time goes by; due timers run. */
  async pass(seconds: number): Promise<void> {
    await this.pic.advanceTime(seconds * 1_000);
    await this.pic.tick(3);
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

  /** Installs the same module over the running one, as an upgrade with unchanged arguments does. */
  async upgrade(canister: CanisterName): Promise<void> {
    await this.pic.upgradeCanister({
      canisterId: pic(this.ids[canister]),
      wasm: moduleOf(canister),
      arg: IDL.encode([InitArgument], [[]]),
    });
  }

  async stop(): Promise<void> {
    await this.pic.tearDown();
    await this.server.stop();
  }
}

/** The client has a principal class of its own; both are the same bytes. */
const pic = (principal: Principal): PicPrincipal => principal as unknown as PicPrincipal;

function moduleOf(canister: CanisterName): Uint8Array {
  const path = resolve(import.meta.dirname, `../../dist/canisters/${canister}.wasm.gz`);
  return new Uint8Array(readFileSync(path));
}

async function deploy<D>(
  network: PocketIc,
  _server: PocketIcServer,
  make: (ids: Record<CanisterName, Principal>) => D,
): Promise<D> {
  const ids = {} as Record<CanisterName, Principal>;
  for (const name of canisterNames) {
    const id = await network.createCanister({ cycles: 100_000_000_000_000n });
    ids[name] = Principal.fromText(id.toText());
  }
  const init: InitArgs = { directory: ids, admins: [admin.principal], shard: 0 };
  for (const name of canisterNames) {
    await network.installCode({
      canisterId: pic(ids[name]),
      wasm: moduleOf(name),
      arg: IDL.encode([InitArgument], [[init]]),
    });
  }
  return make(ids);
}
