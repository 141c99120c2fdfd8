/** What the profile canister stores, byte for byte. Every change is a new version with a fixture. */
import { binary } from '@qikcard/contracts';

const { bytes, flag, list, oneOf, optional, principalField, str, struct, u16, u32, u64 } = binary;
type ValueOf<F> = binary.ValueOf<F>;

const member = struct({ sinceNs: u64 });
const audience = oneOf('Public', 'Connections', 'OnlyMe');
const avatarInfo = struct({
  contentType: oneOf('image/png', 'image/jpeg', 'image/webp'),
  width: u16,
  height: u16,
  bytes: u32,
  version: u32,
});
const profile = struct({
  username: optional(str),
  usernameSetAtNs: optional(u64),
  bio: str,
  links: list(struct({ label: str, url: str })),
  theme: oneOf('System', 'Light', 'Dark'),
  privacy: struct({
    bio: audience,
    links: audience,
    avatar: audience,
    attendance: audience,
    reputation: audience,
    achievements: audience,
    connections: audience,
  }),
  suggestMe: flag,
  avatar: optional(avatarInfo),
});
/** By skeleton. Without owner: held after an erasure, for nobody. */
const username = struct({
  name: str,
  owner: optional(principalField),
  heldUntilNs: optional(u64),
});
const side = struct({
  state: oneOf('none', 'sent', 'received', 'connected'),
  blocked: flag,
  quietUntilNs: optional(u64),
  sinceNs: u64,
});
const linkCounts = struct({ Connected: u16, Received: u16, Sent: u16, Blocked: u16 });
/** The entries of one owner in a journal: `first` to `next` - 1. */
const journalBoundsV1 = { first: u64, next: u64 };
/** `gone`: of them, those that were taken out of the middle. */
const journalBounds = struct({ ...journalBoundsV1, gone: u64 });
const attendance = struct({
  eventId: u64,
  registeredAtNs: optional(u64),
  firstEnteredAtNs: optional(u64),
  lastPassageAtNs: optional(u64),
  entries: u32,
  inside: flag,
});
const scanFields = { atNs: u64, eventId: u64, gate: str, entering: flag };
const scanV1 = struct(scanFields);
/** Since version 2: the place, and why a scan was turned away. */
const scan = struct({ ...scanFields, registrationId: optional(u64), refused: optional(str) });
const achievement = struct({ atNs: u64, tokenId: u64, eventId: optional(u64), name: str });
const deed = struct({
  kind: oneOf(
    'Attended',
    'NoShow',
    'ReturnedOnTime',
    'ReturnedLate',
    'Endorsed',
    'Overdue',
    'ReturnedDamaged',
  ),
  atNs: u64,
  subject: optional(u64),
});
/** By position: only ever append. */
const notificationKind = oneOf(
  'ConnectionRequested',
  'ConnectionAccepted',
  'Endorsed',
  'CheckedIn',
  'AchievementReceived',
  'PlaceGiven',
  'PlaceOffered',
  'OfferLapsed',
  'ApplicationApproved',
  'ApplicationDeclined',
  'EventCancelled',
  'EventChanged',
  'PlaceReceived',
  'PlaceRevoked',
  'EventReminder',
  'LoanDueSoon',
  'LoanOverdue',
  'LoanReturned',
  'LoanRequested',
  'LoanApproved',
  'LoanDeclined',
  'DamageReported',
  'ReservationReady',
  'ReservationLapsed',
  'ReservationCancelled',
);
const notificationFields = {
  kind: notificationKind,
  atNs: u64,
  read: flag,
  person: optional(principalField),
  eventId: optional(u64),
  detail: str,
};
const notificationV1 = struct(notificationFields);
const notificationV2Fields = {
  ...notificationFields,
  untilNs: optional(u64),
  resourceId: optional(u64),
};
const notificationV2 = struct(notificationV2Fields);
const notification = struct({ ...notificationV2Fields, amount: optional(u64) });
const inbox = struct({ unread: u32, readThrough: u64 });
/** Bit n of a mask is set when kind n is left out, so that kinds added later are on. */
const preferences = struct({ inboxOff: u32, pushOff: u32 });
const pushFields = { endpoint: str, p256dh: bytes, auth: bytes };
const pushV1 = list(struct(pushFields));
const push = list(struct({ ...pushFields, name: optional(str) }));
const reportFields = {
  atNs: u64,
  reporter: principalField,
  person: principalField,
  reason: oneOf('Spam', 'Harassment', 'Impersonation', 'OffensiveContent', 'Other'),
  note: str,
};
const reportV1 = struct(reportFields);
const report = struct({
  ...reportFields,
  resolution: optional(
    struct({
      outcome: oneOf('Dismissed', 'ActionTaken'),
      note: str,
      by: principalField,
      atNs: u64,
    }),
  ),
});
/** When a person asked for removal, and whether everything is gone. */
const erasure = struct({ atNs: u64, done: flag, removed: u32 });
/** Unreadable here: encrypted by its owner's device. */
const sealedField = struct({ sealed: bytes, updatedAtNs: u64 });
/** The vetKD key that exists on this network, and its public half; empty before it is known. */
const vetKey = struct({ name: str, publicKey: bytes });
/** How far a newcomer has come, and to what they agreed. */
const firstRun = struct({
  named: flag,
  consent: optional(struct({ version: u32, atNs: u64 })),
  finished: flag,
});

export type ProfileRow = ValueOf<typeof profile>;
export type AvatarInfoRow = ValueOf<typeof avatarInfo>;
export type UsernameRow = ValueOf<typeof username>;
export type LinkCounts = ValueOf<typeof linkCounts>;
export type AttendanceRow = ValueOf<typeof attendance>;
export type ScanRow = ValueOf<typeof scan>;
export type AchievementRow = ValueOf<typeof achievement>;
export type DeedRow = ValueOf<typeof deed>;
export type NotificationRow = ValueOf<typeof notification>;
export type PreferencesRow = ValueOf<typeof preferences>;
export type PushRow = ValueOf<typeof push>;
export type SealedFieldRow = ValueOf<typeof sealedField>;
export type FirstRunRow = ValueOf<typeof firstRun>;
export type ReportRow = ValueOf<typeof report>;

const { versioned } = binary;
export const codecs = {
  member: versioned(1, member),
  profile: versioned(1, profile),
  username: versioned(1, username),
  avatar: versioned(1, bytes),
  side: versioned(1, side),
  linkCounts: versioned(1, linkCounts),
  journalBounds: versioned(2, journalBounds, {
    1: (reader) => ({ ...struct(journalBoundsV1).read(reader), gone: 0n }),
  }),
  attendance: versioned(1, attendance),
  scan: versioned(2, scan, {
    1: (reader) => ({ ...scanV1.read(reader), registrationId: undefined, refused: undefined }),
  }),
  achievement: versioned(1, achievement),
  deed: versioned(1, deed),
  notification: versioned(3, notification, {
    1: (reader) => ({
      ...notificationV1.read(reader),
      untilNs: undefined,
      resourceId: undefined,
      amount: undefined,
    }),
    2: (reader) => ({ ...notificationV2.read(reader), amount: undefined }),
  }),
  inbox: versioned(1, inbox),
  preferences: versioned(1, preferences),
  push: versioned(2, push, {
    1: (reader) => pushV1.read(reader).map((each) => ({ ...each, name: undefined })),
  }),
  report: versioned(2, report, {
    1: (reader) => ({ ...reportV1.read(reader), resolution: undefined }),
  }),
  erasure: versioned(1, erasure),
  sealedField: versioned(1, sealedField),
  vetKey: versioned(1, vetKey),
  flag: versioned(1, flag),
  firstRun: versioned(1, firstRun),
  number: versioned(1, u64),
  relay: versioned(1, optional(principalField)),
};
