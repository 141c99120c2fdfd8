/**
 * Reputation: the sum of what a person did, each deed worth half as much every half year. Pure, so
 * that anybody who has the deeds gets the same points, and explained deed by deed.
 */
import type { DeedKind, ExplainedPoints } from '@qikcard/contracts';

export type DeedName =
  | 'Attended'
  | 'NoShow'
  | 'ReturnedOnTime'
  | 'ReturnedLate'
  | 'Endorsed'
  | 'Overdue'
  | 'ReturnedDamaged';
export type Deed = { kind: DeedName; atNs: bigint; subject: bigint | undefined };

export const HALF_LIFE_DAYS = 180;
const NS_PER_DAY = 86_400_000_000_000;
const points: Record<DeedName, number> = {
  Attended: 100,
  NoShow: -80,
  ReturnedOnTime: 50,
  ReturnedLate: -30,
  Endorsed: 40,
  Overdue: -20,
  ReturnedDamaged: -25,
};
const words: Record<DeedName, string> = {
  Attended: 'Attended an event',
  NoShow: 'Registered and did not come',
  ReturnedOnTime: 'Returned a thing on time',
  ReturnedLate: 'Returned a thing late',
  Endorsed: 'Endorsed by a connection',
  Overdue: 'Kept a thing after it was due',
  ReturnedDamaged: 'Returned a thing damaged',
};

/** What is left of a deed at `nowNs`, in whole points. */
export function pointsOf({ kind, atNs }: Deed, nowNs: bigint): number {
  // Whole days, so that a deed has its full worth on the day itself.
  const days = Math.max(0, Math.floor(Number(nowNs - atNs) / NS_PER_DAY));
  const left = points[kind] * 0.5 ** (days / HALF_LIFE_DAYS);
  // Towards zero, so that old deeds end at nothing; never minus zero.
  return Math.trunc(left) || 0;
}

/** The points of deeds at `nowNs`, never below zero, and where they come from. */
export function reputationOf(
  deeds: readonly Deed[],
  nowNs: bigint,
): { points: number; explained: ExplainedPoints[] } {
  const worth = deeds.map((deed) => pointsOf(deed, nowNs));
  const sum = worth.reduce((total, each) => total + each, 0);
  return {
    points: Math.max(0, sum),
    explained: deeds.map((deed, i) => explain(deed, worth[i])),
  };
}

function explain({ kind, atNs, subject }: Deed, now: number): ExplainedPoints {
  return {
    kind: [{ [kind]: null } as DeedKind],
    at_ns: atNs,
    subject: subject === undefined ? [] : [subject],
    initial: signed(points[kind]),
    now: signed(now),
    sentence: `${words[kind]}: ${signText(points[kind])} points, now ${signText(now)}.`,
  };
}

const signed = (value: number) => (value < 0 ? { Lost: -value } : { Gained: value });
const signText = (value: number) => (value > 0 ? `+${value}` : `${value}`);
