/** What facts tell about a person: attendance, scans, achievements, reputation. */
import {
  bool,
  type Infer,
  nat16,
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

/** One event a person registered for; cursors are its `entry`, newest first. */
export const AttendanceEntry = record({
  entry: nat64,
  event_id: nat64,
  registered_at_ns: opt(nat64),
  first_entered_at_ns: opt(nat64),
  last_passage_at_ns: opt(nat64),
  entries: nat32,
  inside: bool,
});
export type AttendanceEntry = Infer<typeof AttendanceEntry>;
export const AttendanceHistory = record({ rows: vec(AttendanceEntry), next: opt(nat64) });

/** One reading of the holder's own code. */
export const OwnScan = record({
  entry: nat64,
  at_ns: nat64,
  event_id: nat64,
  gate: text,
  /** `true`: in, `false`: out. */
  entering: bool,
  /** Why it was turned away, by the name of the refusal; absent when the holder went through. */
  refused: opt(text),
  /** Under what a dispute is raised with the event; absent in scans from before there were any. */
  registration_id: opt(nat64),
});
export type OwnScan = Infer<typeof OwnScan>;
export const OwnScanPage = record({ rows: vec(OwnScan), next: opt(nat64) });

export const Achievement = record({
  entry: nat64,
  at_ns: nat64,
  /** Number of the token in the nft canister. */
  token_id: nat64,
  event_id: opt(nat64),
  name: text,
});
export type Achievement = Infer<typeof Achievement>;
export const AchievementPage = record({ rows: vec(Achievement), next: opt(nat64) });

/** What raises or lowers a reputation; a newer kind reads as absent to an older client. */
export const DeedKind = variant({
  Attended: nothing,
  NoShow: nothing,
  ReturnedOnTime: nothing,
  ReturnedLate: nothing,
  Endorsed: nothing,
  /** A thing was not back in time. */
  Overdue: nothing,
  ReturnedDamaged: nothing,
});
export type DeedKind = Infer<typeof DeedKind>;
export const ExplainedPoints = record({
  kind: opt(DeedKind),
  at_ns: nat64,
  /** Event or resource it was about; absent for endorsements. */
  subject: opt(nat64),
  /** Points on the day itself and today. */
  initial: variant({ Gained: nat32, Lost: nat32 }),
  now: variant({ Gained: nat32, Lost: nat32 }),
  /** For people: what it was and how much is left of it. */
  sentence: text,
});
export type ExplainedPoints = Infer<typeof ExplainedPoints>;
export const Reputation = record({
  person: principal,
  points: nat32,
  half_life_days: nat16,
  /** Newest first; their `now` adds up to `points`, never below zero. */
  explained: vec(ExplainedPoints),
});
export type Reputation = Infer<typeof Reputation>;
