import type { StableMemory } from '../memory/stable.ts';
import { entryLabel, kinds } from './entry-kinds.ts';
import type { Execution } from './execution.ts';
import { CanisterTrap, code, fault, sentence } from './reject.ts';

/** What System API functions need of the instance they serve. */
export type ApiHost = {
  readonly execution: Execution;
  readonly stable: StableMemory;
  /** Current view of the wasm memory; it changes whenever the memory grows. */
  memory(): Uint8Array;
  /** Takes instructions off the counter; traps when none are left. */
  charge(instructions: number): void;
  /** Instructions used so far by this message. */
  used(): number;
};

export type ApiFunction = {
  /** Where it may be called from, see `kinds`. */
  from: number;
  cost: number;
  run: (host: ApiHost, ...args: never[]) => unknown;
};

/** Fixed cost of most functions, in instructions (replica: `system_api_complexity`). */
const USUAL_COST = 500;
/** Bytes that leave the canister cost this much each. */
export const TRANSMITTED_BYTE = 50;

/** Declares a function; `from` in the spec's letters. */
export const api = (from: string, run: ApiFunction['run'], cost = USUAL_COST): ApiFunction => ({
  from: kinds(from),
  cost,
  run,
});

/** The function as a WebAssembly import: charged, and refused from the wrong entry point. */
export function importOf(host: ApiHost, name: string, { from, cost, run }: ApiFunction) {
  const call = run as (host: ApiHost, ...args: unknown[]) => unknown;
  return (...args: unknown[]) => {
    host.charge(cost);
    if (!(host.execution.kind & from)) {
      violates(host, `"ic0_${name}" cannot be executed in ${entryLabel(host.execution.kind)} mode`);
    }
    return call(host, ...args);
  };
}

/** Ends the message: the canister broke a rule of the System API. */
export function violates(host: ApiHost, what: string): never {
  throw new CanisterTrap(
    fault(code.contractViolation, sentence.contract(host.execution.canister.text, what)),
  );
}

/** Ends the message as a trap of the wasm code. */
export function traps(host: ApiHost, what: string): never {
  throw new CanisterTrap(fault(code.trapped, sentence.trapped(host.execution.canister.text, what)));
}

/** Copy of `size` bytes of the wasm memory. */
export function readMemory(host: ApiHost, src: number, size: number): Uint8Array {
  const start = src >>> 0;
  const length = size >>> 0;
  const memory = host.memory();
  if (start + length > memory.length) traps(host, 'heap out of bounds');
  return memory.slice(start, start + length);
}

/** Writes bytes to the wasm memory. */
export function writeMemory(host: ApiHost, dst: number, bytes: Uint8Array): void {
  const start = dst >>> 0;
  const memory = host.memory();
  if (start + bytes.length > memory.length) traps(host, 'heap out of bounds');
  memory.set(bytes, start);
}

/** The `*_copy` idiom: `source[offset..offset+size]` to the wasm memory, one instruction a byte. */
export function copyOut(
  host: ApiHost,
  what: string,
  source: Uint8Array,
  [dst, offset, size]: [number, number, number],
): void {
  host.charge(size >>> 0);
  const start = offset >>> 0;
  const end = start + (size >>> 0);
  if (end > source.length) {
    violates(host, `ic0.${what}: offset + size ${end} exceeds the length ${source.length}`);
  }
  writeMemory(host, dst, source.subarray(start, end));
}

/** Text of the wasm memory; malformed UTF-8 breaks the contract. */
export function readText(host: ApiHost, src: number, size: number): string {
  const bytes = readMemory(host, src, size);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return violates(host, 'the text is not valid UTF-8');
  }
}

/** Writes a 128-bit number in little-endian order. */
export function writeU128(host: ApiHost, dst: number, value: bigint): void {
  const bytes = new Uint8Array(16);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt.asUintN(64, value), true);
  view.setBigUint64(8, BigInt.asUintN(64, value >> 64n), true);
  writeMemory(host, dst, bytes);
}

/** A 128-bit number given as two 64-bit halves. */
export const u128 = (high: bigint, low: bigint): bigint =>
  (BigInt.asUintN(64, high) << 64n) | BigInt.asUintN(64, low);

/** A 64-bit result of a number that must fit (32-bit cycles API). */
export function asU64(host: ApiHost, value: bigint): bigint {
  if (value >= 1n << 64n) traps(host, 'cycles amount exceeds 64-bit representation');
  return value;
}
