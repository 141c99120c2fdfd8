/** The nft canister: badges (ICRC-7, ICRC-37, ICRC-3), what they are given for, and their rewards. */
import {
  bool,
  type Infer,
  nat32,
  nat64,
  nothing,
  opt,
  principal,
  query,
  record,
  result,
  text,
  update,
  variant,
  vec,
} from './candid.ts';
import { badgeApprovalsApi } from './icrc/badge-approvals.ts';
import { blocksApi } from './icrc/blocks.ts';
import { nonFungibleApi } from './icrc/non-fungible.ts';
import { platformApi } from './platform.ts';

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
export const AchievementDraft = record(designed);
export type AchievementDraft = Infer<typeof AchievementDraft>;
export const AchievementDesign = record({
  id: nat64,
  ...designed,
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
});
export type AchievementRefusal = Infer<typeof AchievementRefusal>;

export const DesignPage = record({ achievements: vec(AchievementDesign), next: opt(nat64) });

export const nftApi = {
  ...platformApi,
  ...nonFungibleApi,
  ...badgeApprovalsApi,
  ...blocksApi,
  /** By the organizer of the event it is for; those that are for no event by admins. */
  create_achievement: update([AchievementDraft], result(AchievementDesign, AchievementRefusal)),
  /** By its creator or an admin: no more of it are given. */
  retire_achievement: update([nat64], result(AchievementDesign, AchievementRefusal)),
  get_achievement: query([nat64], result(AchievementDesign, AchievementRefusal)),
  /** Newest first. */
  list_achievements: query([opt(nat64), nat32], DesignPage),
};
