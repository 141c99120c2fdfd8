/**
 * Fees (replica: `CyclesAccountManagerConfig` and `SchedulerConfig`), given for 13 nodes and scaled
 * by the size of the subnet. Nothing is charged on system subnets and under the Free schedule.
 *
 * Charged in instructions: every wasm instruction by its weight (`wasm/weights.ts`), bulk
 * operations by their size, System API calls by a fixed cost, 1 per byte copied, 50 per byte that
 * leaves the canister (replies, calls, logs), and 1,000 per 4 KiB of stable memory that a message
 * changes first. Charged in cycles: executed messages, ingress, calls by their bytes, creation,
 * memory and computing power over time. Not charged: reserved cycles (always 0), chunk uploads.
 */
import type { Subnet } from '../replica.ts';
import type { Canister } from './canister.ts';

export const limits = {
  updateInstructions: 40_000_000_000,
  queryInstructions: 5_000_000_000,
  installInstructions: 300_000_000_000,
  inspectInstructions: 200_000_000,
  roundInstructions: 7_000_000_000,
  /** Counted towards the round besides the instructions of a message. */
  executionOverhead: 2_000_000,
  maxResponseBytes: 2 * 1024 * 1024,
  maxCallBytes: 2 * 1024 * 1024,
  maxLocalCallBytes: 10 * 1024 * 1024,
  callsInFlight: 500,
  bestEffortSeconds: 300,
} as const;

const REFERENCE_NODES = 13n;
const FEES = {
  execution: 5_000_000n,
  call: 260_000n,
  callByte: 1_000n,
  ingress: 1_200_000n,
  ingressByte: 2_000n,
  gibPerSecond: 127_000n,
  computePercentPerSecond: 10_000_000n,
  creation: 500_000_000_000n,
};
const GIB = 1024n ** 3n;

const SYSTEM_KINDS = new Set(['NNS', 'II', 'Bitcoin', 'System']);

/** Whether a subnet charges nothing. */
export const isFree = (subnet: Subnet): boolean =>
  subnet.costSchedule === 'Free' || SYSTEM_KINDS.has(subnet.kind);

const scaled = (fee: bigint, subnet: Subnet): bigint =>
  isFree(subnet) ? 0n : (fee * BigInt(subnet.size)) / REFERENCE_NODES;

/** Fee of executing one message. */
export const executionFee = (instructions: number, subnet: Subnet): bigint =>
  scaled(FEES.execution + BigInt(instructions), subnet);

/** Fee of instructions alone, for what belongs to a message that has paid its fee. */
export const instructionFee = (instructions: number, subnet: Subnet): bigint =>
  scaled(BigInt(instructions), subnet);

export const ingressFee = (bytes: number, subnet: Subnet): bigint =>
  scaled(FEES.ingress + FEES.ingressByte * BigInt(bytes), subnet);

export const creationFee = (subnet: Subnet): bigint => scaled(FEES.creation, subnet);

/** Fee of sending a request of this size. */
export const requestFee = (bytes: number, subnet: Subnet): bigint =>
  scaled(FEES.call + FEES.callByte * BigInt(bytes), subnet);

/** Fee of the bytes of a response. */
export const responseFee = (bytes: number, subnet: Subnet): bigint =>
  scaled(FEES.callByte * BigInt(bytes), subnet);

/** Set aside for a call until it returns: its callback at the limit, the longest response. */
export const prepayment = (subnet: Subnet): { execution: bigint; transmission: bigint } => ({
  execution: executionFee(limits.updateInstructions, subnet),
  transmission: responseFee(limits.maxResponseBytes, subnet),
});

/** Cycles per second that a canister pays for memory and reserved computing power. */
export function idleFee(canister: Canister, seconds: bigint): { memory: bigint; compute: bigint } {
  const { subnet } = canister;
  const { memoryAllocation, computeAllocation } = canister.state.settings;
  const used = BigInt(canister.memoryBytes);
  const paid = used > memoryAllocation ? used : memoryAllocation;
  return {
    memory: scaled((paid * FEES.gibPerSecond * seconds) / GIB, subnet),
    compute: scaled(computeAllocation * FEES.computePercentPerSecond * seconds, subnet),
  };
}

/** Below this balance a canister is frozen (interface spec, "freezing threshold"). */
export function freezingLimit(canister: Canister): bigint {
  const { memory, compute } = idleFee(canister, canister.state.settings.freezingThreshold);
  return memory + compute;
}

/** Part of a balance that may be spent. */
export function liquid(canister: Canister, balance: bigint): bigint {
  const spendable = balance - freezingLimit(canister);
  return spendable > 0n ? spendable : 0n;
}

/** Prices of threshold signatures by key (interface spec, "sign_with_ecdsa"). */
export const signatureFee = (keyName: string): bigint =>
  keyName === 'key_1' ? 26_153_846_153n : 10_000_000_000n;
