/** Lending: things, loans, reservations, stock audits. Methods of the event canister. */
import { bool, nat32, nat64, opt, query, record, result, text, update } from './candid.ts';
import {
  ExtendRequest,
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
  /** Newest first. */
  list_resources: query([opt(nat64), nat32, ResourceQuery], or(ResourcePage)),
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
  /** Newest first. */
  my_loans: query([opt(nat64), nat32, bool], LoanPage),
  /** By who lends it out: the history of a thing, newest first. */
  loans_of_resource: query([nat64, opt(nat64), nat32], or(LoanPage)),
  /** By who lends out the owner's things: what is out now, who has it. */
  loans_of_owner: query([opt(nat64), nat32, ResourceOwner, LoanFilter], or(LoanPage)),
};

export const resourceApi = { ...thingsApi, ...lendingApi, ...loansApi };
