import { expect, test } from 'vitest';
import { fromLocalField, toLocalField } from '../../../lib/time.ts';
import { dayShifts, type Frequency, type Repeat, ruleText, shifted } from './recurrence.ts';

const times = (frequency: Frequency, count: number): Repeat => ({
  ...{ frequency, weekdays: [], ends: { count } },
});

test('a weekly event stays at its hour when the clocks change', () => {
  const zone = 'Europe/Berlin';
  const first = '2026-03-22T18:00';
  const fields = [0, ...dayShifts(first, times('weekly', 3))].map((days) => shifted(first, days));
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
  const fields = dayShifts(first, times('monthly', 4)).map((days) =>
    shifted(first, days).slice(0, 10),
  );
  expect(fields).toEqual(['2026-03-31', '2026-05-31', '2026-07-31']);
});

test('daily and every two weeks count days', () => {
  expect(dayShifts('2026-12-30T10:00', times('daily', 3))).toEqual([1, 2]);
  expect(dayShifts('2026-12-30T10:00', times('biweekly', 3))).toEqual([14, 28]);
  expect(dayShifts('2026-12-30T10:00', times('daily', 1))).toEqual([]);
  expect(shifted('', 7)).toBe('');
  const rule = ruleText('2026-12-30T10:00', times('biweekly', 4), 'UTC');
  expect(rule).toBe('FREQ=WEEKLY;INTERVAL=2;COUNT=4');
});

test('a series ends on its last day, which may have a date itself', () => {
  const repeat: Repeat = { frequency: 'weekly', weekdays: [], ends: { until: '2026-01-19' } };
  expect(dayShifts('2026-01-05T19:00', repeat)).toEqual([7, 14]);
  const earlier = { ...repeat, ends: { until: '2026-01-18' } };
  expect(dayShifts('2026-01-05T19:00', earlier)).toEqual([7]);
  expect(dayShifts('2026-01-05T19:00', { ...repeat, ends: { until: '2025-12-31' } })).toEqual([]);
  // The end of that day in Berlin, told in UTC.
  expect(ruleText('2026-01-05T19:00', repeat, 'Europe/Berlin')).toBe(
    'FREQ=WEEKLY;UNTIL=20260119T225900Z',
  );
});

test('chosen weekdays have a date in each week that counts, the first of all included', () => {
  const first = '2026-01-07T19:00';
  const on = (frequency: Frequency): Repeat => ({
    ...{ frequency, weekdays: [0, 4], ends: { count: 6 } },
  });
  // A Wednesday: then Friday, and Monday, Wednesday, Friday of the weeks behind.
  expect(dayShifts(first, on('weekly'))).toEqual([2, 5, 7, 9, 12]);
  expect(dayShifts(first, on('biweekly'))).toEqual([2, 12, 14, 16, 26]);
  expect(ruleText(first, on('biweekly'), 'UTC')).toBe(
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR;COUNT=6',
  );
});

test('a series never has more dates than can be stored at once', () => {
  const repeat: Repeat = { frequency: 'daily', weekdays: [], ends: { until: '2030-01-01' } };
  expect(dayShifts('2026-01-01T10:00', repeat)).toHaveLength(59);
});
