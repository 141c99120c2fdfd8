/** What lending stores, byte for byte. Every change is a new version with a fixture. */
import { binary, NONCE_BYTES } from '@qikcard/contracts';

const {
  bytes,
  fixedBytes,
  flag,
  list,
  oneOf,
  optional,
  principalField,
  str,
  struct,
  u32,
  u64,
  versioned,
} = binary;
type ValueOf<F> = binary.ValueOf<F>;

const condition = oneOf('New', 'Good', 'Worn', 'Damaged');
const method = oneOf('web', 'qr', 'nfc', 'api');
/** Exactly one of the two is there. */
const owner = struct({ person: optional(principalField), eventId: optional(u64) });
const part = struct({ resourceId: u64, count: u32 });

const picture = struct({ contentType: str, bytes: u32, version: u32 });

const terms = struct({
  maxLoanSeconds: u32,
  maxExtensions: u32,
  borrowers: oneOf('Anyone', 'Attendees', 'Inside'),
  selfService: flag,
  selfReturn: flag,
  approval: flag,
  reservable: flag,
  perPersonMax: u32,
  depositE8s: optional(u64),
  text: str,
});
const resource = struct({
  owner,
  name: str,
  category: str,
  description: str,
  quantity: u32,
  condition,
  visibility: oneOf('Public', 'Attendees', 'Unlisted'),
  terms,
  /** Empty unless it is a kit. */
  parts: list(part),
  images: list(picture),
  retired: flag,
  createdAtNs: u64,
  version: u32,
  label: str,
});
const loanFields = {
  resourceId: u64,
  owner,
  borrower: principalField,
  count: u32,
  /** What is out: the thing itself, or the parts of the kit as they were. */
  items: list(part),
  state: oneOf('Requested', 'Open', 'Returned', 'Declined'),
  method,
  returnMethod: optional(method),
  borrowedAtNs: u64,
  dueAtNs: u64,
  overdueAtNs: optional(u64),
  /** When it was returned or declined. */
  closedAtNs: optional(u64),
  extensions: u32,
  conditionOut: condition,
  conditionIn: optional(condition),
  acceptedAtNs: optional(u64),
  handedOutBy: principalField,
  receivedBy: optional(principalField),
  reservationId: optional(u64),
  deposit: optional(oneOf('Asked', 'Held', 'Released', 'Claimed')),
};
const loanV1 = struct(loanFields);
/** `byPass`: the borrower's pass was read; they were not just named. */
const loan = struct({ ...loanFields, byPass: flag });
const reservation = struct({
  resourceId: u64,
  owner,
  holder: principalField,
  count: u32,
  items: list(part),
  fromNs: u64,
  untilNs: u64,
  state: oneOf('Active', 'Converted', 'Cancelled', 'Expired'),
  loanId: optional(u64),
  createdAtNs: u64,
});
const feedEntry = struct({
  atNs: u64,
  kind: oneOf(
    'Added',
    'Edited',
    'Retired',
    'Requested',
    'Lent',
    'Extended',
    'Returned',
    'Overdue',
    'Reserved',
    'ReservationEnded',
    'Damaged',
  ),
  quantity: u32,
  available: u32,
});
/** What a scan id did first: what every repetition is told again. */
const done = struct({
  atNs: u64,
  kind: oneOf('Lent', 'Requested', 'Returned'),
  loanId: u64,
});
/** QIK that the wallet keeps aside for a thing; by its number there. */
const deposit = struct({
  resourceId: u64,
  payer: principalField,
  /** Who may keep of it. */
  lender: principalField,
  amount: u64,
  heldAtNs: u64,
  /** Then the wallet gives it back. */
  untilNs: u64,
  loanId: optional(u64),
  /** When it is settled if nobody says anything. */
  settlesAtNs: optional(u64),
  settledAtNs: optional(u64),
  kept: u64,
});
const damageFields = {
  resourceId: u64,
  loanId: optional(u64),
  by: principalField,
  atNs: u64,
  before: condition,
  after: condition,
  note: str,
  settledAtNs: optional(u64),
};
const damageV1 = struct(damageFields);
const damage = struct({ ...damageFields, images: list(picture) });
const stockAudit = struct({
  owner,
  by: principalField,
  startedAtNs: u64,
  finishedAtNs: optional(u64),
  expected: u32,
  seen: u32,
  scans: u32,
});
const stockAuditLine = struct({
  expected: u32,
  seen: u32,
  condition: optional(condition),
  foreign: flag,
});

export type OwnerRow = ValueOf<typeof owner>;
export type PartRow = ValueOf<typeof part>;
export type TermsRow = ValueOf<typeof terms>;
export type ConditionRow = ValueOf<typeof condition>;
export type MethodRow = ValueOf<typeof method>;
export type ResourceRow = ValueOf<typeof resource>;
export type LoanRow = ValueOf<typeof loan>;
export type ReservationRow = ValueOf<typeof reservation>;
export type ResourceFeedRow = ValueOf<typeof feedEntry>;
export type DoneRow = ValueOf<typeof done>;
export type DepositRow = ValueOf<typeof deposit>;
export type DamageRow = ValueOf<typeof damage>;
export type StockAuditRow = ValueOf<typeof stockAudit>;
export type StockAuditLineRow = ValueOf<typeof stockAuditLine>;

export const resourceCodecs = {
  resource: versioned(1, resource),
  // Who was lent to before is believed to have been there.
  loan: versioned(2, loan, { 1: (reader) => ({ ...loanV1.read(reader), byPass: true }) }),
  reservation: versioned(1, reservation),
  resourceFeedEntry: versioned(1, feedEntry),
  done: versioned(1, done),
  damage: versioned(2, damage, { 1: (reader) => ({ ...damageV1.read(reader), images: [] }) }),
  deposit: versioned(1, deposit),
  stockAudit: versioned(1, stockAudit),
  stockAuditLine: versioned(1, stockAuditLine),
  resourceImage: versioned(1, bytes),
  resourceId: versioned(1, u64),
  resourceCount: versioned(1, u32),
  resourceNonce: versioned(1, fixedBytes(NONCE_BYTES)),
};
