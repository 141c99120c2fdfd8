/**
 * The execution core: a whole network of subnets in one synchronous, deterministic object.
 *
 * ```ts
 * const replica = new ReplicaCore({
 *   subnets: [{ kind: 'NNS' }, { kind: 'Application' }],
 *   seed: 'a test',
 *   startTimeNs: 1_620_328_630_000_000_000n,
 *   nativeCanisters: { assets: createAssets },
 *   onLog: ({ content }) => console.log(new TextDecoder().decode(content)),
 * });
 * const call = (canisterId, method, arg, effective = canisterId) => {
 *   const message = { sender, canisterId, method, arg };
 *   const refusal = replica.inspectIngress(message, effective);
 *   if (refusal) return refusal;
 *   replica.submitIngress(requestId, message, effective, undefined); // 32 fresh bytes
 *   while (replica.hasWork()) replica.executeRound();
 *   return replica.ingressStatus(requestId);
 * };
 * const management = new Uint8Array(0);
 * const home = replica.defaultEffectiveCanisterId();
 * call(management, 'provisional_create_canister_with_cycles', candidArgument, home);
 * call(management, 'install_code', candidArgument, canisterId); // upload_chunk etc. beyond 2 MiB
 * call(canisterId, 'put', candidArgument);
 * replica.query({ sender, canisterId, method: 'get', arg }, { dataCertificate: () => bytes });
 *
 * replica.installNative(assetCanisterId, 'assets'); // or install nativeModule('assets') as wasm
 * const copy = ReplicaCore.fromState(replica.exportState(), { nativeCanisters });
 * ```
 *
 * Run it in a worker with `resourceLimits: { stackSizeMb: 16 }`. With Node's default stack deep
 * recursion in a canister ends in "stack overflow" long before its own limit (1,000 instead of
 * 3,000 JavaScript frames in Azle), at a depth that depends on what V8 has compiled.
 */
import { equalBytes, fromHex, toHex } from '../crypto/bytes.ts';
import { principalText } from '../crypto/principal.ts';
import type { Canister } from '../exec/canister.ts';
import { defaultSettings } from '../exec/canister.ts';
import { hasWork, nextDueNs } from '../exec/due.ts';
import { prune, submit } from '../exec/ingress.ts';
import { inspect } from '../exec/inspect.ts';
import { install } from '../exec/install.ts';
import { executeQuery } from '../exec/query.ts';
import { executeRound } from '../exec/round.ts';
import { type LogSink, World } from '../exec/world.ts';
import { addCanister } from '../management/create.ts';
import { handleManagement, queryManagement } from '../management/index.ts';
import type {
  CanisterFacts,
  IngressStatus,
  Message,
  NativeCanisterFactory,
  QueryOptions,
  Reject,
  Replica,
  Response,
  Subnet,
} from '../replica.ts';
import { prepareModule } from '../wasm/prepare.ts';
import { nativeModule } from './native-module.ts';
import { asSavedWorld, loadWorld, saveWorld } from './state.ts';
import { buildTopology, defaultSubnet, type SubnetConfig } from './topology.ts';

/** What a replica needs that is not part of its state. */
export type ReplicaHost = {
  nativeCanisters?: Record<string, NativeCanisterFactory>;
  /** Keeps metered modules, so that a restart need not rewrite them. */
  moduleCacheDir?: string | undefined;
  /** Told every line that canisters print. */
  onLog?: LogSink | undefined;
};
export type ReplicaOptions = ReplicaHost & {
  subnets: readonly SubnetConfig[];
  /** Seed of subnet keys and of `raw_rand`. */
  seed: string;
  startTimeNs: bigint;
};

/** Balance of canisters that the network itself installs. */
const SYSTEM_CYCLES = 10n ** 24n;

export class ReplicaCore implements Replica {
  private world: World;

  constructor(options: ReplicaOptions) {
    this.world = newWorld(buildTopology(options.subnets, options.seed), options.seed, options);
    this.world.timeNs = options.startTimeNs;
    this.world.lastRoundNs = options.startTimeNs - 1n;
    this.world.certifiedNs = options.startTimeNs;
  }

  /** A replica that continues where another one's `exportState` was taken. */
  static fromState(state: unknown, host: ReplicaHost): ReplicaCore {
    const saved = asSavedWorld(state);
    const replica = Object.create(ReplicaCore.prototype) as ReplicaCore;
    replica.world = newWorld(structuredClone(saved.subnets), saved.seed, host);
    loadWorld(replica.world, saved);
    return replica;
  }

  get subnets(): readonly Subnet[] {
    return this.world.subnets;
  }

  subnetOf(canisterId: Uint8Array): Subnet | undefined {
    return this.world.subnetOf(canisterId);
  }

  defaultEffectiveCanisterId(): Uint8Array {
    const range = defaultSubnet(this.world.subnets).ranges.at(-1);
    return (range as { start: Uint8Array }).start;
  }

  timeNs(): bigint {
    const { timeNs, lastRoundNs } = this.world;
    return timeNs > lastRoundNs ? timeNs : lastRoundNs + 1n;
  }

  setTimeNs(ns: bigint): void {
    const { world } = this;
    if (ns < world.timeNs) {
      throw new RangeError(`Time cannot run backwards, from ${world.timeNs} to ${ns}`);
    }
    world.timeNs = ns;
  }

  certifiedTimeNs(): bigint {
    return this.world.certifiedNs;
  }

  setCertifiedTimeNs(ns: bigint): void {
    this.setTimeNs(ns);
    this.world.certifiedNs = ns;
    this.world.version++;
  }

  inspectIngress(
    message: Message,
    effectiveCanisterId: Uint8Array | undefined,
  ): Reject | undefined {
    return inspect(this.world, message, effectiveCanisterId);
  }

  submitIngress(
    requestId: Uint8Array,
    message: Message,
    effectiveCanisterId: Uint8Array | undefined,
    expiryNs: bigint | undefined,
  ): void {
    const effective = effectiveCanisterId ?? this.defaultEffectiveCanisterId();
    submit(this.world, requestId, message, effective, expiryNs);
  }

  ingressStatus(requestId: Uint8Array): IngressStatus | undefined {
    return this.world.ingress.get(toHex(requestId))?.status;
  }

  ingressSender(requestId: Uint8Array): { sender: Uint8Array; canisterId: Uint8Array } | undefined {
    return this.world.ingress.get(toHex(requestId))?.message;
  }

  *ingressStatuses(subnet: Subnet): Iterable<[Uint8Array, IngressStatus]> {
    const index = this.world.subnets.findIndex(({ id }) => equalBytes(id, subnet.id));
    for (const entry of this.world.ingress.values()) {
      if (entry.subnet === index) yield [entry.id, entry.status];
    }
  }

  ingressChanges(
    watcher: object,
    subnet: Subnet,
  ): [Uint8Array, IngressStatus | undefined][] | undefined {
    const { ingress, ingressWatchers, subnets } = this.world;
    const watched = ingressWatchers.get(watcher);
    const index = subnets.findIndex(({ id }) => equalBytes(id, subnet.id));
    ingressWatchers.set(watcher, { subnet: index, changed: new Set() });
    return watched && [...watched.changed].map((key) => [fromHex(key), ingress.get(key)?.status]);
  }

  pruneIngress(): void {
    prune(this.world);
  }

  query(message: Message, options: QueryOptions): Response {
    if (this.world.isManagement(message.canisterId)) return queryManagement(this.world, message);
    return executeQuery(this.world, message, options);
  }

  executeRound(): void {
    executeRound(this.world);
  }

  hasWork(): boolean {
    return hasWork(this.world);
  }

  nextTimerNs(): bigint | undefined {
    return nextDueNs(this.world);
  }

  canister(id: Uint8Array): CanisterFacts | undefined {
    const canister = this.world.find(id);
    return canister && factsOf(canister);
  }

  *canisters(subnet: Subnet): Iterable<CanisterFacts> {
    for (const canister of this.world.canisters.values()) {
      if (equalBytes(canister.subnet.id, subnet.id)) yield factsOf(canister);
    }
  }

  setThresholdSigning(enabled: boolean): void {
    this.world.signingStopped = !enabled;
    this.world.version++;
  }

  addCycles(id: Uint8Array, amount: bigint): bigint {
    const { state } = this.existing(id);
    state.cycles += amount;
    this.world.version++;
    return state.cycles;
  }

  stableMemory(id: Uint8Array): Uint8Array {
    return this.existing(id).stable.contents();
  }

  setStableMemory(id: Uint8Array, bytes: Uint8Array): void {
    this.existing(id).stable.replace(bytes);
    this.world.version++;
  }

  deliver(canisterId: Uint8Array, bytes: Uint8Array): boolean {
    const code = this.world.find(canisterId)?.code;
    if (code?.kind !== 'native' || !code.canister.deliver) return false;
    try {
      code.canister.deliver(bytes);
    } catch {
      return false;
    }
    this.world.version++;
    return true;
  }

  outside(canisterId: Uint8Array): unknown {
    const code = this.world.find(canisterId)?.code;
    return code?.kind === 'native' ? code.canister.outside?.() : undefined;
  }

  tidy(): void {
    for (const { code } of this.world.canisters.values()) {
      if (code?.kind === 'wasm') code.instance.settle();
    }
  }

  stateVersion(): number {
    return this.world.version;
  }

  exportState(): unknown {
    return saveWorld(this.world);
  }

  /** Creates a canister at an id of some subnet and installs one of the host's own canisters. */
  installNative(
    id: Uint8Array,
    name: string,
    options: { arg?: Uint8Array; controllers?: Uint8Array[] } = {},
  ): void {
    const { world } = this;
    const subnet = world.subnetOf(id);
    if (!subnet) throw new Error(`The id ${principalText(id)} belongs to no subnet`);
    const settings = defaultSettings(options.controllers ?? []);
    const canister = world.find(id) ?? addCanister(world, id, subnet, settings, SYSTEM_CYCLES);
    const failure = install(world, canister, {
      mode: 'reinstall',
      module: prepareModule(nativeModule(name)),
      arg: options.arg ?? Uint8Array.of(68, 73, 68, 76, 0, 0),
      caller: new Uint8Array(0),
      skipPreUpgrade: false,
      keepMemory: false,
    });
    if (failure) throw new Error(failure.message);
    canister.state.version++;
    world.version++;
  }

  /** Instructions that the canister's replicated messages have taken so far. */
  instructionsOf(id: Uint8Array): number {
    return this.existing(id).state.instructions;
  }

  private existing(id: Uint8Array): Canister {
    const canister = this.world.find(id);
    if (!canister) throw new Error(`Canister ${principalText(id)} not found`);
    return canister;
  }
}

const newWorld = (subnets: Subnet[], seed: string, host: ReplicaHost): World =>
  new World({
    subnets,
    seed,
    startTimeNs: 0n,
    natives: host.nativeCanisters ?? {},
    moduleCacheDir: host.moduleCacheDir,
    onLog: host.onLog,
    management: handleManagement,
  });

const factsOf = (canister: Canister): CanisterFacts => ({
  id: canister.id,
  subnetId: canister.subnet.id,
  controllers: canister.state.settings.controllers,
  moduleHash: canister.code?.module.hash,
  certifiedData: canister.state.certifiedData,
  metadata: canister.code?.module.metadata ?? [],
  cycles: canister.state.cycles,
});
