/** What badges are given for: facts change what somebody has done, designs ask for it. */
import type { DeedsRow, DesignRow } from '../rows.ts';

export const NOTHING_DONE: DeedsRow = { events: 0, week: 0, streak: 0, onTimeReturns: 0 };
const WEEK_NS = 7n * 24n * 3_600n * 1_000_000_000n;
/** 1970 began on a Thursday: three days back make Monday the first day. */
const TO_MONDAY_NS = 3n * 24n * 3_600n * 1_000_000_000n;

/** Weeks from Monday to Sunday (UTC) since 1970. */
export const weekOf = (atNs: bigint): number => Number((atNs + TO_MONDAY_NS) / WEEK_NS);

/** After the first entry to an event. */
export function afterEntry(deeds: DeedsRow, atNs: bigint): DeedsRow {
  const week = weekOf(atNs);
  // A fact may arrive late: an earlier week neither lengthens nor breaks a streak.
  if (week <= deeds.week && deeds.streak > 0) return { ...deeds, events: deeds.events + 1 };
  const streak = week === deeds.week + 1 ? deeds.streak + 1 : 1;
  return { ...deeds, events: deeds.events + 1, week, streak };
}

export const afterReturn = (deeds: DeedsRow, onTime: boolean): DeedsRow =>
  onTime ? { ...deeds, onTimeReturns: deeds.onTimeReturns + 1 } : deeds;

/** What just happened: an entry is the `place`th of its event. */
export type Deed = { kind: 'entry'; eventId: bigint; place: number } | { kind: 'return' };

/** Whether somebody who now has these deeds has earned what the design asks for. */
export function isEarned({ criterion }: DesignRow, deed: Deed, deeds: DeedsRow): boolean {
  const { kind, eventId, count } = criterion;
  if (kind === 'OnTimeReturns') return deeds.onTimeReturns >= count;
  if (deed.kind !== 'entry') return false;
  if (kind === 'Attendance') return deeds.events >= count;
  if (kind === 'Streak') return deeds.streak >= count;
  if (deed.eventId !== eventId) return false;
  return kind === 'Attended' || deed.place <= count;
}

/** Whether another badge of this design may be made. */
export const isAvailable = ({ retired, supply, minted }: DesignRow): boolean =>
  !retired && (supply === undefined || minted < supply);
