/** The event canister: events, registrations, one-time tokens, devices, check-ins, the live feed. */
import {
  blob,
  bool,
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
import { platformApi } from './platform.ts';

export const EventStatus = variant({ Draft: nothing, Published: nothing });
export type EventStatus = Infer<typeof EventStatus>;

const described = {
  name: text,
  description: text,
  location: text,
  /** IANA name; all times are shown in it. */
  time_zone: text,
  starts_at_ns: nat64,
  ends_at_ns: nat64,
};

export const EventDraft = record({
  ...described,
  /** Doors: scans outside are refused `NotYetOpen` / `Closed`. Default: two hours before the start. */
  doors_open_ns: opt(nat64),
  /** Most registrations; unlimited when absent. */
  capacity: opt(nat32),
});
export type EventDraft = Infer<typeof EventDraft>;

export const EventView = record({
  id: nat64,
  ...described,
  doors_open_ns: nat64,
  capacity: opt(nat32),
  organizer: principal,
  status: EventStatus,
  created_at_ns: nat64,
  registered: nat32,
  /** Holders that have entered at least once. */
  arrived: nat32,
  /** Holders inside now. */
  inside: nat32,
});
export type EventView = Infer<typeof EventView>;
export const EventPage = record({ events: vec(EventView), next: opt(nat64) });

export const Registration = record({
  id: nat64,
  event_id: nat64,
  holder: principal,
  display_name: text,
  registered_at_ns: nat64,
  inside: bool,
  checked_in_at_ns: opt(nat64),
  checked_out_at_ns: opt(nat64),
  revoked: bool,
});
export type Registration = Infer<typeof Registration>;

/** What may go wrong outside the door. */
export const EventRefusal = variant({
  SignInRequired: nothing,
  Forbidden: nothing,
  HolderSuspended: nothing,
  UnknownEvent: nothing,
  UnknownRegistration: nothing,
  UnknownDevice: nothing,
  NotPublished: nothing,
  AlreadyRegistered: record({ registration_id: nat64 }),
  CapacityReached: record({ capacity: nat32 }),
  EventOver: record({ ended_at_ns: nat64 }),
  RegistrationRevoked: nothing,
  PairingCodeUnknown: nothing,
  PairingCodeExpired: record({ at_ns: nat64 }),
  /** No token is issued before the first key has been drawn; try again in a few seconds. */
  KeysNotReady: nothing,
  Invalid: record({ field: text, problem: text }),
  RateLimited: record({ retry_after_seconds: nat32 }),
});
export type EventRefusal = Infer<typeof EventRefusal>;

export const TokenPurpose = variant({
  check_in: nothing,
  check_out: nothing,
  resource_checkout: nothing,
  resource_checkin: nothing,
});
export const IssueTokenRequest = record({ registration_id: nat64, purpose: TokenPurpose });
export const IssuedToken = record({ token: blob, expires_at_ns: nat64, purpose: TokenPurpose });
export type IssuedToken = Infer<typeof IssuedToken>;

export const Direction = variant({ In: nothing, Out: nothing });
export type Direction = Infer<typeof Direction>;

/** One reading of one code. `scan_id` (16 random bytes) makes every retry harmless. */
export const Scan = record({
  scan_id: blob,
  event_id: nat64,
  direction: Direction,
  /** The bytes inside the code (token.ts). */
  payload: blob,
  gate: text,
  /** When the reader saw it, by the reader's clock. */
  captured_at_ns: nat64,
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
  PassTooOld: record({ age_seconds: nat32 }),
  HolderSuspended: nothing,
  DeviceNotAllowed: nothing,
  RateLimited: record({ retry_after_seconds: nat32 }),
  RuleRefused: record({ rule: text }),
});
export type ScanRefusal = Infer<typeof ScanRefusal>;

/** What the door shows with a green light. */
export const Passage = record({
  registration_id: nat64,
  display_name: text,
  at_ns: nat64,
  gate: text,
  /** Holders inside after this scan. */
  inside: nat32,
});
export type Passage = Infer<typeof Passage>;

export const Verdict = variant({ Admitted: Passage, CheckedOut: Passage, Refused: ScanRefusal });
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

/** Public and without personal data: what moved, where, and the counts after it. */
export const FeedEntry = record({
  seq: nat64,
  at_ns: nat64,
  kind: variant({ Registered: nothing, CheckedIn: nothing, CheckedOut: nothing, Refused: nothing }),
  gate: text,
  registered: nat32,
  arrived: nat32,
  inside: nat32,
});
export type FeedEntry = Infer<typeof FeedEntry>;
export const FeedPage = record({ entries: vec(FeedEntry), next_seq: nat64 });

export const AttendancePage = record({ rows: vec(Registration), next: opt(nat64) });

export const eventApi = {
  ...platformApi,
  create_event: update([EventDraft], result(EventView, EventRefusal)),
  publish_event: update([nat64], result(EventView, EventRefusal)),
  get_event: query([nat64], result(EventView, EventRefusal)),
  /** Published events and the caller's own drafts, newest first. */
  list_events: query([opt(nat64), nat32], EventPage),
  /** Registers the caller under a name that staff will see. */
  join_event: update([nat64, text], result(Registration, EventRefusal)),
  /** By the organizer: revokes a registration and every open token of it. */
  revoke_registration: update([nat64], result(Registration, EventRefusal)),
  /** Newest first. */
  my_registrations: query([opt(nat64), nat32], AttendancePage),
  /** Organizer and staff: who is registered, in order of registration. */
  attendance: query([nat64, opt(nat64), nat32], result(AttendancePage, EventRefusal)),
  /** By the holder. Revokes the token issued before for the same registration and purpose. */
  issue_token: update([IssueTokenRequest], result(IssuedToken, EventRefusal)),
  /** By the holder or the organizer: revokes open tokens without a new one. */
  revoke_tokens: update([nat64], result(nat32, EventRefusal)),
  /** What `check_in`/`check_out` would answer now; consumes nothing, authorizes nothing. */
  preview_scan: query([Scan], Verdict),
  /** The method decides the direction, whatever the scan says. */
  check_in: update([Scan], Verdict),
  check_out: update([Scan], Verdict),
  /** A verdict per scan, in order; one refused scan never drops the others. */
  submit_scans: update([vec(Scan)], result(vec(ScanOutcome), SubmitRefusal)),
  /** By the organizer: a code that one device may use once within ten minutes. */
  start_pairing: update([PairingRequest], result(Pairing, EventRefusal)),
  /** By the device itself: its caller principal becomes the enrolled device. */
  pair_device: update([text], result(Device, EventRefusal)),
  revoke_device: update([principal], result(Device, EventRefusal)),
  list_devices: query([nat64], result(vec(Device), EventRefusal)),
  /** Entries after `seq`, oldest first; poll with the last `next_seq`. */
  feed: query([nat64, nat64, nat32], FeedPage),
};
