/** One reading of a code at a door, what it is answered, and the reader that read it. */
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
import { Question } from './event-questions.ts';
import { TokenPurpose } from './token-shapes.ts';

export const Direction = variant({ In: nothing, Out: nothing });
export type Direction = Infer<typeof Direction>;

/** What the reader found out about the signature of a rotating pass. */
export const PossessionReport = variant({ Verified: nothing, NotChecked: nothing });
export type PossessionReport = Infer<typeof PossessionReport>;
/** What a reader decided on its own, without the network. Presence is a fact; rights are not. */
export const OfflineDecision = record({
  /** The guest went through. */
  passed: bool,
  /** By the reader's clock: when it decided, and what it says now, while uploading. */
  decided_at_ns: nat64,
  reader_now_ns: nat64,
});
export type OfflineDecision = Infer<typeof OfflineDecision>;

/** One reading of one code. `scan_id` (16 random bytes) makes every retry harmless. */
export const Scan = record({
  scan_id: blob,
  event_id: nat64,
  direction: Direction,
  /** The bytes inside the code (pass.ts). */
  payload: blob,
  gate: text,
  /** When the reader saw it, by the reader's clock; 0: now. */
  captured_at_ns: nat64,
  /** Believed of an enrolled reader only. */
  possession: opt(PossessionReport),
  /** Which check-in list; absent: the first of the gate. */
  list_id: opt(nat64),
  /** Only for scans that are uploaded after the reader has decided them. */
  offline: opt(OfflineDecision),
});
export type Scan = Infer<typeof Scan>;

/** Why a scan was refused, with what staff need to say. Entitlement only: never a bug. */
export const ScanRefusal = variant({
  Malformed: nothing,
  UnknownToken: nothing,
  BadSignature: nothing,
  Expired: record({ at_ns: nat64 }),
  AlreadyUsed: record({ at_ns: nat64, gate: text }),
  Revoked: nothing,
  NotYetOpen: record({ opens_ns: nat64 }),
  Closed: record({ closed_ns: nat64 }),
  WrongEvent: nothing,
  WrongPurpose: record({ expected: TokenPurpose }),
  WrongGate: record({ allowed: vec(text) }),
  AlreadyInside: record({ since_ns: nat64, gate: text }),
  NotInside: nothing,
  CapacityReached: nothing,
  PossessionMissing: nothing,
  /** The event wants the guest's phone to answer the code that the gate shows. */
  ChallengeMissing: nothing,
  /** The event does not take cards that anybody can copy. */
  CardNotAccepted: nothing,
  PassTooOld: record({ age_seconds: nat32 }),
  /** The clock of the phone is ahead: its pass is of a time to come. */
  PassTooEarly: record({ ahead_seconds: nat32 }),
  HolderSuspended: nothing,
  DeviceNotAllowed: nothing,
  RateLimited: record({ retry_after_seconds: nat32 }),
  /** The rule in the notation of `rules/notation.ts`. */
  RuleRefused: record({ rule: text }),
  EventCancelled: nothing,
  /** The times of the guest's ticket type. */
  TicketNotYetValid: record({ from_ns: nat64 }),
  TicketNoLongerValid: record({ until_ns: nat64 }),
  UnknownList: nothing,
  /** The policy of this reader does not have it. */
  ActionNotAllowed: nothing,
  /** The reader turned the guest away on its own. */
  RefusedOffline: nothing,
  /** The reader's clock was off by so much while it decided on its own. */
  ClockSkewed: record({ seconds: nat32 }),
});
export type ScanRefusal = Infer<typeof ScanRefusal>;

/** What staff are to see or ask before they let a guest in. */
export const DoorNotes = record({
  /** The attention flag of the guest, in the words of whoever set it; empty when there is none. */
  attention: text,
  /** Questions of the event that are asked at the door and are not answered yet. */
  questions: vec(Question),
});
export type DoorNotes = Infer<typeof DoorNotes>;

/** What the door shows with a green light. */
export const Passage = record({
  registration_id: nat64,
  display_name: text,
  at_ns: nat64,
  gate: text,
  /** Holders inside after this scan. */
  inside: nat32,
  /** On the way out: things of this event that the holder still has. Absent when there are none. */
  open_loans: opt(nat32),
  /** On the way in: absent when there is nothing to see or to ask. */
  door_notes: opt(DoorNotes),
});
export type Passage = Infer<typeof Passage>;

/** Somebody went in whom the canister would not have let in: for staff to look at. */
export const ProvisionalPassage = record({
  passage: Passage,
  conflict_id: nat64,
  reason: ScanRefusal,
});
export type ProvisionalPassage = Infer<typeof ProvisionalPassage>;

export const Verdict = variant({
  Admitted: Passage,
  AdmittedProvisional: ProvisionalPassage,
  CheckedOut: Passage,
  Refused: ScanRefusal,
});
export type Verdict = Infer<typeof Verdict>;
export const ScanOutcome = record({ scan_id: blob, verdict: Verdict });
export type ScanOutcome = Infer<typeof ScanOutcome>;
export const SubmitRefusal = variant({ TooMany: record({ limit: nat32 }) });

export const Device = record({
  id: principal,
  event_id: nat64,
  name: text,
  gate: text,
  paired_at_ns: nat64,
  last_seen_ns: nat64,
  revoked: bool,
});
export type Device = Infer<typeof Device>;
export const PairingRequest = record({ event_id: nat64, name: text, gate: text });
export const Pairing = record({ code: text, expires_at_ns: nat64 });
