/**
 * Deposits: asked when a loan starts, held by a wallet, then released at the return or claimed for
 * damage. Nothing here holds money; while no wallet does, no thing can ask for a deposit.
 */

export type DepositStep = 'Asked' | 'Held' | 'Released' | 'Claimed';
export type DepositEvent = 'hold' | 'release' | 'claim' | 'withdraw';

/** What a wallet has to do; each answers whether it was done. */
export type DepositPort = {
  /** Whether things may ask for deposits at all. */
  offered(): boolean;
  hold(loanId: bigint, amountE8s: bigint): boolean;
  release(loanId: bigint): boolean;
  claim(loanId: bigint): boolean;
};

/** No wallet: nothing is offered, nothing is ever done. */
export const noDeposits: DepositPort = {
  offered: () => false,
  hold: () => false,
  release: () => false,
  claim: () => false,
};

const after: Record<DepositStep, Partial<Record<DepositEvent, DepositStep>>> = {
  // What was asked and never paid ends with the loan.
  Asked: { hold: 'Held', withdraw: 'Released' },
  Held: { release: 'Released', claim: 'Claimed' },
  Released: {},
  Claimed: {},
};

/** The state after an event, or undefined when the event cannot happen in this state. */
export const depositAfter = (step: DepositStep, event: DepositEvent): DepositStep | undefined =>
  after[step][event];
