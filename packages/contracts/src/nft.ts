/** The nft canister: badges (ICRC-7, ICRC-37, ICRC-3), what they are given for, and their rewards. */
import { nat32, nat64, opt, principal, query, result, update, vec } from './candid.ts';
import { badgeApprovalsApi } from './icrc/badge-approvals.ts';
import { blocksApi } from './icrc/blocks.ts';
import { nonFungibleApi } from './icrc/non-fungible.ts';
import { badgeViewsApi } from './nft-badges.ts';
import {
  AchievementDesign,
  AchievementDraft,
  AchievementRefusal,
  DesignPage,
  EventBudget,
} from './nft-designs.ts';
import { marketApi } from './nft-market.ts';
import { platformApi } from './platform.ts';
import { sagasApi } from './sagas.ts';

export * from './nft-badges.ts';
export * from './nft-designs.ts';
export * from './nft-market.ts';

export const nftApi = {
  ...platformApi,
  ...nonFungibleApi,
  ...badgeApprovalsApi,
  ...blocksApi,
  ...badgeViewsApi,
  ...marketApi,
  ...sagasApi,
  /** By the organizer of the event it is for; those that are for no event by admins. */
  create_achievement: update([AchievementDraft], result(AchievementDesign, AchievementRefusal)),
  /** By its creator or an admin: no more of it are given. */
  retire_achievement: update([nat64], result(AchievementDesign, AchievementRefusal)),
  /** By whoever may design for the event: to somebody who has entered it, once. Gives the badge. */
  award_achievement: update([nat64, principal], result(nat64, AchievementRefusal)),
  /** All of one event, newest first, also those that are given no more. */
  achievements_of_event: query([nat64], vec(AchievementDesign)),
  event_budget: query([nat64], EventBudget),
  get_achievement: query([nat64], result(AchievementDesign, AchievementRefusal)),
  /** Newest first. */
  list_achievements: query([opt(nat64), nat32], DesignPage),
};
