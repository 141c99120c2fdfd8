/**
 * Dates of a series, counted on the wall clock (RFC 5545, RRULE): an event at 18:00 stays at 18:00
 * when the clocks change, because days are counted here and moments are made of them per zone.
 */

export type Frequency = 'daily' | 'weekly' | 'biweekly' | 'monthly';
const DAY_MS = 24 * 60 * 60 * 1_000;
/** A rule that hardly ever has a date (the 31st) is looked for this many steps. */
const STEPS_MAX = 500;

/** Days between the first date and each further one. @param first "2026-01-31" or longer. */
export function dayShifts(first: string, frequency: Frequency, count: number): number[] {
  const start = dayOf(first);
  const shifts: number[] = [];
  for (let step = 1; shifts.length < count - 1 && step < STEPS_MAX; step++) {
    const day = nth(first, start, frequency, step);
    if (day !== undefined) shifts.push(Math.round((day - start) / DAY_MS));
  }
  return shifts;
}

const dayOf = (field: string): number => Date.parse(`${field.slice(0, 10)}T00:00Z`);

/** The step-th date, or nothing where the month has no such day, as RFC 5545 has it. */
function nth(first: string, start: number, frequency: Frequency, step: number): number | undefined {
  const days = { daily: 1, weekly: 7, biweekly: 14, monthly: 0 }[frequency];
  if (days > 0) return start + step * days * DAY_MS;
  const [year, month, day] = first.slice(0, 10).split('-').map(Number);
  const found = new Date(Date.UTC(year, month - 1 + step, day));
  return found.getUTCDate() === day ? found.getTime() : undefined;
}

/** A `datetime-local` field so many days later on the same clock. */
export function shifted(field: string, days: number): string {
  if (field === '') return '';
  const day = new Date(dayOf(field) + days * DAY_MS).toISOString().slice(0, 10);
  return `${day}${field.slice(10)}`;
}

/** The rule as RFC 5545 writes it. */
export function ruleText(frequency: Frequency, count: number): string {
  const parts = {
    daily: 'DAILY',
    weekly: 'WEEKLY',
    biweekly: 'WEEKLY;INTERVAL=2',
    monthly: 'MONTHLY',
  };
  return `FREQ=${parts[frequency]};COUNT=${count}`;
}
