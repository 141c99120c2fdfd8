/** What may be offered on the market, at what price, for how long. */
import type { MarketRefusal } from '@qikcard/contracts';
import { LEAST_PRICE_E8S, MOST_PRICE_E8S } from './sale.ts';

const DAY_NS = 24n * 3_600n * 1_000_000_000n;
/** Longer than that nobody remembers what they offered. */
export const OFFER_LASTS_MAX_NS = 90n * DAY_NS;
export const LISTING_LASTS_MAX_NS = 366n * DAY_NS;
/** Open at the same time. */
export const OFFERS_PER_BUYER_MAX = 20;
export const OFFERS_PER_BADGE_MAX = 100;
export const SWAPS_PER_PERSON_MAX = 20;
export const SWAPS_PER_BADGE_MAX = 50;

/** What is wrong with a price. */
export function problemOfPrice(priceE8s: bigint): MarketRefusal | undefined {
  if (priceE8s < LEAST_PRICE_E8S) return { PriceTooLow: { least_e8s: LEAST_PRICE_E8S } };
  if (priceE8s > MOST_PRICE_E8S) {
    return { Invalid: { field: 'price_e8s', problem: 'is more than there is' } };
  }
  return undefined;
}

/** What is wrong with an end. */
export function problemOfEnd(
  expiresAtNs: bigint | undefined,
  nowNs: bigint,
  lastsMaxNs: bigint,
): MarketRefusal | undefined {
  if (expiresAtNs === undefined) return undefined;
  if (expiresAtNs <= nowNs) return { Expired: null };
  if (expiresAtNs > nowNs + lastsMaxNs) {
    const problem = `is at most ${lastsMaxNs / DAY_NS} days from now`;
    return { Invalid: { field: 'expires_at_ns', problem } };
  }
  return undefined;
}
