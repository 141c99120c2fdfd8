/** Sales: who gets what, and what follows from each answer of the ledger. */
import type { SaleState } from '../rows.ts';

/** What the QIK ledger takes for each transfer. */
export const LEDGER_FEE_E8S = 10_000n;
/** A hundred fees: below that, paying would cost more than it is about. */
export const LEAST_PRICE_E8S = 100n * LEDGER_FEE_E8S;
/** Far above all QIK there will be. */
export const MOST_PRICE_E8S = 10n ** 17n;
const BASIS_POINTS = 10_000n;

export type Shares = { royaltyE8s: bigint; sellerGetsE8s: bigint };

/**
 * How a price is shared. A designer who sells their own badge has no royalty, nor has one whose
 * share would not pay for its transfer. Every transfer out of the price costs a fee.
 */
export function sharesOf(priceE8s: bigint, basisPoints: number, sellsOwn: boolean): Shares {
  const share = sellsOwn ? 0n : (priceE8s * BigInt(basisPoints)) / BASIS_POINTS;
  const royaltyE8s = share > LEDGER_FEE_E8S ? share : 0n;
  return { royaltyE8s, sellerGetsE8s: priceE8s - royaltyE8s - LEDGER_FEE_E8S };
}

type Error = Record<string, unknown>;
/** What the ledger's refusal of a step's transfer means. */
export type Meaning = 'done' | 'unknown' | 'refused' | 'later';

/**
 * `done`: it has happened before. `unknown`: too long ago for the ledger to tell, so its blocks have
 * to. `refused`: the buyer cannot pay. `later`: ask again.
 */
export function meaningOf(error: Error, step: SaleState['step']): Meaning {
  if ('Duplicate' in error) return 'done';
  if ('TooOld' in error) return 'unknown';
  if ('TemporarilyUnavailable' in error || 'CreatedInFuture' in error) return 'later';
  // What was collected is in our hands: paying it out can only wait.
  return step === 'Collect' ? 'refused' : 'later';
}

/** The state behind a transfer that has happened. */
export function afterPayment(sale: SaleState, nowNs: bigint): SaleState {
  const at = { atNs: nowNs, looking: false };
  if (sale.step === 'Collect') return { ...sale, ...at, step: 'PaySeller' };
  if (sale.step === 'PaySeller' && sale.royaltyE8s > 0n) {
    return { ...sale, ...at, step: 'PayDesigner' };
  }
  return { ...sale, ...at, step: 'Done' };
}

/** The whole ledger was looked through and the transfer is not there: nor can it come any more. */
export function afterSearch(sale: SaleState, nowNs: bigint): SaleState {
  return sale.step === 'Collect'
    ? { ...sale, looking: false, step: 'Refused', reason: 'Expired' }
    : { ...sale, looking: false, atNs: nowNs };
}
