/** QIK that the wallet holds between two people until something has happened. */
import {
  blob,
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
  text,
  update,
  variant,
  vec,
} from './candid.ts';
import { WalletRefusal } from './wallet-refusal.ts';

export const EscrowPurpose = variant({
  /** Comes back at the first entry, or when the event is cancelled; else the organizer gets it. */
  Stake: record({ event_id: nat64 }),
  /** For something lent: the lender gives it back or keeps a part; after its time it comes back. */
  Deposit: record({ lender: principal, reference: text }),
});
export type EscrowPurpose = Infer<typeof EscrowPurpose>;

export const EscrowArgs = record({
  /** Made by the client: the same one is never held twice. 16 bytes. */
  request_id: blob,
  amount: nat,
  until_ns: nat64,
  purpose: EscrowPurpose,
  /**
   * The thing that a deposit is for. Then lending says what becomes of it, nobody else, and it is kept
   * as long as escrows are: `until_ns` is not read.
   */
  resource_id: opt(nat64),
});
export type EscrowArgs = Infer<typeof EscrowArgs>;

export const EscrowState = variant({
  Held: nothing,
  /** What each of them got; together it is the whole amount. */
  Settled: record({ returned: nat, kept: nat, at_ns: nat64 }),
});
export type EscrowState = Infer<typeof EscrowState>;

export const Escrow = record({
  id: nat64,
  payer: principal,
  /** Who may keep of it. */
  holder: principal,
  amount: nat,
  purpose: EscrowPurpose,
  opened_at_ns: nat64,
  until_ns: nat64,
  state: EscrowState,
  /** The thing that it is a deposit for. */
  resource_id: opt(nat64),
});
export type Escrow = Infer<typeof Escrow>;

export const escrowApi = {
  /** Puts QIK of the caller's own account aside; no fee. */
  open_escrow: update([EscrowArgs], result(Escrow, WalletRefusal)),
  /** The lender keeps so much of a deposit beside lending, and the rest goes back; once. */
  settle_escrow: update([nat64, nat], result(Escrow, WalletRefusal)),
  /** Of the caller's own, on either side. */
  escrow: query([nat64], result(Escrow, WalletRefusal)),
  escrows: query([opt(nat64), nat32], record({ escrows: vec(Escrow), next: opt(nat64) })),
};
