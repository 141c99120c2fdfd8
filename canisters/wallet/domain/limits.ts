/** How much somebody spends on a day, and how long a large amount waits. */

const DAY_NS = 86_400_000_000_000n;

/** What is limited, as stored: for ever. */
export const spending = { bitcoin: 1 } as const;

/** Satoshi: a tenth of a bitcoin a day. */
export const BITCOIN_PER_DAY = 10_000_000n;
/** From here on a payment waits ten minutes, and can be taken back meanwhile. */
export const BITCOIN_LARGE = 5_000_000n;
export const LARGE_WAIT_NS = 600_000_000_000n;

export const dayOf = (atNs: bigint): number => Number(atNs / DAY_NS);
export const endOfDayNs = (atNs: bigint): bigint => (atNs / DAY_NS + 1n) * DAY_NS;

/** What is left of a day; never below nothing. */
export const leftOfDay = (spent: bigint, limit: bigint): bigint =>
  spent < limit ? limit - spent : 0n;
