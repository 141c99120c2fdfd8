/** What people read when an operation other than a scan is refused: one sentence that says what to do. */
import type { AuthRefusal } from './auth.ts';
import type { SessionRefusal } from './auth-sessions.ts';
import type { TokenRefusal } from './auth-tokens.ts';
import type { TransferRefusal } from './auth-transfers.ts';
import type { UserRefusal } from './auth-users.ts';
import type { Infer } from './candid.ts';
import type { EventRefusal, SubmitRefusal } from './event.ts';
import type { ProfileRefusal } from './profile-shapes.ts';
import { resourceSentences } from './resource-sentences.ts';
import type { ResourceRefusal } from './resource-shapes.ts';
import type { FormatTime } from './sentences.ts';
import type { WalletRefusal } from './wallet-refusal.ts';
import { walletSentences } from './wallet-sentences.ts';

/** Every refusal a client can meet; a new one does not compile until it has a sentence below. */
export type Refusal =
  | AuthRefusal
  | SessionRefusal
  | TokenRefusal
  | TransferRefusal
  | UserRefusal
  | EventRefusal
  | ProfileRefusal
  | ResourceRefusal
  | WalletRefusal
  | Infer<typeof SubmitRefusal>;

type NameOf<R> = R extends unknown ? keyof R : never;
export type RefusalName = NameOf<Refusal>;
type Sentences = {
  [K in RefusalName]: (
    data: Extract<Refusal, Record<K, unknown>>[K & keyof Extract<Refusal, Record<K, unknown>>],
    time: FormatTime,
  ) => string;
};

const wait = ({ retry_after_seconds }: { retry_after_seconds: number }) =>
  `Too many attempts. Try again in ${retry_after_seconds} seconds.`;

const sentences: Sentences = {
  SignInRequired: () => 'Please sign in first.',
  NotRegistered: () => 'There is no account for this sign-in yet. Please register first.',
  Forbidden: () => 'You may not do this. Ask an organizer for the role.',
  Invalid: ({ field, problem }) => `${field.replaceAll('_', ' ')}: ${problem}`,
  TokenInvalid: ({ reason }) => `This token is not accepted: ${reason}.`,
  UnknownTransfer: () => 'There is no such transfer. Reload the list.',
  TransferNotApproved: () => 'An admin has to approve this transfer first.',
  TransferNotReady: ({ ready_at_ns }, time) =>
    `This transfer can be completed from ${time(ready_at_ns)} on.`,
  TransferClosed: () => 'This transfer is over. Ask for a new one.',
  SessionEnded: () => 'This session has ended. Please sign in again.',
  LastAdmin: () => 'This is the last admin. Make someone else admin first.',
  RateLimited: wait,
  HolderSuspended: () => 'This account is suspended. Call the organizer.',
  UnknownEvent: () => 'There is no such event. Check the link.',
  UnknownRegistration: () => 'There is no such registration. Join the event first.',
  UnknownDevice: () => 'This reader is not known here. Pair it first.',
  NotPublished: () => 'The event is not published yet.',
  AlreadyRegistered: () => 'You are already registered for this event.',
  CapacityReached: ({ capacity }) => `All ${capacity} places are taken.`,
  EventOver: ({ ended_at_ns }, time) => `The event ended at ${time(ended_at_ns)}.`,
  RegistrationRevoked: () => 'This registration was withdrawn. Ask the organizer.',
  PairingCodeUnknown: () => 'This pairing code is not known or was used. Ask for a new one.',
  PairingCodeExpired: ({ at_ns }, time) =>
    `This pairing code expired at ${time(at_ns)}. Ask for a new one.`,
  UnknownList: () => 'There is no such check-in list any more. Reload the page.',
  UnknownConflict: () => 'There is no such conflict any more. Reload the list.',
  AlreadyResolved: () => 'Somebody has resolved this conflict already.',
  PlanChanged: () => 'Somebody else has changed the doors. Reload, then make your change again.',
  NothingToUndo: () => 'There is no move to take back.',
  UndoTooLate: ({ ended_at_ns }, time) =>
    `A move can be taken back for ten minutes; that was until ${time(ended_at_ns)}.`,
  CheckOutUnderWay: () => 'Everybody is being checked out already.',
  KeysNotReady: () => 'Codes are being prepared. Try again in a few seconds.',
  EventCancelled: ({ reason }) =>
    reason === '' ? 'The event was cancelled.' : `The event was cancelled: ${reason}`,
  InvitationNeeded: () => 'This is for invited guests. Enter the code of your invitation.',
  UnknownTicketType: () => 'There is no such ticket type. Choose another one.',
  SalesNotOpen: ({ opens_ns }, time) => `This ticket can be had from ${time(opens_ns)} on.`,
  SalesClosed: ({ closed_ns }, time) => `This ticket could be had until ${time(closed_ns)}.`,
  UnknownApplication: () => 'There is no such application any more. Reload the page.',
  AlreadyApplied: () => 'You are in line already.',
  OfferExpired: ({ at_ns }, time) => `This place was kept for you until ${time(at_ns)}.`,
  AlreadyEntered: ({ at_ns }, time) => `This is no longer possible: entered at ${time(at_ns)}.`,
  UnknownCode: () => 'This code is not known or was used. Ask for a new one.',
  CodeExpired: ({ at_ns }, time) => `This code expired at ${time(at_ns)}. Ask for a new one.`,
  UnknownMembership: () => 'There is no such membership.',
  MembershipNotValid: () => 'This membership is not valid for this event.',
  UnknownPerson: () => 'There is no such person, or their profile is not shown to you.',
  UsernameTaken: () => 'This username, or one that looks like it, is taken. Choose another.',
  UsernameReserved: () => 'This username is reserved. Choose another.',
  UsernameTooSoon: ({ next_change_at_ns }, time) =>
    `You can change your username again at ${time(next_change_at_ns)}.`,
  UnknownRequest: () => 'There is no such request any more. Reload the list.',
  LimitReached: ({ what, limit }) =>
    `You have ${limit} ${what}, which is the most. Remove one first.`,
  ErasureUnderWay: () => 'Your data is being removed. Try again in a minute.',
  EncryptionUnavailable: () => 'Private details cannot be unlocked now. Try again in a minute.',
  ...resourceSentences,
  ...walletSentences,
  TooMany: ({ limit }) => `Too many at once: at most ${limit}.`,
};

/** The sentence of any refusal outside the door; scans have `refusalSentence`. */
export function operationRefusalSentence(refusal: Refusal, time: FormatTime): string {
  const name = Object.keys(refusal)[0] as RefusalName;
  // A canister may be newer than this client: its unknown refusals still need words.
  const sentence = sentences[name] as ((data: unknown, time: FormatTime) => string) | undefined;
  return sentence?.((refusal as Record<string, unknown>)[name], time) ?? `Refused: ${name}.`;
}
