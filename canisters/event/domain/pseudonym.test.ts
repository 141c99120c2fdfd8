import { expect, test } from 'vitest';
import { nextIds, pseudonymOf } from './pseudonym.ts';

test('an erased name becomes one that tells guests apart', () => {
  expect(pseudonymOf(7n)).toBe('Guest 7');
  expect(pseudonymOf(8n)).not.toBe(pseudonymOf(7n));
});

test('places and applications are gone through together, in order, and none is passed over', () => {
  expect(nextIds([1n, 4n, 9n], [2n, 3n, 10n], 4)).toEqual([1n, 2n, 3n, 4n]);
  expect(nextIds([], [5n], 4)).toEqual([5n]);
  expect(nextIds([5n], [5n], 4)).toEqual([5n]);
});
