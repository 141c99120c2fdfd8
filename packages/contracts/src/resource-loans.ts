/** Loans: what was lent to whom, until when, in what condition. */
import {
  blob,
  bool,
  type Infer,
  nat32,
  nat64,
  nothing,
  opt,
  principal,
  record,
  text,
  variant,
  vec,
} from './candid.ts';
import {
  Condition,
  ResourceImageInfo,
  ResourceOwner,
  ResourceRefusal,
  ResourceView,
} from './resource-shapes.ts';
import { TokenPurpose } from './token-shapes.ts';

/** How a loan was started or ended, as its client says. */
export const CheckoutMethod = variant({ web: nothing, qr: nothing, nfc: nothing, api: nothing });
export type CheckoutMethod = Infer<typeof CheckoutMethod>;

export const LoanState = variant({
  /** Waits until who lends it out agrees; the thing is kept free for it. */
  Requested: nothing,
  Open: nothing,
  Returned: nothing,
  Declined: nothing,
});
export type LoanState = Infer<typeof LoanState>;

/** What became of a deposit; `Claimed`: the lender has kept some of it or all. */
export const DepositState = variant({
  /** Only in previews: it has to be put aside first. */
  Asked: nothing,
  Held: nothing,
  Released: nothing,
  Claimed: nothing,
});
export type DepositState = Infer<typeof DepositState>;

export const LoanDeposit = record({
  /** Who may keep of it: what a borrower names when they put it aside. */
  lender: opt(principal),
  amount_e8s: nat64,
  kept_e8s: nat64,
  /** When it is settled if nobody says anything: by then kept while the thing is out, otherwise given back. */
  settles_at_ns: opt(nat64),
});
export type LoanDeposit = Infer<typeof LoanDeposit>;

export const Loan = record({
  id: nat64,
  resource_id: nat64,
  resource_name: text,
  owner: ResourceOwner,
  borrower: principal,
  /** As registered for the event; only for those who lend it out, empty otherwise. */
  borrower_name: text,
  count: nat32,
  state: LoanState,
  method: CheckoutMethod,
  return_method: opt(CheckoutMethod),
  borrowed_at_ns: nat64,
  due_at_ns: nat64,
  overdue: bool,
  returned_at_ns: opt(nat64),
  extensions: nat32,
  extensions_max: nat32,
  condition_out: Condition,
  condition_in: opt(Condition),
  /** When the borrower confirmed the condition at hand-over; absent until then. */
  accepted_at_ns: opt(nat64),
  reservation_id: opt(nat64),
  deposit: opt(DepositState),
  /** How much it is. */
  deposit_held: opt(LoanDeposit),
});
export type Loan = Infer<typeof Loan>;
export const LoanPage = record({ loans: vec(Loan), next: opt(nat64) });
export type LoanPage = Infer<typeof LoanPage>;

/** A desk that had no network wrote it down: when that was, and what its clock says now. */
export const CapturedOffline = record({ captured_at_ns: nat64, reader_now_ns: nat64 });

/**
 * One reading of a code for lending. `scan_id` (16 random bytes) makes every retry harmless.
 *
 * The borrower scans the thing: `payload` is the thing's one-time token.
 * Who lends it out scans the borrower: `payload` is the borrower's pass.
 * Without a code, who lends it out names `borrower` (to lend) or `loan_id` (to take back).
 */
export const LendingScan = record({
  scan_id: blob,
  payload: blob,
  /** Also where a code says it: it tells which canister to ask. */
  resource_id: nat64,
  borrower: opt(principal),
  loan_id: opt(nat64),
  /** Hands over what this reservation is for: to nobody but its holder. */
  reservation_id: opt(nat64),
  count: nat32,
  /** Default: as long as the terms allow. */
  due_at_ns: opt(nat64),
  method: CheckoutMethod,
  /** The condition as the scanning side sees it; default: as it is recorded. */
  condition: opt(Condition),
  /** What is wrong with it, when the condition got worse. */
  note: text,
  /** `version` of the thing that was on screen; when it has changed, nothing happens. */
  seen_version: opt(nat32),
  accepts_terms: bool,
  /**
   * Only by who lends it out: it has changed hands already, without a network. A pass that was good
   * then names the borrower; what meanwhile contradicts it refuses the scan.
   */
  offline: opt(CapturedOffline),
});
export type LendingScan = Infer<typeof LendingScan>;

export const LendingVerdict = variant({
  Lent: Loan,
  /** The owner has to agree first. */
  Requested: Loan,
  Returned: Loan,
  Refused: ResourceRefusal,
});
export type LendingVerdict = Infer<typeof LendingVerdict>;

/** The thing behind a label, with a token that only the caller can use, once. */
export const LabelResolution = record({
  resource: ResourceView,
  purpose: TokenPurpose,
  token: blob,
  expires_at_ns: nat64,
  /** The caller's open loan of it. */
  loan: opt(Loan),
});
export type LabelResolution = Infer<typeof LabelResolution>;

/** What a desk reads from a label: the thing, and who has it now. */
export const LabelAtDesk = record({ resource: ResourceView, loans: vec(Loan) });
export type LabelAtDesk = Infer<typeof LabelAtDesk>;

export const LoanFilter = variant({
  Open: nothing,
  Overdue: nothing,
  /** Waiting for approval. */
  Requested: nothing,
  /** All there ever were. */
  All: nothing,
  /** Back, and the lender has not said what becomes of the deposit. */
  Deposits: nothing,
});
export type LoanFilter = Infer<typeof LoanFilter>;

/** QIK of the caller's that lie aside for a thing, and nothing was borrowed on them yet. */
export const FreeDeposit = record({ id: nat64, amount_e8s: nat64, settles_at_ns: nat64 });
export type FreeDeposit = Infer<typeof FreeDeposit>;

export const ExtendRequest = record({ loan_id: nat64, due_at_ns: nat64 });

export const DamageRequest = record({
  resource_id: nat64,
  loan_id: opt(nat64),
  condition: Condition,
  note: text,
});
export const DamageReport = record({
  id: nat64,
  resource_id: nat64,
  loan_id: opt(nat64),
  by: principal,
  at_ns: nat64,
  before: Condition,
  after: Condition,
  note: text,
  settled_at_ns: opt(nat64),
  images: vec(ResourceImageInfo),
});
export type DamageReport = Infer<typeof DamageReport>;
export const DamageImageUpload = record({ report_id: nat64, image: blob });
export const DamageImageRef = record({ report_id: nat64, version: nat32 });
export const DamagePage = record({ reports: vec(DamageReport), next: opt(nat64) });

/** Public within the thing's visibility and without personal data: what happened, what is free. */
export const ResourceFeedEntry = record({
  seq: nat64,
  at_ns: nat64,
  kind: variant({
    Added: nothing,
    Edited: nothing,
    Retired: nothing,
    Requested: nothing,
    Lent: nothing,
    Extended: nothing,
    Returned: nothing,
    Overdue: nothing,
    Reserved: nothing,
    ReservationEnded: nothing,
    Damaged: nothing,
  }),
  quantity: nat32,
  available: nat32,
});
export type ResourceFeedEntry = Infer<typeof ResourceFeedEntry>;
export const ResourceFeedPage = record({ entries: vec(ResourceFeedEntry), next_seq: nat64 });
