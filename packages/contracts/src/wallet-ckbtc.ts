/** ckBTC in the wallet: bitcoin as tokens of an ICRC ledger, in and out through its minter. Satoshi. */
import {
  type Infer,
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
import { asked, beginnings, ends, followed, page } from './wallet-payments.ts';
import { WalletRefusal } from './wallet-refusal.ts';

export const CkbtcSetup = record({
  minter: principal,
  /** Of the ledgers that admins trust. */
  ledger: principal,
  /** The least that can be withdrawn. */
  least: nat64,
  /** How deep a deposit has to be in the chain. */
  confirmations: nat32,
});
export type CkbtcSetup = Infer<typeof CkbtcSetup>;

/** What became of bitcoin that somebody sent to their deposit address. */
export const CkbtcDeposits = record({
  /** ckBTC that are in the caller's account since this call, by block of the ledger. */
  minted: vec(record({ block: nat64, amount: nat64 })),
  /** Seen, and not deep enough in the chain yet. */
  pending: vec(record({ amount: nat64, confirmations: nat32 })),
  /** Accepted by the minter, which could not mint them yet: ask again. */
  checked: nat64,
  /** What the minter does not take: too small for its fee, or refused by its check. */
  refused: nat64,
  /** Confirmations that a deposit needs. */
  required: nat32,
});
export type CkbtcDeposits = Infer<typeof CkbtcDeposits>;

export const CkbtcFee = record({
  /** Leave the amount: what arrives is the amount without both. */
  bitcoin_fee: nat64,
  minter_fee: nat64,
  /** Paid beside the amount, for the allowance. */
  ledger_fee: nat64,
});
export type CkbtcFee = Infer<typeof CkbtcFee>;

export const CkbtcWithdrawArgs = record({
  ...asked,
  /** A Bitcoin address of the network that the minter is on. */
  to: text,
  /** What leaves the caller's account; the Bitcoin fee and the minter's are taken out of it. */
  amount: nat64,
  /** What the caller has agreed to, the fee of the ledger included. */
  fee_max: nat64,
});
export type CkbtcWithdrawArgs = Infer<typeof CkbtcWithdrawArgs>;

export const CkbtcWithdrawalState = variant({
  ...beginnings,
  /** The ledger is asked to let the minter take exactly this amount. */
  Allowing: nothing,
  /** The minter is asked. */
  Asking: nothing,
  /** An answer was lost, or was a refusal: the ledger's history says what happened. */
  Checking: nothing,
  /** The minter has taken the ckBTC and is preparing the Bitcoin payment. */
  Taken: nothing,
  /** The Bitcoin payment is on its way. */
  Sent: nothing,
  Confirmed: nothing,
  /** The minter could not pay and has given the ckBTC back. */
  Reimbursed: nothing,
  ...ends,
});
export type CkbtcWithdrawalState = Infer<typeof CkbtcWithdrawalState>;

export const CkbtcWithdrawal = record({
  id: nat64,
  to: text,
  amount: nat64,
  state: CkbtcWithdrawalState,
  /** Block of the ledger in which the minter took the ckBTC. */
  block: opt(nat64),
  /** Of the Bitcoin payment. */
  txid: opt(text),
  ...followed,
});
export type CkbtcWithdrawal = Infer<typeof CkbtcWithdrawal>;
export const CkbtcWithdrawalPage = page('withdrawals', CkbtcWithdrawal);

export const ckbtcApi = {
  /** Admins: the minter of ckBTC and its ledger, which has to be trusted already. */
  set_ckbtc: update(
    [record({ minter: principal, ledger: principal })],
    result(CkbtcSetup, WalletRefusal),
  ),
  ckbtc: query([], opt(CkbtcSetup)),
  /** Where the caller sends bitcoin to become ckBTC; the same for ever. */
  ckbtc_deposit_address: update([], result(text, WalletRefusal)),
  /** Has the minter look for deposits of the caller. */
  update_ckbtc: update([], result(CkbtcDeposits, WalletRefusal)),
  quote_ckbtc: update([nat64], result(CkbtcFee, WalletRefusal)),
  /** Turns ckBTC of the caller's account into bitcoin at an address; one at a time. */
  withdraw_ckbtc: update([CkbtcWithdrawArgs], result(CkbtcWithdrawal, WalletRefusal)),
  /** Takes back one that waits. */
  cancel_ckbtc: update([nat64], result(CkbtcWithdrawal, WalletRefusal)),
  ckbtc_withdrawal: query([nat64], result(CkbtcWithdrawal, WalletRefusal)),
  /** The caller's, newest first. */
  ckbtc_withdrawals: query([opt(nat64), nat32], CkbtcWithdrawalPage),
};
