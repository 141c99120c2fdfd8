/** Why an operation outside the door is refused. */
import { type Infer, nat32, nat64, nothing, record, text, variant } from './candid.ts';

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
  UnknownList: nothing,
  UnknownConflict: nothing,
  /** Somebody resolved the conflict before. */
  AlreadyResolved: nothing,
  /** Somebody changed the plan since it was read; its version now. */
  PlanChanged: record({ version: nat32 }),
  /** The latest move was undone before, or there was none. */
  NothingToUndo: nothing,
  UndoTooLate: record({ ended_at_ns: nat64 }),
  CheckOutUnderWay: nothing,
  /** No token is issued before the first key has been drawn; try again in a few seconds. */
  KeysNotReady: nothing,
  Invalid: record({ field: text, problem: text }),
  RateLimited: record({ retry_after_seconds: nat32 }),
  EventCancelled: record({ at_ns: nat64, reason: text }),
  /** Private events and hidden ticket types are for those who know the invitation code. */
  InvitationNeeded: nothing,
  UnknownTicketType: nothing,
  SalesNotOpen: record({ opens_ns: nat64 }),
  SalesClosed: record({ closed_ns: nat64 }),
  UnknownApplication: nothing,
  /** The caller waits for a place already, or for a decision about it. */
  AlreadyApplied: record({ application_id: nat64 }),
  OfferExpired: record({ at_ns: nat64 }),
  /** Whoever has been inside can no longer cancel or pass their place on. */
  AlreadyEntered: record({ at_ns: nat64 }),
  UnknownCode: nothing,
  CodeExpired: record({ at_ns: nat64 }),
  UnknownMembership: nothing,
  /** Not valid at the time or for this event, or withdrawn. */
  MembershipNotValid: nothing,
});
export type EventRefusal = Infer<typeof EventRefusal>;
