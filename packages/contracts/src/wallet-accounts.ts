/** Accounts of people on ICRC ledgers: the ledger holds the truth, the wallet keeps intents. */
import {
  type Infer,
  nat,
  nat8,
  nat32,
  nat64,
  nothing,
  opt,
  principal,
  query,
  record,
  result,
  text,
  update,
  variant,
  vec,
} from './candid.ts';
import { Account } from './icrc/account.ts';
import { asked, followed, page } from './wallet-payments.ts';
import { WalletRefusal } from './wallet-refusal.ts';

/** A ledger that admins trust; what it says of itself is as it was when it was added. */
export const LedgerView = record({
  ledger: principal,
  name: text,
  symbol: text,
  decimals: nat8,
  fee: nat,
});
export type LedgerView = Infer<typeof LedgerView>;

export const WithdrawArgs = record({
  ...asked,
  ledger: principal,
  to: Account,
  /** Arrives whole; the fee is paid beside it. */
  amount: nat,
  /** What the caller has seen and agreed to. */
  fee_max: nat,
});
export type WithdrawArgs = Infer<typeof WithdrawArgs>;

export const AllowArgs = record({
  ...asked,
  ledger: principal,
  spender: Account,
  /** In all, fees included; replaces what was allowed before. */
  amount: nat,
  expires_at_ns: opt(nat64),
  fee_max: nat,
});
export type AllowArgs = Infer<typeof AllowArgs>;

export const LedgerOrderState = variant({
  Accepted: nothing,
  /** The ledger is asked; a lost answer is asked for again with the same words. */
  Sending: nothing,
  /** The ledger refused or is out of time: its history says whether it had done it before. */
  Checking: nothing,
  Done: record({ block: nat }),
  /** Nothing was moved. */
  Failed: record({ reason: text }),
});
export type LedgerOrderState = Infer<typeof LedgerOrderState>;

export const LedgerOrder = record({
  id: nat64,
  kind: variant({ Withdraw: nothing, Allow: nothing }),
  ledger: principal,
  /** Who receives, or may spend. */
  to: Account,
  amount: nat,
  fee: opt(nat),
  state: LedgerOrderState,
  ...followed,
  /** A large amount waits until then and can be taken back; its state is `Accepted` meanwhile. */
  waits_until_ns: opt(nat64),
});
export type LedgerOrder = Infer<typeof LedgerOrder>;

export const accountsApi = {
  /** Admins: trusts a ledger, which has to answer, or forgets it. */
  add_ledger: update([principal], result(LedgerView, WalletRefusal)),
  remove_ledger: update([principal], result(nothing, WalletRefusal)),
  ledgers: query([], vec(LedgerView)),
  /** The caller's own account on every ledger. */
  deposit_account: query([], Account),
  ledger_balance: update([principal], result(nat, WalletRefusal)),
  withdraw: update([WithdrawArgs], result(LedgerOrder, WalletRefusal)),
  /** Lets somebody spend from the caller's deposit account (ICRC-2). */
  allow: update([AllowArgs], result(LedgerOrder, WalletRefusal)),
  /** Takes back what waits; its state is `Failed` with the reason `Cancelled` afterwards. */
  cancel_order: update([nat64], result(LedgerOrder, WalletRefusal)),
  ledger_order: query([nat64], result(LedgerOrder, WalletRefusal)),
  /** The caller's withdrawals and allowances, newest first. */
  ledger_orders: query([opt(nat64), nat32], page('orders', LedgerOrder)),
};
