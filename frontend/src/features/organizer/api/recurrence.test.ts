import { expect, test } from 'vitest';
import { fromLocalField, toLocalField } from '../../../lib/time.ts';
import { dayShifts, ruleText, shifted } from './recurrence.ts';

test('a weekly event stays at its hour when the clocks change', () => {
  const zone = 'Europe/Berlin';
  const first = '2026-03-22T18:00';
  const fields = [0, ...dayShifts(first, 'weekly', 3)].map((days) => shifted(first, days));
  expect(fields).toEqual(['2026-03-22T18:00', '2026-03-29T18:00', '2026-04-05T18:00']);
  const moments = fields.map((field) => fromLocalField(field, zone) as number);
  expect(moments.map((ms) => toLocalField(ms, zone))).toEqual(fields);
  const HOUR = 3_600_000;
  expect((moments[1] - moments[0]) / HOUR).toBe(7 * 24 - 1);
  expect((moments[2] - moments[1]) / HOUR).toBe(7 * 24);
});

test('an hour that the clocks leave out still has a moment', () => {
  expect(fromLocalField('2026-03-29T02:30', 'Europe/Berlin')).toBeTypeOf('number');
});

test('a monthly date passes over months that have no such day', () => {
  const first = '2026-01-31T10:00';
  const fields = dayShifts(first, 'monthly', 4).map((days) => shifted(first, days).slice(0, 10));
  expect(fields).toEqual(['2026-03-31', '2026-05-31', '2026-07-31']);
});

test('daily and every two weeks count days', () => {
  expect(dayShifts('2026-12-30T10:00', 'daily', 3)).toEqual([1, 2]);
  expect(dayShifts('2026-12-30T10:00', 'biweekly', 3)).toEqual([14, 28]);
  expect(dayShifts('2026-12-30T10:00', 'daily', 1)).toEqual([]);
  expect(shifted('', 7)).toBe('');
  expect(ruleText('biweekly', 4)).toBe('FREQ=WEEKLY;INTERVAL=2;COUNT=4');
});
