/**
 * The seam of the local network: what an execution engine promises to the faces in front of it
 * (public IC HTTP API, HTTP gateway, PocketIC REST API) and to the state on disk.
 *
 * Everything here is synchronous and deterministic: the same calls in the same order give the
 * same state, instruction counts and random bytes. Principals are raw bytes.
 */

/** Reject codes of the IC interface specification, "Reject codes". */
export type RejectCode = 1 | 2 | 3 | 4 | 5 | 6;

export type Reject = {
  kind: 'reject';
  code: RejectCode;
  message: string;
  /** Implementation-specific code in the replica's form, e.g. `IC0503`. */
  errorCode: string;
};
export type Reply = { kind: 'reply'; bytes: Uint8Array };
export type Response = Reply | Reject;

export type Message = {
  sender: Uint8Array;
  /** Target canister; the management canister is the empty principal. */
  canisterId: Uint8Array;
  method: string;
  arg: Uint8Array;
};

export type IngressStatus =
  | { status: 'received' }
  | { status: 'processing' }
  | { status: 'replied'; bytes: Uint8Array }
  | ({ status: 'rejected' } & Omit<Reject, 'kind'>)
  | { status: 'done' };

export type SubnetKind =
  | 'Application'
  | 'VerifiedApplication'
  | 'System'
  | 'NNS'
  | 'SNS'
  | 'II'
  | 'Fiduciary'
  | 'Bitcoin';

export type CanisterRange = { start: Uint8Array; end: Uint8Array };
export type Subnet = {
  id: Uint8Array;
  kind: SubnetKind;
  ranges: CanisterRange[];
  /** Number of nodes the subnet pretends to have; scales cycle fees. */
  size: number;
  costSchedule: 'Normal' | 'Free';
};

/** What certificates and `read_state` say of one canister. */
export type CanisterFacts = {
  id: Uint8Array;
  subnetId: Uint8Array;
  controllers: Uint8Array[];
  /** SHA-256 of the installed module as it was uploaded; undefined while empty. */
  moduleHash: Uint8Array | undefined;
  certifiedData: Uint8Array;
  /** Wasm custom sections `icp:public NAME` / `icp:private NAME`. */
  metadata: { name: string; visibility: 'public' | 'private'; bytes: Uint8Array }[];
  cycles: bigint;
};

export type QueryOptions = {
  /** Asked for only when the canister reads `data_certificate`. */
  dataCertificate: () => Uint8Array;
};

export interface Replica {
  readonly subnets: readonly Subnet[];
  /** Where a message to `canisterId` with this payload is routed, as an effective canister id's subnet. */
  subnetOf(canisterId: Uint8Array): Subnet | undefined;
  defaultEffectiveCanisterId(): Uint8Array;

  /** Time of the next round, nanoseconds since 1970. */
  timeNs(): bigint;
  /** Sets the time of the next round; throws when it would run backwards. */
  setTimeNs(ns: bigint): void;
  /** Time that queries and certificates see: that of the last executed (certified) round. */
  certifiedTimeNs(): bigint;
  setCertifiedTimeNs(ns: bigint): void;

  /** Runs `canister_inspect_message`; undefined when the message is acceptable. */
  inspectIngress(message: Message, effectiveCanisterId: Uint8Array | undefined): Reject | undefined;
  /** Enqueues an accepted message under its 32-byte request id; a known id is a no-op. */
  submitIngress(
    requestId: Uint8Array,
    message: Message,
    effectiveCanisterId: Uint8Array | undefined,
    expiryNs: bigint | undefined,
  ): void;
  ingressStatus(requestId: Uint8Array): IngressStatus | undefined;
  /** Who sent the message, so that `read_state` can refuse others. */
  ingressSender(requestId: Uint8Array): { sender: Uint8Array; canisterId: Uint8Array } | undefined;
  /** All statuses still remembered, for the certified `request_status` subtree. */
  ingressStatuses(subnet: Subnet): Iterable<[requestId: Uint8Array, status: IngressStatus]>;
  /**
   * What became of statuses since this watcher last asked, undefined for those forgotten; undefined
   * the first time, when it must read them all.
   */
  ingressChanges?(
    watcher: object,
    subnet: Subnet,
  ): Iterable<[requestId: Uint8Array, status: IngressStatus | undefined]> | undefined;
  /** Drops statuses older than the ingress retention. */
  pruneIngress(): void;

  query(message: Message, options: QueryOptions): Response;

  /** Runs one round: due timers, heartbeats and queued messages up to the round limit. */
  executeRound(): void;
  /** Messages are queued or something is due at `timeNs()`: another round would do something. */
  hasWork(): boolean;
  /** When a round is due next without messages: timer, heartbeat, call deadline, stop timeout. */
  nextTimerNs(): bigint | undefined;

  canister(id: Uint8Array): CanisterFacts | undefined;
  canisters(subnet: Subnet): Iterable<CanisterFacts>;
  /** Whether threshold keys sign and derive; their public halves are told in any case. */
  setThresholdSigning(enabled: boolean): void;
  addCycles(id: Uint8Array, amount: bigint): bigint;
  stableMemory(id: Uint8Array): Uint8Array;
  setStableMemory(id: Uint8Array, bytes: Uint8Array): void;

  /** Hands a native canister what came from the world outside; false when it refused it. */
  deliver(canisterId: Uint8Array, bytes: Uint8Array): boolean;
  /** What a native canister shows to the host's connections; undefined where there is none. */
  outside(canisterId: Uint8Array): unknown;

  /** Does work that was put off so that answers leave sooner; changes nothing that can be seen. */
  tidy?(): void;

  /** Increases with every change that a certificate would show. */
  stateVersion(): number;
  /** The whole state as structured-clonable data (`v8.serialize` accepts it). */
  exportState(): unknown;
}

/**
 * A canister implemented by the host in TypeScript instead of wasm (asset storage, cycles minting
 * canister, cycles ledger). It is installed by a module that consists of nothing but the custom
 * section `native-canister` holding its name, so that tools install it as they would any wasm.
 */
export interface NativeCanister {
  /** Called for install (state undefined), upgrade and restore (state = what `save` returned). */
  start(state: unknown, arg: Uint8Array | undefined, env: NativeEnv): void;
  query(method: string, arg: Uint8Array, env: NativeEnv): Response | undefined;
  /**
   * Returns undefined when there is no such method. May call `env.management` before answering.
   * A thrown error is answered as a trap; what the canister changed before stays changed, so check
   * first, then change.
   */
  update(method: string, arg: Uint8Array, env: NativeEnv): Response | undefined;
  /** Structured-clonable state, kept by the replica across upgrades, rollbacks and restarts. */
  save(): unknown;
  candid: string;
  /** Takes what the host received from the world outside, e.g. a block; throws to refuse it. */
  deliver?(bytes: Uint8Array): void;
  /** What the host needs to know for its connections to the world outside. */
  outside?(): unknown;
}
export type NativeEnv = {
  caller: Uint8Array;
  self: Uint8Array;
  timeNs: bigint;
  isController(principal: Uint8Array): boolean;
  setCertifiedData(data: Uint8Array): void;
  dataCertificate(): Uint8Array | undefined;
  acceptCycles(max: bigint): bigint;
  /** Performs a management-canister call at once, as this canister, attaching cycles. */
  management(method: string, arg: Uint8Array, cycles: bigint): Response;
};
export type NativeCanisterFactory = () => NativeCanister;
