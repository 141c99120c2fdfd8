/** What an organizer types about a badge, and what is wrong with it. */
import { type AchievementDraft, type Criterion, toOpt } from '@qikcard/contracts';
import { qikAmount, readQik } from '../../../lib/qik-amount.ts';
import type { BadgesText } from '../../../locales/badges.ts';

export const eventKinds = ['Attended', 'EarlyBird', 'Custom'] as const;
export const globalKinds = ['Attendance', 'Streak', 'OnTimeReturns', 'Organized'] as const;
export type Kind = (typeof eventKinds)[number] | (typeof globalKinds)[number];

export type DesignForm = {
  name: string;
  description: string;
  season: string;
  hue: number;
  kind: Kind;
  count: string;
  supply: string;
  reward: string;
  royalty: string;
  soulbound: boolean;
};

export const emptyForm = (kind: Kind): DesignForm => ({
  name: '',
  description: '',
  season: '',
  hue: 240,
  kind,
  count: '10',
  supply: '',
  reward: '',
  royalty: '',
  soulbound: false,
});

export const needsCount = (kind: Kind): boolean => kind !== 'Attended' && kind !== 'Custom';

const whole = (text: string): number | undefined =>
  /^[1-9]\d{0,6}$/.test(text.trim()) ? Number(text) : undefined;
/** Percent with at most two decimals, as ‱. */
function basisPoints(text: string): number | undefined {
  const match = /^(\d{1,2})(?:[.,](\d{1,2}))?$/.exec(text.trim() || '0');
  if (!match) return undefined;
  const value = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return value <= 1_000 ? value : undefined;
}

export const rewardOf = ({ reward }: DesignForm): bigint | undefined =>
  reward.trim() === '' ? 0n : readQik(reward);
/** All that the badges of this form would pay. */
export const costOf = (form: DesignForm): bigint =>
  (rewardOf(form) ?? 0n) * BigInt(whole(form.supply) ?? 0);

export type Errors = Partial<Record<'name' | 'count' | 'supply' | 'reward' | 'royalty', string>>;

/** What is wrong, by field; `left` is what the event's badges may still pay, if there is an end. */
export function errorsOf(
  form: DesignForm,
  left: bigint | undefined,
  p: BadgesText,
  locale: string,
): Errors {
  const errors: Errors = {};
  const reward = rewardOf(form);
  if (form.name.trim() === '') errors.name = p('design.needsName');
  if (needsCount(form.kind) && !whole(form.count)) errors.count = p('design.wrongCount');
  if (form.supply.trim() !== '' && !whole(form.supply)) errors.supply = p('design.wrongCount');
  if (reward === undefined) errors.reward = p('design.wrongAmount');
  else if (reward > 0n && form.supply.trim() === '') errors.supply = p('design.needsSupply');
  else if (left !== undefined && costOf(form) > left) {
    errors.reward = p('design.tooDear', { left: qikAmount(left, locale) });
  }
  if (!form.soulbound && basisPoints(form.royalty) === undefined) {
    errors.royalty = p('design.wrongRoyalty');
  }
  return errors;
}

function criterionOf({ kind, count: typed }: DesignForm, event_id: bigint): Criterion {
  const count = whole(typed) ?? 1;
  switch (kind) {
    case 'Attended':
      return { Attended: { event_id } };
    case 'Custom':
      return { Custom: { event_id } };
    case 'EarlyBird':
      return { EarlyBird: { event_id, first: count } };
    case 'Attendance':
      return { Attendance: { events: count } };
    case 'Streak':
      return { Streak: { weeks: count } };
    case 'Organized':
      return { Organized: { events: count } };
    case 'OnTimeReturns':
      return { OnTimeReturns: { returns: count } };
  }
}

/** The form as a draft; what is wrong with it becomes nothing. */
export function draftOf(form: DesignForm, eventId: bigint): AchievementDraft {
  const royalty = form.soulbound ? 0 : (basisPoints(form.royalty) ?? 0);
  return {
    name: form.name.trim(),
    description: form.description.trim(),
    season: form.season.trim(),
    hue: form.hue,
    criterion: criterionOf(form, eventId),
    soulbound: form.soulbound,
    supply: toOpt(whole(form.supply)),
    reward_e8s: rewardOf(form) ?? 0n,
    royalty_basis_points: toOpt(royalty === 0 ? undefined : royalty),
  };
}
