/** Connections between people: requests, lists, blocks and reports. */
import {
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
import { PersonCard } from './profile-shapes.ts';

export const ConnectionList = variant({
  Connected: nothing,
  Received: nothing,
  Sent: nothing,
  Blocked: nothing,
});
export type ConnectionList = Infer<typeof ConnectionList>;

export const Connection = record({ person: PersonCard, since_ns: nat64 });
/** `next` is the person to go on behind. */
export const ConnectionPage = record({ rows: vec(Connection), next: opt(principal) });
export type ConnectionPage = Infer<typeof ConnectionPage>;
export const MutualPage = record({ people: vec(PersonCard), next: opt(principal) });

export const Suggestion = record({ person: PersonCard, shared_events: nat32 });

export const ReportReason = variant({
  Spam: nothing,
  Harassment: nothing,
  Impersonation: nothing,
  OffensiveContent: nothing,
  Other: nothing,
});
export type ReportReason = Infer<typeof ReportReason>;
export const ReportRequest = record({ person: principal, reason: ReportReason, note: text });
export type ReportRequest = Infer<typeof ReportRequest>;
/** What admins made of a report. */
export const ReportOutcome = variant({
  /** Nothing had to be done. */
  Dismissed: nothing,
  /** Something was done about it: a word, a suspension. */
  ActionTaken: nothing,
});
export type ReportOutcome = Infer<typeof ReportOutcome>;
export const ReportDecision = record({ outcome: ReportOutcome, note: text });
export type ReportDecision = Infer<typeof ReportDecision>;
export const ReportResolution = record({
  outcome: ReportOutcome,
  /** For other admins. */
  note: text,
  by: principal,
  at_ns: nat64,
});
export const Report = record({
  id: nat64,
  at_ns: nat64,
  reporter: principal,
  person: principal,
  reason: ReportReason,
  note: text,
  /** Absent while nobody has decided. */
  resolution: opt(ReportResolution),
});
export type Report = Infer<typeof Report>;
export const ReportPage = record({ reports: vec(Report), next: opt(nat64) });
