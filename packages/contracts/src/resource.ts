/** Lending: things, loans, reservations, stock audits. Methods of the event canister. */
import { bool, nat32, nat64, opt, query, record, result, text, update, vec } from './candid.ts';
import {
  Reservation,
  ReservationPage,
  ReservationRequest,
  StockAudit,
  StockAuditLine,
  StockAuditPage,
  StockAuditReport,
  StockAuditScan,
} from './resource-calendar.ts';
import {
  DamageImageRef,
  DamageImageUpload,
  DamagePage,
  DamageReport,
  DamageRequest,
  ExtendRequest,
  FreeDeposit,
  LabelAtDesk,
  LabelResolution,
  LendingScan,
  LendingVerdict,
  Loan,
  LoanFilter,
  LoanPage,
  ResourceFeedPage,
} from './resource-loans.ts';
import {
  Condition,
  ResourceDraft,
  ResourceImage,
  ResourceImageRef,
  ResourceImageUpload,
  ResourceOwner,
  ResourcePage,
  ResourceQuery,
  ResourceRefusal,
  ResourceView,
} from './resource-shapes.ts';
import { IssuedToken, TokenPurpose } from './token-shapes.ts';

export * from './resource-calendar.ts';
export * from './resource-label.ts';
export * from './resource-limits.ts';
export * from './resource-loans.ts';
export * from './resource-shapes.ts';

const or = <T>(shape: Parameters<typeof result<T, ResourceRefusal>>[0]) =>
  result(shape, ResourceRefusal);

const thingsApi = {
  create_resource: update([ResourceDraft], or(ResourceView)),
  /** The owner stays; the draft's owner is ignored. */
  edit_resource: update([nat64, ResourceDraft], or(ResourceView)),
  /** No new loans or reservations; what is lent comes back as usual. */
  retire_resource: update([nat64], or(ResourceView)),
  /** A new label; the printed one stops working. */
  relabel_resource: update([nat64], or(ResourceView)),
  get_resource: query([nat64], or(ResourceView)),
  /** PNG, JPEG or WebP, checked and freed of metadata; the first one stands for the thing. */
  add_resource_image: update([ResourceImageUpload], or(ResourceView)),
  remove_resource_image: update([ResourceImageRef], or(ResourceView)),
  get_resource_image: query([ResourceImageRef], or(ResourceImage)),
  /** Newest first. */
  list_resources: query([opt(nat64), nat32, ResourceQuery], or(ResourcePage)),
  /** The caller's own, retired ones too, newest first. */
  my_resources: query([opt(nat64), nat32], ResourcePage),
  /** Entries after `seq`, oldest first; poll with the last `next_seq`. */
  resource_feed: query([nat64, nat64, nat32], or(ResourceFeedPage)),
};

const lendingApi = {
  /** By who lends it out: a one-time code to show to a borrower. Revokes the one before. */
  issue_resource_token: update(
    [record({ resource_id: nat64, purpose: TokenPurpose })],
    or(IssuedToken),
  ),
  /**
   * By anybody signed in who scanned a label: the thing, and a token that only they can use. Without
   * a purpose: to bring it back when they have it, otherwise to borrow it.
   */
  resolve_label: update([text, opt(TokenPurpose)], or(LabelResolution)),
  /** By who lends it out, its readers too: the thing behind a label; no code is made. */
  look_up_label: query([text], or(LabelAtDesk)),
  /** What `check_out_resource` would answer now; consumes nothing, authorizes nothing. */
  preview_check_out: query([LendingScan], LendingVerdict),
  preview_check_in: query([LendingScan], LendingVerdict),
  check_out_resource: update([LendingScan], LendingVerdict),
  check_in_resource: update([LendingScan], LendingVerdict),
};

const loansApi = {
  /** By who lends it out: agrees to a requested loan or declines it. */
  decide_loan: update([nat64, bool], or(Loan)),
  /** By the borrower within the terms, or by who lends it out; never over a reservation. */
  extend_loan: update([ExtendRequest], or(Loan)),
  /** By the borrower: the thing was handed over in this condition. */
  accept_handover: update([nat64, Condition, text], or(Loan)),
  /** The caller's own for this thing. It takes seconds from the wallet to here. */
  free_deposits: query([nat64], vec(FreeDeposit)),
  /** Of a thing, its number at the wallet: nothing will be borrowed on it, and it goes back. */
  withdraw_deposit: update([nat64, nat64], or(FreeDeposit)),
  /** By who lends it out, after it came back: so much of the deposit is the lender's, the rest goes back. */
  settle_deposit: update([nat64, nat64], or(Loan)),
  /** Newest first. */
  my_loans: query([opt(nat64), nat32, bool], LoanPage),
  /** By who lends it out: the history of a thing, newest first. */
  loans_of_resource: query([nat64, opt(nat64), nat32], or(LoanPage)),
  /** By who lends out the owner's things, newest first: what is out, who has it, who had it. */
  loans_of_owner: query([opt(nat64), nat32, ResourceOwner, LoanFilter], or(LoanPage)),
};

const calendarApi = {
  /** By the borrower to be. From an hour before its start on, scanning the thing fetches it. */
  reserve_resource: update([ReservationRequest], or(Reservation)),
  /** By its holder or by who lends the thing out. */
  cancel_reservation: update([nat64], or(Reservation)),
  /** Newest first. */
  my_reservations: query([opt(nat64), nat32], ReservationPage),
  /** By who lends it out, newest first. */
  reservations_of_resource: query([nat64, opt(nat64), nat32], or(ReservationPage)),
  /**
   * Units free in every span between two neighbouring moments: a calendar of a month asks with the
   * midnights of its days.
   */
  resource_availability: query([nat64, vec(nat64)], or(vec(nat32))),
};

const careApi = {
  /** By who has the thing or lends it out. */
  report_damage: update([DamageRequest], or(DamageReport)),
  /** By who lends it out: the damage is dealt with; the thing is in this condition now. */
  settle_damage: update([nat64, Condition], or(DamageReport)),
  /** By who wrote the report, while it is not settled: what it looks like. Like pictures of things. */
  add_damage_image: update([DamageImageUpload], or(DamageReport)),
  /** By who wrote the report, or who may change the thing. */
  remove_damage_image: update([DamageImageRef], or(DamageReport)),
  /** For who wrote the report, who lends the thing out, and who had it. */
  get_damage_image: query([DamageImageRef], or(ResourceImage)),
  /** By who wrote them, newest first. */
  my_damage_reports: query([opt(nat64), nat32], DamagePage),
  /** By who lends it out: all reports of a thing, newest first. */
  damage_of_resource: query([nat64, opt(nat64), nat32], or(DamagePage)),
  /** By who lends out the owner's things: what is not settled, newest first. */
  open_damage: query([opt(nat64), nat32, ResourceOwner], or(DamagePage)),
};

const stockAuditApi = {
  /** By who lends out the owner's things. There is one at a time; an open one is given again. */
  start_stock_audit: update([ResourceOwner], or(StockAudit)),
  stock_audit_scan: update([StockAuditScan], or(StockAuditLine)),
  /** Fixes what was expected and seen. */
  finish_stock_audit: update([nat64], or(StockAudit)),
  /** In order of things. */
  stock_audit: query([nat64, opt(nat64), nat32], or(StockAuditReport)),
  /** Newest first. */
  stock_audits: query([opt(nat64), nat32, ResourceOwner], or(StockAuditPage)),
};

export const resourceApi = {
  ...thingsApi,
  ...lendingApi,
  ...loansApi,
  ...calendarApi,
  ...careApi,
  ...stockAuditApi,
};
