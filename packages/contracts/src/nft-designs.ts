/** Designs of badges: what they are given for, what they look like, what comes with them. */
import {
  bool,
  type Infer,
  nat16,
  nat32,
  nat64,
  nothing,
  opt,
  principal,
  record,
  text,
  variant,
  vec,
} from './candid.ts';

/** What somebody has to have done. */
export const Criterion = variant({
  /** Entered this event. */
  Attended: record({ event_id: nat64 }),
  /** Was among the first to enter this event. */
  EarlyBird: record({ event_id: nat64, first: nat32 }),
  /** Entered this many different events. */
  Attendance: record({ events: nat32 }),
  /** Entered events in this many weeks in a row. */
  Streak: record({ weeks: nat32 }),
  /** Returned things on time, this many. */
  OnTimeReturns: record({ returns: nat32 }),
  /** Organized this many events that somebody came to. */
  Organized: record({ events: nat32 }),
  /** Was chosen by the organizer among those who entered this event. */
  Custom: record({ event_id: nat64 }),
});
export type Criterion = Infer<typeof Criterion>;

const designed = {
  name: text,
  description: text,
  criterion: Criterion,
  /** Belongs to its owner for good. */
  soulbound: bool,
  /** QIK that come with it, in the smallest unit; paid once per badge. */
  reward_e8s: nat64,
  /** How many there will ever be; no limit when absent. */
  supply: opt(nat32),
  season: text,
  /** Colour of the art, 0–359 degrees. */
  hue: nat32,
};
export const AchievementDraft = record({
  ...designed,
  /** The designer's share of every sale, in ‱; none when absent. */
  royalty_basis_points: opt(nat16),
});
export type AchievementDraft = Infer<typeof AchievementDraft>;
export const AchievementDesign = record({
  id: nat64,
  ...designed,
  royalty_basis_points: nat16,
  creator: principal,
  created_at_ns: nat64,
  retired: bool,
  minted: nat32,
});
export type AchievementDesign = Infer<typeof AchievementDesign>;

export const AchievementRefusal = variant({
  SignInRequired: nothing,
  Forbidden: nothing,
  UnknownAchievement: nothing,
  Invalid: record({ field: text, problem: text }),
  /** What is left of the QIK that badges of one event may give away. */
  BudgetExceeded: record({ left_e8s: nat64 }),
  TooMany: record({ limit: nat32 }),
  /** Nobody is chosen for this badge: it is earned. */
  NotCustom: nothing,
  /** The person has not entered the event. */
  NeverEntered: nothing,
  AlreadyAwarded: record({ badge_id: nat64 }),
  /** As many as there will ever be were given, or no more are given. */
  NoneLeft: nothing,
});
export type AchievementRefusal = Infer<typeof AchievementRefusal>;

/** QIK that the badges of one event may pay in all, and what their designs have promised. */
export const EventBudget = record({ total_e8s: nat64, promised_e8s: nat64, left_e8s: nat64 });
export type EventBudget = Infer<typeof EventBudget>;

export const DesignPage = record({ achievements: vec(AchievementDesign), next: opt(nat64) });
