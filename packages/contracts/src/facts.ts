/**
 * Facts: what one canister tells another has happened. `kind` numbers are for ever; a receiver
 * acknowledges kinds it does not know without effect, so canisters can be upgraded in any order.
 * No personal data: ids and principals only.
 */
import {
  type Codec,
  flag,
  oneOf,
  optional,
  principalField,
  str,
  struct,
  u64,
  type ValueOf,
  versioned,
} from './binary.ts';

const roleChanged = struct({
  /** Counts every role or suspension change of the deployment from 1; gaps are pulled. */
  rolesVersion: u64,
  principal: principalField,
  role: oneOf('admin', 'organizer', 'staff'),
  /** Absent: the whole platform. */
  eventId: optional(u64),
  granted: flag,
  expiresAtNs: optional(u64),
});
const suspensionChanged = struct({
  rolesVersion: u64,
  principal: principalField,
  suspended: flag,
});
const userRegistered = struct({ principal: principalField });
const attendeeRegistered = struct({
  eventId: u64,
  registrationId: u64,
  holder: principalField,
});
const eventPublished = struct({ eventId: u64, organizer: principalField });
const passage = struct({
  eventId: u64,
  registrationId: u64,
  holder: principalField,
  gate: str,
  /** First entry of this registration: what badges and rewards count. */
  first: flag,
});
/** The latest move of somebody was taken back: whoever counted it counts it back. */
const passageUndone = struct({
  eventId: u64,
  registrationId: u64,
  holder: principalField,
  gate: str,
  entering: flag,
  first: flag,
});
/** The same for those who keep what became of a holder: where they are now. */
const moveTakenBack = struct({
  eventId: u64,
  registrationId: u64,
  holder: principalField,
  entering: flag,
  /** It was the first entry: they have not come yet. */
  first: flag,
  inside: flag,
});
const scanRefused = struct({ eventId: u64, gate: str, reason: str });
/** To the profile alone: the holder's own code, proven, was turned away. Forged ones name nobody. */
const holderRefused = struct({
  eventId: u64,
  registrationId: u64,
  holder: principalField,
  gate: str,
  /** The name of the refusal. */
  reason: str,
  entering: flag,
});
/** A registered holder who never came, said once when the event is over. */
const noShow = struct({ eventId: u64, registrationId: u64, holder: principalField });
const resourceBorrowed = struct({ resourceId: u64, loanId: u64, holder: principalField });
const resourceOverdue = struct({ resourceId: u64, loanId: u64, holder: principalField });
/** A place that is a way in no longer: cancelled, revoked or passed on. */
const registrationEnded = struct({ eventId: u64, registrationId: u64, holder: principalField });
const eventCancelled = struct({ eventId: u64 });
/** The organizer of an event names or removes somebody who helps; auth keeps the role. */
const teamChanged = struct({
  eventId: u64,
  principal: principalField,
  role: oneOf('organizer', 'staff'),
  granted: flag,
  by: principalField,
});
const resourceReturned = struct({ resourceId: u64, holder: principalField, onTime: flag });
/** What concerns a borrower or an owner; whoever tells them finds the words. */
const lendingNews = struct({
  resourceId: u64,
  holder: principalField,
  kind: oneOf(
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
  ),
  /** When it is due, or until when it is kept. */
  untilNs: optional(u64),
});
/** A thing came back worse than it was handed out. */
const resourceDamaged = struct({ resourceId: u64, loanId: u64, holder: principalField });
/** Tokens are put aside for a thing. They stay where they are until lending says otherwise. */
const depositHeld = struct({
  depositId: u64,
  resourceId: u64,
  payer: principalField,
  lender: principalField,
  amount: u64,
  /** Then it goes back, whatever anybody says. */
  untilNs: u64,
});
/** So much of a deposit goes to the lender, the rest back; said once. */
const depositSettled = struct({ depositId: u64, kept: u64 });
/** What became of a deposit, for those who did not do it themselves; words and names are found later. */
const depositNews = struct({
  resourceId: u64,
  holder: principalField,
  /** By position: only ever append. The last two are for the lender, who has said nothing in time. */
  what: oneOf('Held', 'GivenBack', 'Kept', 'KeptInSilence', 'GivenBackInSilence'),
  amount: u64,
  kept: u64,
});
const rewardGranted = struct({
  /** Counts the rewards of the sender from 1: none is paid twice. */
  rewardId: u64,
  holder: principalField,
  /** In the smallest unit of QIK. */
  amount: u64,
  eventId: optional(u64),
});
const achievementAwarded = struct({
  holder: principalField,
  tokenId: u64,
  eventId: optional(u64),
  /** What the achievement is called, not who has it. */
  name: str,
});
/** A badge was taken back from who earned it, with what it was given for. */
const badgeBurned = struct({ holder: principalField, tokenId: u64 });
/** An event has another name now; whoever tells them reads it there. */
const eventRenamed = struct({ eventId: u64, holder: principalField });
/** A pass for several events of an organizer: theirs now, or no longer. */
const seasonPassNews = struct({
  planId: u64,
  holder: principalField,
  what: oneOf('Given', 'Withdrawn'),
});
/** What became of somebody's way to an event; whoever tells them finds the words. */
const eventNews = struct({
  eventId: u64,
  holder: principalField,
  kind: oneOf(
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
  ),
  /** Until when an offer stands, or when the event begins. */
  untilNs: optional(u64),
  /** What has changed; `line`: approved, and waiting for a place. */
  detail: oneOf('', 'time', 'place', 'both', 'line'),
});
/** Whose place it was all along: what it earned before is theirs. */
const registrationClaimed = struct({ eventId: u64, registrationId: u64, holder: principalField });
/** A transfer is done: what `from` runs is run by `to`, at one event or everywhere. */
const rightsTransferred = struct({
  from: principalField,
  to: principalField,
  eventId: optional(u64),
});
/** Somebody asked for the removal of what is personal; what came later is not meant. */
const personErased = struct({ person: principalField });

export type RoleChanged = ValueOf<typeof roleChanged>;
export type SuspensionChanged = ValueOf<typeof suspensionChanged>;
export type UserRegistered = ValueOf<typeof userRegistered>;
export type AttendeeRegistered = ValueOf<typeof attendeeRegistered>;
export type PassageFact = ValueOf<typeof passage>;
export type EventRenamed = ValueOf<typeof eventRenamed>;
export type SeasonPassNews = ValueOf<typeof seasonPassNews>;
export type LendingNews = ValueOf<typeof lendingNews>;
export type RewardGranted = ValueOf<typeof rewardGranted>;
export type ScanRefusedFact = ValueOf<typeof scanRefused>;

export type DepositNews = ValueOf<typeof depositNews>;
export type DepositHeld = ValueOf<typeof depositHeld>;
export type EventNews = ValueOf<typeof eventNews>;
export type PassageUndoneFact = ValueOf<typeof passageUndone>;

export type MoveTakenBack = ValueOf<typeof moveTakenBack>;

export type FactKind<T> = { kind: number; name: string; codec: Codec<T> };
const fact = <T>(kind: number, name: string, codec: Codec<T>): FactKind<T> => ({
  kind,
  name,
  codec,
});

/** Takes the place of a fact that its receiver trapped on again and again; it has no effect. */
export const WITHDRAWN_FACT_KIND = 0;

export const facts = {
  roleChanged: fact(1, 'role_changed', versioned(1, roleChanged)),
  suspensionChanged: fact(2, 'suspension_changed', versioned(1, suspensionChanged)),
  userRegistered: fact(3, 'user_registered', versioned(1, userRegistered)),
  attendeeRegistered: fact(10, 'attendee_registered', versioned(1, attendeeRegistered)),
  checkedIn: fact(11, 'checked_in', versioned(1, passage)),
  checkedOut: fact(12, 'checked_out', versioned(1, passage)),
  scanRefused: fact(13, 'scan_refused', versioned(1, scanRefused)),
  rightsTransferred: fact(71, 'rights_transferred', versioned(1, rightsTransferred)),
  holderRefused: fact(70, 'holder_refused', versioned(1, holderRefused)),
  noShow: fact(14, 'no_show', versioned(1, noShow)),
  resourceReturned: fact(15, 'resource_returned', versioned(1, resourceReturned)),
  registrationEnded: fact(30, 'registration_ended', versioned(1, registrationEnded)),
  eventCancelled: fact(31, 'event_cancelled', versioned(1, eventCancelled)),
  teamChanged: fact(32, 'team_changed', versioned(1, teamChanged)),
  /** Says whose the event is, before anybody can enter it. */
  eventPublished: fact(16, 'event_published', versioned(1, eventPublished)),
  passageUndone: fact(50, 'passage_undone', versioned(1, passageUndone)),
  achievementAwarded: fact(20, 'achievement_awarded', versioned(1, achievementAwarded)),
  badgeBurned: fact(91, 'badge_burned', versioned(1, badgeBurned)),
  rewardGranted: fact(21, 'reward_granted', versioned(1, rewardGranted)),
  resourceBorrowed: fact(40, 'resource_borrowed', versioned(1, resourceBorrowed)),
  /** Said once per loan, when its due time has passed. */
  resourceOverdue: fact(41, 'resource_overdue', versioned(1, resourceOverdue)),
  eventNews: fact(80, 'event_news', versioned(1, eventNews)),
  eventRenamed: fact(81, 'event_renamed', versioned(1, eventRenamed)),
  seasonPassNews: fact(82, 'season_pass_news', versioned(1, seasonPassNews)),
  registrationClaimed: fact(90, 'registration_claimed', versioned(1, registrationClaimed)),
  lendingNews: fact(85, 'lending_news', versioned(1, lendingNews)),
  resourceDamaged: fact(86, 'resource_damaged', versioned(1, resourceDamaged)),
  depositHeld: fact(87, 'deposit_held', versioned(1, depositHeld)),
  depositSettled: fact(88, 'deposit_settled', versioned(1, depositSettled)),
  depositNews: fact(96, 'deposit_news', versioned(1, depositNews)),
  moveTakenBack: fact(75, 'move_taken_back', versioned(1, moveTakenBack)),
  personErased: fact(60, 'person_erased', versioned(1, personErased)),
};
