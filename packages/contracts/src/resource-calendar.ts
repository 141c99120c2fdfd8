/** Reservations of things, and stock audits. */
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
import { Condition, ResourceOwner } from './resource-shapes.ts';

export const ReservationState = variant({
  Active: nothing,
  /** The thing was fetched: see the loan. */
  Converted: nothing,
  Cancelled: nothing,
  /** Nobody came. */
  Expired: nothing,
});
export type ReservationState = Infer<typeof ReservationState>;

export const ReservationRequest = record({
  resource_id: nat64,
  count: nat32,
  from_ns: nat64,
  until_ns: nat64,
});
export type ReservationRequest = Infer<typeof ReservationRequest>;

export const Reservation = record({
  id: nat64,
  resource_id: nat64,
  resource_name: text,
  holder: principal,
  /** As registered for the event; only for those who lend it out, empty otherwise. */
  holder_name: text,
  count: nat32,
  from_ns: nat64,
  until_ns: nat64,
  state: ReservationState,
  loan_id: opt(nat64),
  created_at_ns: nat64,
});
export type Reservation = Infer<typeof Reservation>;
export const ReservationPage = record({ reservations: vec(Reservation), next: opt(nat64) });

export const StockAudit = record({
  id: nat64,
  owner: ResourceOwner,
  started_at_ns: nat64,
  finished_at_ns: opt(nat64),
  /** Units that should be on the shelf, those lent out left aside. */
  expected: nat32,
  seen: nat32,
});
export type StockAudit = Infer<typeof StockAudit>;
export const StockAuditPage = record({ audits: vec(StockAudit), next: opt(nat64) });

/** One thing of a stock audit: `seen < expected` is missing, `seen > expected` unexpected. */
export const StockAuditLine = record({
  resource_id: nat64,
  name: text,
  expected: nat32,
  seen: nat32,
  condition: opt(Condition),
  /** It belongs to somebody else, or is no longer lent. */
  foreign: bool,
});
export type StockAuditLine = Infer<typeof StockAuditLine>;
export const StockAuditReport = record({
  audit: StockAudit,
  lines: vec(StockAuditLine),
  next: opt(nat64),
});

/** A label seen during a stock audit; `scan_id` makes every retry harmless. */
export const StockAuditScan = record({
  audit_id: nat64,
  scan_id: blob,
  label: text,
  count: nat32,
  condition: opt(Condition),
});
