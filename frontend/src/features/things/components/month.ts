/** The days of a month in a time zone, for a calendar. */
import { fromLocalField, toLocalField, toNs } from '../../../lib/time.ts';

export type Month = { year: number; month: number };

const two = (n: number): string => String(n).padStart(2, '0');
const first = ({ year, month }: Month, day: number): string =>
  `${year}-${two(month)}-${two(day)}T00:00`;

/** The month that a moment falls in. */
export function monthOf(ms: number, zone: string): Month {
  const [year, month] = toLocalField(ms, zone).split('-').map(Number);
  return { year: year ?? 1970, month: month ?? 1 };
}

export function monthAfter({ year, month }: Month, by: 1 | -1): Month {
  const index = year * 12 + month - 1 + by;
  return { year: Math.floor(index / 12), month: (index % 12) + 1 };
}

export const daysIn = ({ year, month }: Month): number =>
  new Date(Date.UTC(year, month, 0)).getUTCDate();

/** The midnights that its days begin with, and the one that ends it. A day may last 23 hours. */
export function midnights(month: Month, zone: string): bigint[] {
  const days = Array.from({ length: daysIn(month) }, (_, i) => first(month, i + 1));
  return [...days, first(monthAfter(month, 1), 1)].map((field) =>
    toNs(fromLocalField(field, zone) ?? 0),
  );
}

/** Empty places before the first day, in a week that begins on Monday. */
export const daysBefore = ({ year, month }: Month): number =>
  (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 6) % 7;
