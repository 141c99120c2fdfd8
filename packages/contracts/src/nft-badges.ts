/** Badges as people look at them: what they are, whose, and what became of them. */
import {
  type Infer,
  nat32,
  nat64,
  nothing,
  opt,
  principal,
  query,
  record,
  result,
  variant,
  vec,
} from './candid.ts';
import { Account } from './icrc/account.ts';
import { Value } from './icrc/value.ts';
import { AchievementDesign } from './nft-designs.ts';

export const BadgeView = record({
  id: nat64,
  design: AchievementDesign,
  owner: Account,
  /** Counts the badges of its design from 1. */
  edition: nat32,
  /** Who it was given to first. */
  earned_by: principal,
  minted_at_ns: nat64,
  /** Where it was earned, when it was at an event. */
  event_id: opt(nat64),
  transfers: nat32,
});
export type BadgeView = Infer<typeof BadgeView>;
export const BadgePage = record({ badges: vec(BadgeView), next: opt(nat64) });
export type BadgePage = Infer<typeof BadgePage>;
/** A block of ICRC-3 that is about one badge. */
export const BadgeBlock = record({ index: nat64, block: Value });
export type BadgeBlock = Infer<typeof BadgeBlock>;

export const badgeViewsApi = {
  get_badge: query([nat64], result(BadgeView, variant({ UnknownBadge: nothing }))),
  /** Of somebody's own account, newest first; the cursor is the last badge seen. */
  badges_of: query([principal, opt(nat64), nat32], BadgePage),
  /** What the entry of a guest whose place nobody has claimed yet would earn the caller who claims it. */
  waiting_badges: query([nat64], vec(AchievementDesign)),
  /** What happened to a badge, newest first; the cursor is the last block seen. */
  badge_history: query(
    [nat64, opt(nat64), nat32],
    record({ blocks: vec(BadgeBlock), next: opt(nat64) }),
  ),
};
