/** Designs of badges: what may be asked for, and what they may give away. */
import {
  type AchievementDesign,
  type AchievementDraft,
  type Criterion,
  toOpt,
} from '@qikcard/contracts';
import type { DesignRow } from '../rows.ts';

export const NAME_MAX_CHARS = 60;
export const DESCRIPTION_MAX_CHARS = 300;
export const SEASON_MAX_CHARS = 40;
export const COUNT_MAX = 100_000;
export const SUPPLY_MAX = 1_000_000;
/** A tenth of every sale. */
export const ROYALTY_MAX_BASIS_POINTS = 1_000;
/** QIK that the badges of one event may give away in all, in the smallest unit. */
export const BUDGET_E8S = 10_000n * 100_000_000n;
export const DESIGNS_PER_EVENT_MAX = 20;
/** Those of no event are looked at with every entry. */
export const GLOBAL_DESIGNS_MAX = 50;

type Problem = { Invalid: { field: string; problem: string } };
const invalid = (field: string, problem: string): Problem => ({ Invalid: { field, problem } });

const texts = [
  ['name', 1, NAME_MAX_CHARS],
  ['description', 0, DESCRIPTION_MAX_CHARS],
  ['season', 0, SEASON_MAX_CHARS],
] as const;

/** What is wrong with a draft by itself. */
export function problemOfDraft(draft: AchievementDraft): Problem | undefined {
  for (const [field, least, most] of texts) {
    const { length } = draft[field].trim();
    if (length < least) return invalid(field, 'must not be empty');
    if (length > most) return invalid(field, `has at most ${most} characters`);
  }
  const { count } = criterionRow(draft.criterion);
  const counted = !('Attended' in draft.criterion || 'Custom' in draft.criterion);
  if (counted && (count < 1 || count > COUNT_MAX)) {
    return invalid('criterion', `counts from 1 to ${COUNT_MAX}`);
  }
  if (draft.hue > 359) return invalid('hue', 'is from 0 to 359 degrees');
  const [supply] = draft.supply;
  if (supply !== undefined && (supply < 1 || supply > SUPPLY_MAX)) {
    return invalid('supply', `is from 1 to ${SUPPLY_MAX}`);
  }
  const [royalty = 0] = draft.royalty_basis_points;
  if (royalty > ROYALTY_MAX_BASIS_POINTS) {
    return invalid('royalty_basis_points', `is at most ${ROYALTY_MAX_BASIS_POINTS}`);
  }
  if (royalty > 0 && draft.soulbound) {
    return invalid('royalty_basis_points', 'must be none for a badge that is never sold');
  }
  // Without a number nobody could say what it may cost.
  if (draft.reward_e8s > 0n && supply === undefined) {
    return invalid('supply', 'must be given for a badge that pays');
  }
  return undefined;
}

/** The most that badges of this design will ever pay. */
export const promiseOf = ({ rewardE8s, supply }: Pick<DesignRow, 'rewardE8s' | 'supply'>): bigint =>
  rewardE8s * BigInt(supply ?? 0);

/** A criterion as it is stored. */
export function criterionRow(criterion: Criterion): DesignRow['criterion'] {
  if ('Attended' in criterion) {
    return { kind: 'Attended', eventId: criterion.Attended.event_id, count: 0 };
  }
  if ('EarlyBird' in criterion) {
    const { event_id: eventId, first: count } = criterion.EarlyBird;
    return { kind: 'EarlyBird', eventId, count };
  }
  if ('Attendance' in criterion) {
    return { kind: 'Attendance', eventId: 0n, count: criterion.Attendance.events };
  }
  if ('Organized' in criterion) {
    return { kind: 'Organized', eventId: 0n, count: criterion.Organized.events };
  }
  if ('Custom' in criterion) {
    return { kind: 'Custom', eventId: criterion.Custom.event_id, count: 0 };
  }
  return 'Streak' in criterion
    ? { kind: 'Streak', eventId: 0n, count: criterion.Streak.weeks }
    : { kind: 'OnTimeReturns', eventId: 0n, count: criterion.OnTimeReturns.returns };
}

function criterionOf({ kind, eventId: event_id, count }: DesignRow['criterion']): Criterion {
  switch (kind) {
    case 'Attended':
      return { Attended: { event_id } };
    case 'EarlyBird':
      return { EarlyBird: { event_id, first: count } };
    case 'Attendance':
      return { Attendance: { events: count } };
    case 'Streak':
      return { Streak: { weeks: count } };
    case 'OnTimeReturns':
      return { OnTimeReturns: { returns: count } };
    case 'Organized':
      return { Organized: { events: count } };
    case 'Custom':
      return { Custom: { event_id } };
  }
}

export function viewOf(id: bigint, row: DesignRow): AchievementDesign {
  const { name, description, soulbound, season, hue, creator, retired } = row;
  return {
    id,
    name,
    description,
    criterion: criterionOf(row.criterion),
    soulbound,
    reward_e8s: row.rewardE8s,
    supply: toOpt(row.supply),
    season,
    hue,
    creator,
    created_at_ns: row.createdAtNs,
    retired,
    minted: row.minted - row.burned,
    royalty_basis_points: row.royaltyBasisPoints,
  };
}
