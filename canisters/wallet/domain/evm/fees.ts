/** What a payment on a chain of Ethereum's kind may cost (EIP-1559). Wei. */
import type { FeeSpeed } from '@qikcard/contracts';
import { PAYMENT_GAS } from './transaction.ts';

const GWEI = 10n ** 9n;
/** Of recent tips, in this order in every question and answer. */
export const REWARD_PERCENTILES = [25, 50, 90];
const indexOf = { slow: 0, normal: 1, fast: 2 };
/** Without any tip a payment may never be taken. */
const TIP_MIN = GWEI / 100n;
/** Far above what was ever reasonable: a wrong answer about fees must not cost a fortune. */
const TIP_MAX = 50n * GWEI;
export const FEE_PER_GAS_MAX = 1_000n * GWEI;
/** Nodes take another transaction of the same nonce for a tenth more only, in both fees. */
const REPLACEMENT_TENTHS = 11n;

export type GasFees = { maxFeePerGas: bigint; maxPriorityFeePerGas: bigint };
export type FeeHistory = {
  baseFeePerGas: readonly bigint[];
  reward: readonly (readonly bigint[])[];
  oldestBlock: bigint;
};

const median = (values: readonly bigint[]): bigint =>
  [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))[values.length >> 1] ?? 0n;

/**
 * Fees for a speed from the history of recent blocks: the tip that others paid, and twice the next
 * block's base fee, which is enough for six full blocks in a row.
 */
export function feesOf(
  speed: FeeSpeed,
  { baseFeePerGas, reward }: Omit<FeeHistory, 'oldestBlock'>,
): GasFees {
  const at = indexOf[Object.keys(speed)[0] as keyof typeof indexOf];
  const paid = median(reward.flatMap((block) => block.slice(at, at + 1)));
  const tip = paid < TIP_MIN ? TIP_MIN : paid > TIP_MAX ? TIP_MAX : paid;
  const base = baseFeePerGas[baseFeePerGas.length - 1] ?? 0n;
  return { maxFeePerGas: 2n * base + tip, maxPriorityFeePerGas: tip };
}

/** The number of the block that a history ends with: its fees go one block further. */
export const newestOf = ({ oldestBlock, baseFeePerGas }: FeeHistory): bigint =>
  oldestBlock + BigInt(Math.max(0, baseFeePerGas.length - 2));

/** The most that a payment costs beside its amount. */
export const mostOf = ({ maxFeePerGas }: GasFees): bigint => maxFeePerGas * PAYMENT_GAS;

const dearer = (fee: bigint): bigint => (fee * REPLACEMENT_TENTHS + 9n) / 10n;
const larger = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/**
 * Fees that nodes accept in the place of `before`, at most `feeMax` for the payment; the least it would
 * take where that is too little. All of `feeMax` may be used: what the chain does not need stays.
 */
export function replacing(before: GasFees, feeMax: bigint): { fees: GasFees } | { needed: bigint } {
  const highest = feeMax / PAYMENT_GAS;
  const maxFeePerGas = highest < FEE_PER_GAS_MAX ? highest : FEE_PER_GAS_MAX;
  const least = dearer(before.maxFeePerGas);
  if (maxFeePerGas < least) return { needed: least * PAYMENT_GAS };
  const raised = (before.maxPriorityFeePerGas * maxFeePerGas) / before.maxFeePerGas;
  return {
    fees: {
      maxFeePerGas,
      maxPriorityFeePerGas: larger(dearer(before.maxPriorityFeePerGas), raised),
    },
  };
}
