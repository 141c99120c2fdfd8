import { expect, test } from 'vitest';
import { holder } from './fixtures.ts';
import { pseudonymised } from './pseudonym.ts';
import { newRegistration } from './registration.ts';

const row = { ...newRegistration(1n, holder, 'Ada', 100n), inside: true, enteredGate: 'North' };

test('an erased name becomes one that tells guests apart; attendance stays', () => {
  expect(pseudonymised(7n, row, 100n)).toEqual({ ...row, displayName: 'Guest 7' });
  expect(pseudonymised(8n, row, 100n).displayName).toBe('Guest 8');
});

test('what was registered after the erasure keeps its name', () => {
  expect(pseudonymised(7n, row, 99n)).toBe(row);
});
