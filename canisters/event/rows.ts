/** What the event canister stores, byte for byte. Every change is a new version with a fixture. */
import { binary, GATE_SECRET_BYTES, NONCE_BYTES, TOKEN_BYTES } from '@qikcard/contracts';

const { fixedBytes, flag, oneOf, optional, principalField, str, struct, u32, u64 } = binary;
type ValueOf<F> = binary.ValueOf<F>;

/** The texts of an event: long, seldom read. */
const eventTexts = struct({
  name: str,
  description: str,
  location: str,
  timeZone: str,
  createdAtNs: u64,
});
/** What every scan reads and writes, kept apart from the texts because text is dear. */
const eventDoor = struct({
  organizer: principalField,
  status: oneOf('draft', 'published', 'cancelled', 'archived'),
  startsAtNs: u64,
  endsAtNs: u64,
  doorsOpenNs: u64,
  capacity: optional(u32),
  registered: u32,
  arrived: u32,
  inside: u32,
  feedLength: u64,
});
const registrationFields = {
  eventId: u64,
  holder: principalField,
  displayName: str,
  registeredAtNs: u64,
  inside: flag,
  /** The latest entry; absent before the first. */
  enteredAtNs: optional(u64),
  enteredGate: str,
  leftAtNs: optional(u64),
  /** No way in any more, whoever took the place back. */
  revoked: flag,
};
const registration1 = struct(registrationFields);
const registration = struct({
  ...registrationFields,
  /** By the holder; only where `revoked`. */
  cancelled: flag,
  /** 0 for an event without types. */
  ticketType: u32,
  /** Whether staff are to look at the guest's card. */
  attention: flag,
});
const tokenUse = struct({ atNs: u64, gate: str, device: principalField });
const token = struct({
  /** The whole token: a payload equal to it needs no HMAC (docs/decisions/020). */
  issued: fixedBytes(TOKEN_BYTES),
  issuedAtNs: u64,
  used: optional(tokenUse),
  revokedAtNs: optional(u64),
});
const device = struct({
  eventId: u64,
  name: str,
  gate: str,
  pairedAtNs: u64,
  lastSeenNs: u64,
  revoked: flag,
});
const pairing = struct({
  eventId: u64,
  name: str,
  gate: str,
  expiresAtNs: u64,
  /** Who used the code, so that a repeated call of the same device gets the same answer. */
  usedBy: optional(principalField),
});
const feedFields = {
  atNs: u64,
  /** By position: only ever append. */
  kind: oneOf('Registered', 'CheckedIn', 'CheckedOut', 'Refused', 'Undone', 'Ended'),
  gate: str,
  registered: u32,
  arrived: u32,
  inside: u32,
};
const feedEntry1 = struct(feedFields);
/** Whose way it was is for staff only. */
const feedEntry = struct({ ...feedFields, registrationId: optional(u64) });
/** Refusals a scan can be answered with for good, by position: only ever append. */
export const refusalName = oneOf(
  'Malformed',
  'UnknownToken',
  'BadSignature',
  'Expired',
  'AlreadyUsed',
  'Revoked',
  'NotYetOpen',
  'Closed',
  'WrongEvent',
  'WrongPurpose',
  'AlreadyInside',
  'NotInside',
  'HolderSuspended',
  'PossessionMissing',
  'PassTooOld',
  'PassTooEarly',
  'ChallengeMissing',
  'CardNotAccepted',
  'EventCancelled',
  'WrongGate',
  'CapacityReached',
  'RuleRefused',
  'UnknownList',
  'ActionNotAllowed',
  'RefusedOffline',
  'ClockSkewed',
  'TicketNotYetValid',
  'TicketNoLongerValid',
);
/** The answer a scan id was given first: what every repetition gets again. */
const answerV1 = {
  capturedAtNs: u64,
  device: principalField,
  kind: oneOf('Admitted', 'CheckedOut', 'Refused', 'AdmittedProvisional'),
  registrationId: u64,
  atNs: u64,
  gate: str,
  inside: u32,
  /** The refusal and its data; zero and empty where there are none. */
  refusal: optional(refusalName),
  refusalAtNs: u64,
  refusalText: str,
};
/** Since version 2: the conflict behind a provisional admission, otherwise 0. */
const answer = struct({ ...answerV1, conflictId: u64 });
/** `after`: the last registration that was done. */
const erasure = struct({ erasedAtNs: u64, after: optional(u64) });

/** The phone of a holder. One key at a time: two would let two people share a registration. */
const holderKey = struct({ publicKey: fixedBytes(32), boundAtNs: u64 });
const passPolicy = struct({
  possession: oneOf('Optional', 'Required', 'GateChallenge'),
  checkedBy: oneOf('Reader', 'Canister'),
  plainCards: flag,
});
const cardKeys = struct({ metaKey: fixedBytes(16), masterKey: fixedBytes(16) });
const card = struct({
  registrationId: u64,
  kind: oneOf('Sun', 'Plain'),
  status: oneOf('Active', 'Blocked', 'Replaced'),
  counter: u32,
  boundAtNs: u64,
  used: optional(struct({ atNs: u64, gate: str })),
});
/** The latest change of a registration in the roster, and whether it counts as valid there. */
const rosterVersion = struct({ version: u64, valid: flag });
const rosterHead = struct({ version: u64, valid: u32 });
/** Where a code was spent. */
const codeUse = struct({ atNs: u64, gate: str });

export type EventTexts = ValueOf<typeof eventTexts>;
export type EventDoor = ValueOf<typeof eventDoor>;
export type RegistrationRow = ValueOf<typeof registration>;
export type TokenRow = ValueOf<typeof token>;
export type DeviceRow = ValueOf<typeof device>;
export type PairingRow = ValueOf<typeof pairing>;
export type FeedRow = ValueOf<typeof feedEntry>;
export type AnswerRow = ValueOf<typeof answer>;
export type HolderKeyRow = ValueOf<typeof holderKey>;
export type PassPolicyRow = ValueOf<typeof passPolicy>;
export type CardKeysRow = ValueOf<typeof cardKeys>;
export type CardRow = ValueOf<typeof card>;
export type CodeUse = ValueOf<typeof codeUse>;

const { versioned } = binary;
export const codecs = {
  eventTexts: versioned(1, eventTexts),
  eventDoor: versioned(1, eventDoor),
  registration: versioned(2, registration, {
    1: (r) => ({ ...registration1.read(r), cancelled: false, ticketType: 0, attention: false }),
  }),
  token: versioned(1, token),
  device: versioned(1, device),
  pairing: versioned(1, pairing),
  feedEntry: versioned(2, feedEntry, {
    1: (reader) => ({ ...feedEntry1.read(reader), registrationId: undefined }),
  }),
  erasure: versioned(1, erasure),
  answer: versioned(2, answer, {
    1: (reader) => ({ ...struct(answerV1).read(reader), conflictId: 0n }),
  }),
  id: versioned(1, u64),
  count: versioned(1, u32),
  nonce: versioned(1, fixedBytes(NONCE_BYTES)),
  holderKey: versioned(1, holderKey),
  passPolicy: versioned(1, passPolicy),
  codeUse: versioned(1, codeUse),
  cardKeys: versioned(1, cardKeys),
  card: versioned(1, card),
  rosterVersion: versioned(1, rosterVersion),
  rosterHead: versioned(1, rosterHead),
  gateSecret: versioned(1, fixedBytes(GATE_SECRET_BYTES)),
};
