/** How much somebody may spend on a day, and from which amount on a payment waits. */
import {
  bool,
  type Infer,
  nat,
  nat32,
  nat64,
  nothing,
  opt,
  principal,
  query,
  record,
  result,
  update,
  variant,
  vec,
} from './candid.ts';
import { WalletRefusal } from './wallet-refusal.ts';

/** What is limited, each in its own smallest unit: satoshi, a ledger's unit, wei. */
export const SpendingAsset = variant({
  Bitcoin: nothing,
  /** Withdrawals, allowances and, where it is the one of ckBTC, withdrawals to Bitcoin. */
  Ledger: principal,
  /** A chain of Ethereum's kind by its id (EIP-155). */
  Evm: nat64,
});
export type SpendingAsset = Infer<typeof SpendingAsset>;

export const SpendingRules = record({
  /** In a day (UTC); nothing at all when it is zero. */
  per_day: nat,
  /** From here on a payment waits and can be taken back; without it none waits. */
  wait_from: opt(nat),
  /** Thirty days at most. */
  wait_seconds: nat32,
});
export type SpendingRules = Infer<typeof SpendingRules>;

export const SpendingLimits = record({
  asset: SpendingAsset,
  /** What holds now. */
  rules: SpendingRules,
  /** What holds for everybody who has chosen nothing else. */
  usual: SpendingRules,
  /** Whether the caller has chosen other rules than the usual ones. */
  own: bool,
  /** Looser rules that the caller has asked for, and when they begin. */
  pending: opt(record({ rules: SpendingRules, from_ns: nat64 })),
  spent_today: nat,
  left_today: nat,
  day_ends_ns: nat64,
});
export type SpendingLimits = Infer<typeof SpendingLimits>;

export const limitsApi = {
  /** The caller's, for everything that is set up here. */
  spending_limits: query([], vec(SpendingLimits)),
  /** What is stricter holds at once, what is looser a day later; the next wish replaces the last. */
  set_spending_limits: update(
    [SpendingAsset, SpendingRules],
    result(SpendingLimits, WalletRefusal),
  ),
  /** Admins: what holds for everybody who has chosen nothing else. */
  set_usual_limits: update([SpendingAsset, SpendingRules], result(nothing, WalletRefusal)),
};
