/** Moving somebody's roles to another principal: a new organizer, or a lost device. */
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

/** Long enough to notice and cancel a transfer that a thief asked for. */
export const TRANSFER_WAIT_SECONDS = 72 * 60 * 60;
/** A transfer that was not completed by then has lapsed. */
export const TRANSFER_LIFE_SECONDS = 14 * 24 * 60 * 60;
/** Grants that one call moves; call again for more. */
export const GRANTS_PER_TRANSFER_CALL = 50;

export const TransferStatus = variant({
  /** Asked for by the receiver: an admin decides. */
  NeedsApproval: nothing,
  Waiting: record({ ready_at_ns: nat64 }),
  Completed: nothing,
  Cancelled: nothing,
  Lapsed: nothing,
});
export type TransferStatus = Infer<typeof TransferStatus>;

export const Transfer = record({
  number: nat64,
  from: principal,
  to: principal,
  requested_by: principal,
  requested_at_ns: nat64,
  approved_by: opt(principal),
  status: TransferStatus,
  /** Grants moved so far. */
  moved: nat32,
  /** Only the roles of this event; all roles when absent. */
  event_id: opt(nat64),
});
export type Transfer = Infer<typeof Transfer>;
/** Newest first; `next` is the cursor of the following, older page. */
export const TransferPage = record({ transfers: vec(Transfer), next: opt(nat64) });
export type TransferPage = Infer<typeof TransferPage>;

export const TransferRefusal = variant({
  SignInRequired: nothing,
  NotRegistered: nothing,
  Forbidden: nothing,
  Invalid: record({ field: text, problem: text }),
  RateLimited: record({ retry_after_seconds: nat32 }),
  UnknownTransfer: nothing,
  TransferNotApproved: nothing,
  TransferNotReady: record({ ready_at_ns: nat64 }),
  TransferClosed: nothing,
});
export type TransferRefusal = Infer<typeof TransferRefusal>;

/** `event_id`: only the roles held for this event; all roles when absent. */
export const TransferRequest = record({ from: principal, to: principal, event_id: opt(nat64) });
export type TransferRequest = Infer<typeof TransferRequest>;

export const transferMethods = {
  /** By the giver, or by the receiver, who needs an admin's approval; one open at a time each. */
  request_transfer: update([TransferRequest], result(Transfer, TransferRefusal)),
  /** Admins, except the giver and the receiver; the waiting time starts. */
  approve_transfer: update([nat64], result(Transfer, TransferRefusal)),
  /** By the giver, the receiver or an admin, at any time before it is complete. */
  cancel_transfer: update([nat64], result(Transfer, TransferRefusal)),
  /** By the receiver or an admin after the waiting time; when all roles went, the giver's sessions end. */
  complete_transfer: update([nat64], result(Transfer, TransferRefusal)),
  /** Admins only. */
  list_transfers: query([opt(nat64), nat32], result(TransferPage, TransferRefusal)),
  /** Those that the caller gives or receives. */
  my_transfers: query([opt(nat64), nat32], TransferPage),
};
