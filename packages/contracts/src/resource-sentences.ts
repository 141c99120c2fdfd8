/** What people read when lending is refused, beside the refusals that other operations have, too. */
import type { ResourceRefusal } from './resource-shapes.ts';
import type { FormatTime } from './sentences.ts';

type Shared =
  | 'SignInRequired'
  | 'Forbidden'
  | 'HolderSuspended'
  | 'UnknownEvent'
  | 'LimitReached'
  | 'KeysNotReady'
  | 'Invalid'
  | 'RateLimited';
type NameOf<R> = R extends unknown ? keyof R : never;
type Sentences = {
  [K in Exclude<NameOf<ResourceRefusal>, Shared>]: (
    data: Extract<ResourceRefusal, Record<K, unknown>>[K],
    time: FormatTime,
  ) => string;
};

/** What may be wrong with the code of a thing or a borrower, by the name of the scan refusal. */
const codeSentences: Record<string, string | undefined> = {
  AlreadyUsed: 'This code was used already. Ask for a fresh one.',
  Expired: 'This code has expired. Ask for a fresh one.',
  Revoked: 'There is a newer code. Ask for the one shown now.',
  BadSignature: 'This code is not genuine.',
  WrongPurpose: 'This code is for something else.',
  WrongEvent: 'This pass is for another event.',
  WrongThing: 'This code is for another thing.',
  CardBlocked: 'This card is blocked. Ask for another card or a pass.',
  CardUnknown: 'This card belongs to nobody at this event.',
  CardNotAccepted: 'This event takes no such cards. Ask for a pass.',
  CardOfNoEvent: 'Cards borrow only the things of their event. Ask for a pass.',
  TapUsed: 'This tap was used already. Tap the card again.',
  PlaceEnded: 'The place of this guest was withdrawn.',
  TokenMissing: 'The phone of the guest has to be online to borrow. Ask for a fresh code.',
};

export const resourceSentences: Sentences = {
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
};
