/** What the event canister stores about its doors. Every change is a new version with a fixture. */
import { binary, type DoorPlan, rulesField, SCAN_ID_BYTES } from '@qikcard/contracts';
import { refusalName } from './rows.ts';

const { bytes, fixedBytes, flag, list, oneOf, optional, principalField, str, struct } = binary;
const { u8, u16, u32, u64, versioned } = binary;
type ValueOf<F> = binary.ValueOf<F>;

/** An optional value as Candid libraries have it: `[]` or `[value]`. */
function opt<T>(inner: binary.Field<T>): binary.Field<[] | [T]> {
  const field = optional(inner);
  return {
    write: (writer, value) => field.write(writer, value[0]),
    read(reader) {
      const value = field.read(reader);
      return value === undefined ? [] : [value];
    },
  };
}

/** The times of ticket types are kept with the ticket types. */
export type StoredPlan = Omit<DoorPlan, 'ticket_times'>;
const doorPlan: binary.Field<StoredPlan> = struct({
  version: u32,
  utc_offsets: list(struct({ from_s: u64, minutes_plus_1440: u16 })),
  zones: list(struct({ id: u16, name: str, capacity: opt(u32) })),
  gates: list(struct({ id: u16, name: str, zone_id: u16 })),
  lists: list(
    struct({
      id: u64,
      name: str,
      gates: list(u16),
      ticket_types: list(u64),
      from_ns: opt(u64),
      until_ns: opt(u64),
      rules: rulesField,
      multi_entry: flag,
      zone_moves: flag,
    }),
  ),
});

/** Where a guest is, and how often they came in; `day` is local, `today` counts that day. */
const place = struct({
  zoneId: u16,
  gateId: u16,
  entries: u32,
  day: u32,
  today: u32,
  lastEntryNs: optional(u64),
  lastExitNs: optional(u64),
  gates: list(struct({ gateId: u16, entries: u32, day: u32, today: u32 })),
});
const lastMove = struct({
  atNs: u64,
  entering: flag,
  gateId: u16,
  /** It was the first entry ever. */
  first: flag,
  /** Other canisters were told. */
  announced: flag,
  before: place,
  inside: flag,
  enteredAtNs: optional(u64),
  enteredGate: str,
  leftAtNs: optional(u64),
});
const presence = struct({ ageChecked: u8, place, last: optional(lastMove) });

/** Counters of an event's doors. */
const floor = struct({
  logLength: u64,
  /** Log entries up to here are pruned. */
  logPruned: u64,
  feedPruned: u64,
  conflicts: u64,
  openConflicts: u32,
  zones: list(struct({ id: u16, inside: u32 })),
  gates: list(struct({ id: u16, inside: u32, entered: u32, left: u32, refused: u32 })),
});
const minute = struct({ entered: u32, left: u32, refused: u32 });

const entryFacts = struct({
  inside: flag,
  zone_id: u16,
  entries: u32,
  entries_at_gate: u32,
  entries_today: u32,
  entries_at_gate_today: u32,
  last_entry_ns: opt(u64),
  last_exit_ns: opt(u64),
  ticket_type_id: opt(u64),
  age_checked: u8,
  inside_event: u32,
  inside_zone: u32,
});
const logEntry = struct({
  atNs: u64,
  kind: oneOf(
    'Entered',
    'Left',
    'Refused',
    'EnteredByHand',
    'LeftByHand',
    'EnteredProvisionally',
    'MassCheckedOut',
    'Undone',
  ),
  registrationId: u64,
  by: principalField,
  gate: str,
  gateId: u16,
  zoneId: u16,
  listId: opt(u64),
  reason: str,
  detail: str,
  /** The scan, whose answer is forgotten together with this entry. */
  scanId: optional(fixedBytes(SCAN_ID_BYTES)),
  /** What was known of the guest at that moment: for replays against another rule. */
  facts: optional(entryFacts),
});

const resolution = oneOf('Keep', 'Undo', 'Revoke');
const conflictFields = {
  kind: oneOf(
    'UsedElsewhere',
    'Revoked',
    'RuleChanged',
    'CapacityPassed',
    'ClockSkew',
    'UnknownRegistration',
    'NotMe',
    'RefusedWrongly',
  ),
  registrationId: u64,
  refusal: refusalName,
  refusalAtNs: u64,
  refusalText: str,
  reader: principalField,
  gate: str,
  readerAtNs: u64,
  correctedAtNs: u64,
  uploadedAtNs: u64,
  other: optional(struct({ reader: principalField, gate: str, atNs: u64 })),
  /** The guest was counted by it, and it was their first entry. */
  first: flag,
  /** The guest was counted inside by it. */
  counted: flag,
  suggested: resolution,
  resolved: optional(struct({ how: resolution, by: principalField, atNs: u64, note: str })),
};
const conflictV1 = struct(conflictFields);
/** Since version 2: what the holder says who disputes a scan. */
const conflict = struct({ ...conflictFields, claim: optional(str) });
const massCheckOut = struct({
  atNs: u64,
  by: principalField,
  checkedOut: u32,
  /** The last registration looked at; 0 before it begins. */
  cursor: u64,
  state: oneOf('Scheduled', 'Running', 'Done'),
});
const devicePolicy = struct({
  forced_list: opt(u64),
  forced_gate: str,
  may_check_in: flag,
  may_check_out: flag,
  may_move_by_hand: flag,
  may_lend: flag,
});
const heartbeat = struct({
  atNs: u64,
  batteryPercent: u8,
  firmware: str,
  queueDepth: u32,
  clockSkewSeconds: u32,
  clockIsAhead: flag,
});

export type Place = ValueOf<typeof place>;
export type LastMove = ValueOf<typeof lastMove>;
export type PresenceRow = ValueOf<typeof presence>;
export type FloorRow = ValueOf<typeof floor>;
export type MinuteRow = ValueOf<typeof minute>;
export type LogRow = ValueOf<typeof logEntry>;
export type ConflictRow = ValueOf<typeof conflict>;
export type MassCheckOutRow = ValueOf<typeof massCheckOut>;
export type PolicyRow = ValueOf<typeof devicePolicy>;
export type HeartbeatRow = ValueOf<typeof heartbeat>;

/** A pairing code that replaces the key of a reader. */
const keyRoll = struct({ replaces: principalField });

/** Numbers of refused lines in the scan log of one event. */
const refusedLines = struct({ eventId: u64, seqs: list(u64) });

/** When a place went to somebody else, and the key of the phone of whoever had it before. */
const passedOn = struct({ atNs: u64, publicKey: optional(fixedBytes(32)) });
export type PassedOnRow = ValueOf<typeof passedOn>;

/** What is known of the picture of a guest without reading it. */
const doorPhoto = struct({ hash: fixedBytes(32), contentType: str, bytes: u32, givenAtNs: u64 });
export type DoorPhotoRow = ValueOf<typeof doorPhoto>;

export const doorCodecs = {
  doorPhoto: versioned(1, doorPhoto),
  doorPhotoImage: versioned(1, bytes),
  passedOn: versioned(1, passedOn),
  refusedLines: versioned(1, refusedLines),
  keyRoll: versioned(1, keyRoll),
  doorPlan: versioned(1, doorPlan),
  presence: versioned(1, presence),
  floor: versioned(1, floor),
  minute: versioned(1, minute),
  logEntry: versioned(1, logEntry),
  conflict: versioned(2, conflict, {
    1: (reader) => ({ ...conflictV1.read(reader), claim: undefined }),
  }),
  forgotten: versioned(1, u64),
  massCheckOut: versioned(1, massCheckOut),
  devicePolicy: versioned(1, devicePolicy),
  heartbeat: versioned(1, heartbeat),
};
