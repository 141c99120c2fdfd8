/** The event canister at its doors: plans, moves by hand, conflicts, the log and the live board. */
import {
  bool,
  type Infer,
  nat8,
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
import { Direction, ScanRefusal } from './event-scan.ts';

/** A move that staff make without a code. */
export const ManualMove = record({
  registration_id: nat64,
  direction: Direction,
  list_id: opt(nat64),
  gate: text,
  /** Why there was no code: kept in the scan log, for staff. */
  reason: text,
  /** By the organizer only: enter although a rule says no. */
  override_rules: bool,
});
export type ManualMove = Infer<typeof ManualMove>;

/** The canister's verdict on a case that has not happened: the test bench of a plan. */
export const EntryTrial = record({
  list_id: opt(nat64),
  gate_id: nat16,
  at_ns: nat64,
  /** A guest as they are now; what follows counts only without one. */
  registration_id: opt(nat64),
  ticket_type_id: opt(nat64),
  entries: nat32,
  entries_today: nat32,
  inside: bool,
  zone_id: nat16,
  last_entry_ns: opt(nat64),
  last_exit_ns: opt(nat64),
  age_checked: nat8,
});
export type EntryTrial = Infer<typeof EntryTrial>;
export const TrialOutcome = variant({ Pass: nothing, Refused: ScanRefusal });
export type TrialOutcome = Infer<typeof TrialOutcome>;

export const LogKind = variant({
  Entered: nothing,
  Left: nothing,
  Refused: nothing,
  EnteredByHand: nothing,
  LeftByHand: nothing,
  /** Admitted by a reader offline although the rules say no. */
  EnteredProvisionally: nothing,
  MassCheckedOut: nothing,
  Undone: nothing,
});
export type LogKind = Infer<typeof LogKind>;

/** One line of the scan log, for staff only. */
export const LogEntry = record({
  seq: nat64,
  at_ns: nat64,
  kind: LogKind,
  /** 0 where no registration was proven. */
  registration_id: nat64,
  by: principal,
  gate: text,
  list_id: opt(nat64),
  /** The name of a refusal; empty when it passed. */
  reason: text,
  /** What staff wrote, or the rule that refused. */
  detail: text,
});
export type LogEntry = Infer<typeof LogEntry>;
/** Newest first. */
export const LogPage = record({ entries: vec(LogEntry), next: opt(nat64) });
export type LogPage = Infer<typeof LogPage>;
export const LogFilter = variant({ All: nothing, Refused: nothing, Of: nat64 });
export type LogFilter = Infer<typeof LogFilter>;

const Moves = { inside: nat32, entered: nat32, left: nat32, refused: nat32 };
/** Staff's board: what is going on now. */
export const LiveBoard = record({
  at_ns: nat64,
  registered: nat32,
  arrived: nat32,
  inside: nat32,
  zones: vec(record({ id: nat16, name: text, capacity: opt(nat32), inside: nat32 })),
  /** `inside`: who came in through this gate and is still inside. */
  gates: vec(record({ id: nat16, name: text, ...Moves })),
  /** The last 60 minutes, oldest first, minutes without a scan left out. */
  minutes: vec(record({ minute: nat32, entered: nat32, left: nat32, refused: nat32 })),
  refusals: vec(record({ reason: text, count: nat32 })),
  open_conflicts: nat32,
});
export type LiveBoard = Infer<typeof LiveBoard>;

export const ConflictKind = variant({
  UsedElsewhere: nothing,
  Revoked: nothing,
  RuleChanged: nothing,
  CapacityPassed: nothing,
  ClockSkew: nothing,
  UnknownRegistration: nothing,
  /** Raised by the holder: somebody else went through with their code, or tried to. */
  NotMe: nothing,
  /** Raised by the holder: they were turned away and should not have been. */
  RefusedWrongly: nothing,
});
export type ConflictKind = Infer<typeof ConflictKind>;
export const Resolution = variant({
  /** The entry stands. */
  Keep: nothing,
  /** The entry is taken back: the guest is not inside. */
  Undo: nothing,
  /** Taken back, and the registration is revoked. */
  Revoke: nothing,
});
export type Resolution = Infer<typeof Resolution>;

export const ConflictPlace = variant({
  /** By the organizer. */
  Withdrawn: nothing,
  /** Given up by its holder. */
  Cancelled: nothing,
  /** To somebody else, whose name the conflict carries. */
  PassedOn: nothing,
});
export type ConflictPlace = Infer<typeof ConflictPlace>;

/** What a reader did on its own and the rules do not confirm, or what a holder disputes. */
export const Conflict = record({
  id: nat64,
  kind: ConflictKind,
  /** 0 where nobody knows whose code it was. */
  registration_id: nat64,
  reason: ScanRefusal,
  reader: principal,
  gate: text,
  /** By the reader's own clock, and corrected by what the clock was off when it uploaded. */
  reader_at_ns: nat64,
  corrected_at_ns: nat64,
  uploaded_at_ns: nat64,
  /** The other reading: which reader, gate and time; by the canister's clock. */
  other: opt(record({ reader: principal, gate: text, at_ns: nat64 })),
  suggested: Resolution,
  resolved: opt(record({ how: Resolution, by: principal, at_ns: nat64, note: text })),
  /** The holder's words, in a dispute only: then `reader` is nobody and the times are as they say. */
  claim: opt(text),
  /** What staff call the guest; absent where nobody knows whose code it was. */
  display_name: opt(text),
  /** What became of the place while the reader was alone, where that is why. */
  place: opt(ConflictPlace),
});
export type Conflict = Infer<typeof Conflict>;
export const ConflictPage = record({ conflicts: vec(Conflict), next: opt(nat64) });
export type ConflictPage = Infer<typeof ConflictPage>;

/** One line of the scan log as the guest it is about may read it. */
export const OwnLogEntry = record({
  seq: nat64,
  at_ns: nat64,
  kind: LogKind,
  gate: text,
  reason: text,
  detail: text,
});
export type OwnLogEntry = Infer<typeof OwnLogEntry>;
/** Newest first; a page may be empty and still have a next one. */
export const OwnLogPage = record({ entries: vec(OwnLogEntry), next: opt(nat64) });
export type OwnLogPage = Infer<typeof OwnLogPage>;

export const DisputeClaim = variant({ NotMe: nothing, RefusedWrongly: nothing });
export type DisputeClaim = Infer<typeof DisputeClaim>;
/** A holder disputes a reading of their own code; it goes to the conflicts of the event. */
export const DisputeRequest = record({
  registration_id: nat64,
  /** When and where, as their list of scans has it. */
  at_ns: nat64,
  gate: text,
  claim: DisputeClaim,
  /** The name of the refusal; empty when somebody went through. */
  reason: text,
  note: text,
});
export type DisputeRequest = Infer<typeof DisputeRequest>;
/** A dispute as its holder sees it: who resolved it stays with the event. */
export const Dispute = record({
  registration_id: nat64,
  at_ns: nat64,
  claim: DisputeClaim,
  note: text,
  raised_at_ns: nat64,
  resolved: opt(record({ how: Resolution, at_ns: nat64 })),
});
export type Dispute = Infer<typeof Dispute>;

/** Everybody inside is checked out, from `at_ns` on, a bounded number at a time. */
export const MassCheckOut = record({
  at_ns: nat64,
  checked_out: nat32,
  state: variant({ Scheduled: nothing, Running: nothing, Done: nothing }),
});
export type MassCheckOut = Infer<typeof MassCheckOut>;

/** A past scan that would have ended differently. */
export const ReplayDifference = record({
  seq: nat64,
  at_ns: nat64,
  registration_id: nat64,
  gate: text,
  was: TrialOutcome,
  would_be: TrialOutcome,
});
export type ReplayDifference = Infer<typeof ReplayDifference>;
export const ReplayPage = record({
  compared: nat32,
  differences: vec(ReplayDifference),
  next: opt(nat64),
});
export type ReplayPage = Infer<typeof ReplayPage>;
