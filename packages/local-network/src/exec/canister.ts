import { equalBytes, toHex } from '../crypto/bytes.ts';
import { principalText } from '../crypto/principal.ts';
import { StableMemory } from '../memory/stable.ts';
import type { Subnet } from '../replica.ts';
import type { CanisterState, Code, Consumed, LogRecord, Settings, Snapshot } from './types.ts';

const emptyConsumed = (): Consumed => ({
  memory: 0n,
  computeAllocation: 0n,
  ingressInduction: 0n,
  instructions: 0n,
  transmission: 0n,
  uninstall: 0n,
  creation: 0n,
  httpOutcalls: 0n,
  burned: 0n,
});

/** Defaults of the interface spec for a canister with these controllers. */
export const defaultSettings = (controllers: Uint8Array[]): Settings => ({
  controllers,
  computeAllocation: 0n,
  memoryAllocation: 0n,
  freezingThreshold: 2_592_000n,
  reservedCyclesLimit: 5_000_000_000_000n,
  minimumIncomingCallCycles: 0n,
  logVisibility: { kind: 'controllers' },
  logMemoryLimit: 4_096n,
  snapshotVisibility: { kind: 'controllers' },
  statusVisibility: { kind: 'controllers' },
  wasmMemoryLimit: 3_221_225_472n,
  wasmMemoryThreshold: 0n,
  environmentVariables: [],
});

/** A canister without code, as it is right after its creation. */
export const newCanisterState = (
  id: Uint8Array,
  subnet: number,
  settings: Settings,
  cycles: bigint,
  timeNs: bigint,
): CanisterState => ({
  id,
  subnet,
  settings,
  cycles,
  status: 'running',
  stopRequests: [],
  version: 0n,
  history: [],
  historyTotal: 0n,
  certifiedData: new Uint8Array(0),
  timerNs: 0n,
  lowMemoryHook: 'unneeded',
  logs: [],
  nextLogIndex: 0n,
  chunks: new Map(),
  contexts: new Map(),
  callbacks: new Map(),
  nextId: 1,
  queue: [],
  consumed: emptyConsumed(),
  chargedUntilNs: timeNs,
  queryStats: { calls: 0n, instructions: 0n, requestBytes: 0n, responseBytes: 0n },
  instructions: 0,
});

/** One canister: its state, memories and code. */
export class Canister {
  readonly key: string;
  readonly text: string;
  /** Replaced when code is installed anew, so that a failed installation changes nothing. */
  stable = new StableMemory();
  code: Code | undefined;

  constructor(
    readonly state: CanisterState,
    readonly subnet: Subnet,
  ) {
    this.key = toHex(state.id);
    this.text = principalText(state.id);
  }

  get id(): Uint8Array {
    return this.state.id;
  }

  isController(principal: Uint8Array): boolean {
    return this.state.settings.controllers.some((known) => equalBytes(known, principal));
  }

  /** Bytes of wasm memory as of the last committed message. */
  get heapBytes(): number {
    return this.code?.kind === 'wasm' ? this.code.instance.committedHeapBytes : 0;
  }

  /** Less wasm memory is left than the setting `wasm_memory_threshold` asks for. */
  get lacksMemory(): boolean {
    const { wasmMemoryLimit, wasmMemoryThreshold } = this.state.settings;
    const most = wasmMemoryLimit === 0n ? 1n << 32n : wasmMemoryLimit;
    return most - BigInt(this.heapBytes) < wasmMemoryThreshold;
  }

  get chunkBytes(): number {
    let sum = 0;
    for (const chunk of this.state.chunks.values()) sum += chunk.length;
    return sum;
  }

  /** Snapshots by id, in the order in which they were taken. */
  get snapshots(): Map<string, Snapshot> {
    this.state.snapshots ??= new Map();
    return this.state.snapshots;
  }

  get snapshotBytes(): number {
    let sum = 0;
    for (const { totalSize } of this.state.snapshots?.values() ?? []) sum += totalSize;
    return sum;
  }

  /** All memory that is paid for (interface spec, `memory_size`). */
  get memoryBytes(): number {
    const code = this.code ? this.code.module.binarySize + this.code.module.customSectionsSize : 0;
    const memories = this.heapBytes + this.stable.bytes + this.globalBytes;
    return memories + code + this.chunkBytes + this.snapshotBytes;
  }

  get globalBytes(): number {
    return this.code?.kind === 'wasm' ? 8 * this.code.module.mutableGlobals.length : 0;
  }

  /** Open call contexts, without those that only wait to be told of returning calls. */
  get hasOpenContexts(): boolean {
    return this.state.contexts.size > 0;
  }

  /** Keeps a log record and drops the oldest beyond the memory limit. */
  appendLog(timestampNs: bigint, content: Uint8Array): void {
    const { state } = this;
    const limit = Number(state.settings.logMemoryLimit);
    const record: LogRecord = {
      index: state.nextLogIndex++,
      timestampNs,
      content: content.slice(0, limit),
    };
    state.logs.push(record);
    let bytes = this.logBytes;
    while (bytes > limit && state.logs.length > 1) {
      bytes -= (state.logs.shift() as LogRecord).content.length;
    }
  }

  get logBytes(): number {
    return this.state.logs.reduce((sum, { content }) => sum + content.length, 0);
  }
}
