/** What people read when an operation other than a scan is refused: one sentence that says what to do. */
import type { AuthRefusal } from './auth.ts';
import type { SessionRefusal } from './auth-sessions.ts';
import type { TokenRefusal } from './auth-tokens.ts';
import type { TransferRefusal } from './auth-transfers.ts';
import type { UserRefusal } from './auth-users.ts';
import type { Infer } from './candid.ts';
import type { EventRefusal, SubmitRefusal } from './event.ts';
import type { ProfileRefusal } from './profile-shapes.ts';
import type { ResourceRefusal } from './resource-shapes.ts';
import type { FormatTime } from './sentences.ts';

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

/** What may be wrong with the code of a thing or a borrower, by the name of the scan refusal. */
const codeSentences: Record<string, string | undefined> = {
  AlreadyUsed: 'This code was used already. Ask for a fresh one.',
  Expired: 'This code has expired. Ask for a fresh one.',
  Revoked: 'There is a newer code. Ask for the one shown now.',
  BadSignature: 'This code is not genuine.',
  WrongPurpose: 'This code is for something else.',
  WrongEvent: 'This pass is for another event.',
};

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
  KeysNotReady: () => 'Codes are being prepared. Try again in a few seconds.',
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
  UnknownResource: () => 'There is no such thing, or it is not shown to you.',
  UnknownLoan: () => 'There is no such loan. Reload the list.',
  UnknownReservation: () => 'There is no such reservation. Reload the list.',
  UnknownLabel: () => 'This label is not in use. Ask whoever lends the thing.',
  UnknownStockAudit: () => 'There is no such stock audit. Reload the list.',
  CodeRefused: ({ reason }) =>
    codeSentences[reason] ?? 'This code cannot be used here. Ask for a fresh one.',
  Retired: () => 'This thing is no longer lent.',
  AllLent: ({ free, again_at_ns: [again] }, time) =>
    `${free === 0 ? 'All are lent' : `Only ${free} left`}${
      again === undefined ? '.' : `; there are enough again at ${time(again)}.`
    }`,
  ReservedForAnother: ({ from_ns, until_ns }, time) =>
    `Reserved for somebody else from ${time(from_ns)} to ${time(until_ns)}.`,
  WrongPerson: () => 'This is for another person. Ask for the person who reserved it.',
  NotRegisteredForEvent: () => 'Only for guests of the event. Join the event first.',
  NotInsideEvent: () => 'Only for guests who are inside. Check in first.',
  AskOwner: () => 'Somebody who lends it out has to hand it over or take it back.',
  TermsNotAccepted: () => 'Please accept the terms first.',
  Changed: () => 'The thing or its terms have changed. Look again, then confirm.',
  TooLong: ({ latest_due_ns }, time) => `It has to be back by ${time(latest_due_ns)}.`,
  NoMoreExtensions: ({ limit }) =>
    limit === 0 ? 'This loan cannot be extended.' : `Extended ${limit} times already.`,
  LoanOverdue: ({ due_at_ns }, time) => `It was due at ${time(due_at_ns)}. Please bring it back.`,
  LoanClosed: ({ at_ns }, time) => `This loan ended at ${time(at_ns)}.`,
  NotLent: () => 'It is not lent to this person.',
  SeveralLoans: () => 'It is lent more than once. Choose the loan.',
  NotReservable: () => 'This thing cannot be reserved.',
  ReservationOver: () => 'This reservation is over.',
  StockAuditClosed: () => 'This stock audit is finished. Start another one.',
  TooMany: ({ limit }) => `Too many at once: at most ${limit}.`,
};

/** The sentence of any refusal outside the door; scans have `refusalSentence`. */
export function operationRefusalSentence(refusal: Refusal, time: FormatTime): string {
  const name = Object.keys(refusal)[0] as RefusalName;
  // A canister may be newer than this client: its unknown refusals still need words.
  const sentence = sentences[name] as ((data: unknown, time: FormatTime) => string) | undefined;
  return sentence?.((refusal as Record<string, unknown>)[name], time) ?? `Refused: ${name}.`;
}
