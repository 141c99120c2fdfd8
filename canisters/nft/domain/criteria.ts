/** What badges are given for: facts change what somebody has done, designs ask for it. */
import type { DeedsRow, DesignRow } from '../rows.ts';

export const NOTHING_DONE: DeedsRow = {
  events: 0,
  week: 0,
  streak: 0,
  onTimeReturns: 0,
  inWeek: 0,
  organized: 0,
};
const WEEK_NS = 7n * 24n * 3_600n * 1_000_000_000n;
/** 1970 began on a Thursday: three days back make Monday the first day. */
const TO_MONDAY_NS = 3n * 24n * 3_600n * 1_000_000_000n;

/** Weeks from Monday to Sunday (UTC) since 1970. */
export const weekOf = (atNs: bigint): number => Number((atNs + TO_MONDAY_NS) / WEEK_NS);

/** After the first entry to an event. */
export function afterEntry(deeds: DeedsRow, atNs: bigint): DeedsRow {
  const week = weekOf(atNs);
  // A fact may arrive late: an earlier week neither lengthens nor breaks a streak.
  if (week <= deeds.week && deeds.streak > 0) {
    const inWeek = deeds.inWeek + (week === deeds.week ? 1 : 0);
    return { ...deeds, events: deeds.events + 1, inWeek };
  }
  const streak = week === deeds.week + 1 ? deeds.streak + 1 : 1;
  return { ...deeds, events: deeds.events + 1, week, streak, inWeek: 1 };
}

/** After that entry was taken back. */
export function afterUndo(deeds: DeedsRow, atNs: bigint): DeedsRow {
  const events = Math.max(0, deeds.events - 1);
  if (weekOf(atNs) !== deeds.week || deeds.streak === 0) return { ...deeds, events };
  if (deeds.inWeek > 1) return { ...deeds, events, inWeek: deeds.inWeek - 1 };
  // The week before ended with at least one entry, or there is none before.
  const streak = deeds.streak - 1;
  return { ...deeds, events, streak, week: deeds.week - 1, inWeek: streak > 0 ? 1 : 0 };
}

export const afterOrganizing = (deeds: DeedsRow): DeedsRow => ({
  ...deeds,
  organized: deeds.organized + 1,
});

export const afterReturn = (deeds: DeedsRow, onTime: boolean): DeedsRow =>
  onTime ? { ...deeds, onTimeReturns: deeds.onTimeReturns + 1 } : deeds;

/** What just happened: an entry is the `place`th of its event. */
export type Deed =
  | { kind: 'entry'; eventId: bigint; place: number }
  | { kind: 'return' }
  | { kind: 'organized' };

/** Whether somebody who now has these deeds has earned what the design asks for. */
export function isEarned({ criterion }: DesignRow, deed: Deed, deeds: DeedsRow): boolean {
  const { kind, eventId, count } = criterion;
  if (kind === 'OnTimeReturns') return deeds.onTimeReturns >= count;
  if (kind === 'Organized') return deeds.organized >= count;
  if (kind === 'Custom') return false;
  if (deed.kind !== 'entry') return false;
  if (kind === 'Attendance') return deeds.events >= count;
  if (kind === 'Streak') return deeds.streak >= count;
  if (deed.eventId !== eventId) return false;
  return kind === 'Attended' || deed.place <= count;
}

/** Whether another badge of this design may be made. */
export const isAvailable = ({ retired, supply, minted, burned }: DesignRow): boolean =>
  !retired && (supply === undefined || minted - burned < supply);
