/** QIK, the token that taking part earns: what ICRC-1 asks of a token, in numbers. */

export const NAME = 'QikCard Reward';
export const SYMBOL = 'QIK';
export const DECIMALS = 8;
/** In the smallest unit, 10^-8 QIK. Paid by the sender and burned. */
export const FEE = 10_000n;
export const MEMO_MAX_BYTES = 32;
/** Burning less than a fee would cost more than it does. */
export const MIN_BURN = FEE;
const SECOND_NS = 1_000_000_000n;
/** How long a repetition is recognised (ICRC-1 "transaction deduplication"). */
export const TX_WINDOW_NS = 24n * 3_600n * SECOND_NS;
/** How far a client's clock may be ahead. */
export const PERMITTED_DRIFT_NS = 120n * SECOND_NS;
/** Far above every supply; an allowance may be more than anybody will ever have. */
export const AMOUNT_MAX = 2n ** 128n - 1n;
