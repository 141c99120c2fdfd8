import type { GlobalValue } from '../memory/globals.ts';
import type { StableState } from '../memory/stable.ts';
import type { NativeCanister, Response } from '../replica.ts';
import type { PreparedModule } from '../wasm/prepare.ts';
import type { WasmInstance } from './instance.ts';

/** Who is told the outcome of a call. */
export type Origin =
  | { kind: 'ingress'; requestId: string; sender: Uint8Array }
  | { kind: 'canister'; canister: string; sender: Uint8Array; callback: number }
  | { kind: 'system' };

/** Interface spec, "Call contexts": an incoming call until it is answered and its calls returned. */
export type CallContext = {
  id: number;
  origin: Origin;
  responded: boolean;
  /** Attached cycles that were not accepted yet. */
  available: bigint;
  /** Calls of this context that have not returned. */
  outstanding: number;
  instructions: number;
  deadlineNs: bigint;
  /** The canister was emptied since; returning calls only bring back cycles. */
  deleted: boolean;
};

export type Closure = { fun: number; env: number };

/** An outgoing call that has not returned. */
export type Callback = {
  id: number;
  context: number;
  callee: string;
  reply: Closure;
  reject: Closure;
  cleanup: Closure | undefined;
  cycles: bigint;
  /** Cycles set aside for executing the callback and for the bytes of the response. */
  prepaidExecution: bigint;
  prepaidTransmission: bigint;
  /** Zero for unbounded-wait calls. */
  deadlineNs: bigint;
};

export type Request = {
  kind: 'request';
  origin: Origin;
  callee: Uint8Array;
  method: string;
  arg: Uint8Array;
  cycles: bigint;
  deadlineNs: bigint;
};
export type ReturnedCall = {
  kind: 'response';
  callback: number;
  response: Response;
  refund: bigint;
};
export type QueuedMessage = Request | ReturnedCall;

export type LogRecord = { index: bigint; timestampNs: bigint; content: Uint8Array };

export type Visibility =
  | { kind: 'controllers' }
  | { kind: 'public' }
  | { kind: 'viewers'; viewers: Uint8Array[] };

/** Interface spec, "update_settings". */
export type Settings = {
  controllers: Uint8Array[];
  computeAllocation: bigint;
  memoryAllocation: bigint;
  freezingThreshold: bigint;
  reservedCyclesLimit: bigint;
  minimumIncomingCallCycles: bigint;
  logVisibility: Visibility;
  logMemoryLimit: bigint;
  snapshotVisibility: Visibility;
  statusVisibility: Visibility;
  wasmMemoryLimit: bigint;
  wasmMemoryThreshold: bigint;
  environmentVariables: { name: string; value: string }[];
};

export type ChangeOrigin =
  | { kind: 'user'; id: Uint8Array }
  | { kind: 'canister'; id: Uint8Array; version: bigint | undefined };
export type ChangeDetails =
  | { kind: 'creation'; controllers: Uint8Array[]; environmentHash: Uint8Array | undefined }
  | { kind: 'uninstall' }
  | { kind: 'deployment'; mode: 'install' | 'reinstall' | 'upgrade'; moduleHash: Uint8Array }
  | { kind: 'snapshot'; id: Uint8Array; takenNs: bigint; version: bigint }
  | { kind: 'controllers'; controllers: Uint8Array[] };
/** Interface spec, "canister_info": one entry of a canister's history. */
export type Change = {
  timestampNs: bigint;
  version: bigint;
  origin: ChangeOrigin;
  details: ChangeDetails;
};

/** Interface spec, "take_canister_snapshot": what a canister can return to. */
export type Snapshot = {
  id: Uint8Array;
  takenNs: bigint;
  /** The canister's version when it was taken. */
  version: bigint;
  totalSize: number;
  uploaded: Uint8Array;
  heap: Uint8Array | undefined;
  globals: GlobalValue[];
  stable: StableState;
  chunks: Map<string, Uint8Array>;
  certifiedData: Uint8Array;
};

/** What cycles were spent on (interface spec, "canister_metrics"). */
export type Consumed = Record<
  | 'memory'
  | 'computeAllocation'
  | 'ingressInduction'
  | 'instructions'
  | 'transmission'
  | 'uninstall'
  | 'creation'
  | 'httpOutcalls'
  | 'burned',
  bigint
>;

/** Everything of a canister but its memories and code, as structured-clonable data. */
export type CanisterState = {
  id: Uint8Array;
  subnet: number;
  settings: Settings;
  cycles: bigint;
  status: 'running' | 'stopping' | 'stopped';
  /** Calls to `stop_canister` waiting for open call contexts. */
  stopRequests: { origin: Origin; refund: bigint; sinceNs: bigint }[];
  version: bigint;
  history: Change[];
  historyTotal: bigint;
  certifiedData: Uint8Array;
  /** Zero when inactive. */
  timerNs: bigint;
  /** Interface spec, "On Low Wasm Memory": the hook runs once each time memory becomes scarce. */
  lowMemoryHook: 'unneeded' | 'executed';
  logs: LogRecord[];
  nextLogIndex: bigint;
  chunks: Map<string, Uint8Array>;
  /** By id in hexadecimal; absent in older saved states. */
  snapshots?: Map<string, Snapshot>;
  contexts: Map<number, CallContext>;
  callbacks: Map<number, Callback>;
  nextId: number;
  queue: QueuedMessage[];
  consumed: Consumed;
  chargedUntilNs: bigint;
  queryStats: { calls: bigint; instructions: bigint; requestBytes: bigint; responseBytes: bigint };
  /** Instructions of all replicated executions so far. */
  instructions: number;
};

export type WasmCode = { kind: 'wasm'; module: PreparedModule; instance: WasmInstance };
export type NativeCode = { kind: 'native'; module: PreparedModule; canister: NativeCanister };
export type Code = WasmCode | NativeCode;
