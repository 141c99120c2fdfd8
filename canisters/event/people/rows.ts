/** What is stored about events and their people beyond the door, byte for byte. */
import { binary, GUEST_ROW_KEY_BYTES } from '@qikcard/contracts';

const { fixedBytes, flag, list, oneOf, optional, principalField, str, struct, u8, u32, u64 } =
  binary;
type ValueOf<F> = binary.ValueOf<F>;

const HASH_BYTES = 32;

/** What an event says that no scan needs. */
const eventSettings = struct({
  visibility: oneOf('Public', 'Unlisted', 'Private'),
  address: str,
  room: str,
  approval: flag,
  waitlist: flag,
  acceptWithinSeconds: optional(u32),
  /** SHA-256 of event id and code. */
  invitationHash: optional(fixedBytes(HASH_BYTES)),
  imageType: optional(oneOf('image/png', 'image/jpeg', 'image/webp')),
  /** Counts pictures; part of the path, so that a new one is not taken from a cache. */
  imageVersion: u32,
  seriesId: optional(u64),
  rule: str,
  cancelledAtNs: optional(u64),
  cancelReason: str,
  /** Number of the ticket type made last. */
  ticketTypes: u32,
});
const question = struct({
  number: u8,
  text: str,
  kind: oneOf('Text', 'YesNo', 'Choice'),
  choices: list(str),
  required: flag,
  atDoor: flag,
});
/** Who is in line. Written with every change there, therefore apart from the settings. */
const tally = struct({ waiting: u32, applied: u32, held: u32 });
const ticketType = struct({
  name: str,
  colour: str,
  capacity: optional(u32),
  salesFromNs: optional(u64),
  salesUntilNs: optional(u64),
  validFromNs: optional(u64),
  validUntilNs: optional(u64),
  approval: flag,
  hidden: flag,
  taken: u32,
  withdrawn: flag,
});
const application = struct({
  eventId: u64,
  holder: principalField,
  displayName: str,
  ticketType: u32,
  state: oneOf('Waiting', 'Offered', 'Applied', 'Declined'),
  offeredUntilNs: u64,
  appliedAtNs: u64,
});
const answer = struct({ question: u8, answer: str });
/** What staff know about a guest; under the id that is an application's before a registration's. */
const guestCard = struct({ note: str, attention: str, answers: list(answer) });
const handOver = struct({
  registrationId: u64,
  kind: oneOf('claim', 'transfer'),
  expiresAtNs: u64,
});
const teamMember = struct({ role: oneOf('organizer', 'staff'), namedAtNs: u64 });
const membershipPlan = struct({
  organizer: principalField,
  name: str,
  validFromNs: u64,
  validUntilNs: u64,
  events: list(u64),
  ticketTypeName: str,
});
const membership = struct({
  planId: u64,
  holder: principalField,
  givenAtNs: u64,
  withdrawn: flag,
});
/** Pictures are at most 60,000 bytes, so that a field holds one. */
const image = binary.bytes;

export type EventSettings = ValueOf<typeof eventSettings>;
export type QuestionRow = ValueOf<typeof question>;
export type Tally = ValueOf<typeof tally>;
export type TicketTypeRow = ValueOf<typeof ticketType>;
export type ApplicationRow = ValueOf<typeof application>;
export type GuestCardRow = ValueOf<typeof guestCard>;
export type HandOverRow = ValueOf<typeof handOver>;
export type TeamMemberRow = ValueOf<typeof teamMember>;
export type PlanRow = ValueOf<typeof membershipPlan>;
export type MembershipRow = ValueOf<typeof membership>;

const { versioned } = binary;
export const codecs = {
  eventSettings: versioned(1, eventSettings),
  questions: versioned(1, list(question)),
  tally: versioned(1, tally),
  ticketType: versioned(1, ticketType),
  image: versioned(1, image),
  application: versioned(1, application),
  guestCard: versioned(1, guestCard),
  handOver: versioned(1, handOver),
  teamMember: versioned(1, teamMember),
  membershipPlan: versioned(1, membershipPlan),
  membership: versioned(1, membership),
  id: versioned(1, u64),
  hash: versioned(1, fixedBytes(HASH_BYTES)),
};
export { GUEST_ROW_KEY_BYTES, HASH_BYTES };
