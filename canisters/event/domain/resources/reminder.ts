/** When a borrower is reminded, and when a reserved thing can be fetched. */
import { PICKUP_EARLY_SECONDS } from '@qikcard/contracts';

const SECOND_NS = 1_000_000_000n;
const HOUR_NS = 3_600n * SECOND_NS;

/** A day before a long loan is due, a quarter of an hour before a short one; never of a tiny one. */
export function remindAtNs(borrowedAtNs: bigint, dueAtNs: bigint): bigint | undefined {
  const length = dueAtNs - borrowedAtNs;
  if (length >= 36n * HOUR_NS) return dueAtNs - 24n * HOUR_NS;
  return length >= HOUR_NS ? dueAtNs - HOUR_NS / 4n : undefined;
}

/** From when on the holder of a reservation may fetch the thing. */
export const readyAtNs = (fromNs: bigint): bigint =>
  fromNs - BigInt(PICKUP_EARLY_SECONDS) * SECOND_NS;
