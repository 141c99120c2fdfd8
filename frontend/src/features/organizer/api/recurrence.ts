/**
 * Dates of a series, counted on the wall clock (RFC 5545, RRULE): an event at 18:00 stays at 18:00
 * when the clocks change, because days are counted here and moments are made of them per zone.
 */
import { SERIES_DATES_MAX } from '@qikcard/contracts';
import { fromLocalField } from '../../../lib/time.ts';

export type Frequency = 'daily' | 'weekly' | 'biweekly' | 'monthly';
export type Repeat = {
  frequency: Frequency;
  /** Of a week, 0 for Monday; the weekday of the first date counts anyway. Only where weeks count. */
  weekdays: readonly number[];
  /** A number of dates, or the last day on which there may be one ("2026-12-31"). */
  ends: { count: number } | { until: string };
};

const DAY_MS = 24 * 60 * 60 * 1_000;
/** A rule that hardly ever has a date (the 31st) is looked for this many days. */
const DAYS_MAX = 366 * 20;
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** Days between the first date and each further one. @param first "2026-01-31" or longer. */
export function dayShifts(first: string, repeat: Repeat): number[] {
  const start = dayOf(first);
  const { ends } = repeat;
  const last = 'until' in ends ? (dayOf(ends.until) - start) / DAY_MS : DAYS_MAX;
  const most = 'count' in ends ? Math.min(ends.count, SERIES_DATES_MAX) : SERIES_DATES_MAX;
  const shifts: number[] = [];
  for (let day = 1; day <= last && day <= DAYS_MAX && shifts.length < most - 1; day++) {
    if (isDate(first, start, day, repeat)) shifts.push(day);
  }
  return shifts;
}

const dayOf = (field: string): number => Date.parse(`${field.slice(0, 10)}T00:00Z`);

/** 0 for Monday, the first day of a week (RFC 5545, WKST). */
export const weekdayOf = (field: string): number => weekday(dayOf(field));
const weekday = (ms: number): number => (new Date(ms).getUTCDay() + 6) % 7;

/** Whether there is a date so many days after the first; months without the day have none. */
function isDate(first: string, start: number, day: number, repeat: Repeat): boolean {
  const at = start + day * DAY_MS;
  if (repeat.frequency === 'daily') return true;
  if (repeat.frequency === 'monthly') {
    return new Date(at).getUTCDate() === Number(first.slice(8, 10));
  }
  const begins = weekday(start);
  const week = Math.floor((begins + day) / 7);
  const isWeek = week % (repeat.frequency === 'biweekly' ? 2 : 1) === 0;
  const on = weekday(at);
  return isWeek && (on === begins || repeat.weekdays.includes(on));
}

/** A `datetime-local` field so many days later on the same clock. */
export function shifted(field: string, days: number): string {
  if (field === '') return '';
  const day = new Date(dayOf(field) + days * DAY_MS).toISOString().slice(0, 10);
  return `${day}${field.slice(10)}`;
}

/** The rule as RFC 5545 writes it; the end of a day is told in UTC, as it asks for. */
export function ruleText(first: string, repeat: Repeat, zone: string): string {
  const { frequency, weekdays, ends } = repeat;
  const weekly = frequency === 'weekly' || frequency === 'biweekly';
  const days = [...new Set([weekdayOf(first), ...weekdays])].sort();
  const parts = [`FREQ=${weekly ? 'WEEKLY' : frequency.toUpperCase()}`];
  if (frequency === 'biweekly') parts.push('INTERVAL=2');
  if (weekly && days.length > 1) parts.push(`BYDAY=${days.map((day) => WEEKDAYS[day]).join(',')}`);
  parts.push('count' in ends ? `COUNT=${ends.count}` : `UNTIL=${utc(ends.until, zone)}`);
  return parts.join(';');
}

function utc(until: string, zone: string): string {
  const ms = fromLocalField(`${until}T23:59`, zone) ?? dayOf(until);
  return `${new Date(ms).toISOString().slice(0, 16).replace(/[-:]/g, '')}00Z`;
}
