import { expect, test } from 'vitest';
import { remindAtNs } from './reminder.ts';

const HOUR = 3_600_000_000_000n;

test('a borrower is reminded a day before a loan of days ends', () => {
  expect(remindAtNs(0n, 7n * 24n * HOUR)).toBe(6n * 24n * HOUR);
});
test('a borrower is reminded a quarter of an hour before a loan of hours ends', () => {
  expect(remindAtNs(0n, 2n * HOUR)).toBe(2n * HOUR - HOUR / 4n);
});
test('nobody is reminded of what is lent for minutes', () => {
  expect(remindAtNs(0n, HOUR / 2n)).toBeUndefined();
});
