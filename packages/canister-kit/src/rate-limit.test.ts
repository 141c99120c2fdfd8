import { expect, test } from 'vitest';
import { rateLimit } from './rate-limit.ts';

const second = 1_000_000_000n;

test('a burst passes, then one at a time, and the wait is told', () => {
  const limit = rateLimit({ burst: 3, perMinute: 6 });
  const take = (at: bigint) => limit.take('ada', at);
  expect([take(0n), take(0n), take(0n)]).toEqual([undefined, undefined, undefined]);
  expect(take(0n)).toBe(10);
  expect(take(4n * second)).toBe(6);
  expect(take(10n * second)).toBeUndefined();
  expect(take(10n * second)).toBe(10);
});

test('one caller does not use up what another may do', () => {
  const limit = rateLimit({ burst: 1, perMinute: 1 });
  expect(limit.take('ada', 0n)).toBeUndefined();
  expect(limit.take('bob', 0n)).toBeUndefined();
  expect(limit.take('ada', 0n)).toBe(60);
});

test('remembers a bounded number of callers and forgets the one unseen for longest', () => {
  const limit = rateLimit({ burst: 1, perMinute: 1, entriesMax: 2 });
  limit.take('ada', 0n);
  limit.take('bob', 1n);
  limit.take('ada', 2n);
  limit.take('eve', 3n);
  expect(limit.take('ada', 4n)).toBeDefined();
  expect(limit.take('bob', 4n)).toBeUndefined();
});
