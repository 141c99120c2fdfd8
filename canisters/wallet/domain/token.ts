/** QIK, the token that taking part earns: what ICRC-1 asks of a token, in numbers. */

export const NAME = 'QikCard Reward';
export const SYMBOL = 'QIK';
export const DECIMALS = 8;
/** In the smallest unit, 10^-8 QIK. Paid by the sender and burned. */
export const FEE = 10_000n;
/** Burning less than a fee would cost more than it does. */
export const MIN_BURN = FEE;
/** Far above every supply; an allowance may be more than anybody will ever have. */
export const AMOUNT_MAX = 2n ** 128n - 1n;
