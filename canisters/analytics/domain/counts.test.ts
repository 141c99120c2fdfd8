import { expect, test } from 'vitest';
import { counted, viewOf } from './counts.ts';

test('every fact counts once, for its own kind', () => {
  let counts = counted(undefined, 'registered', 1n);
  counts = counted(counts, 'checkedIn', 2n);
  counts = counted(counts, 'checkedIn', 3n);
  counts = counted(counts, 'refused', 4n);
  expect(viewOf(7n, counts)).toEqual({
    event_id: 7n,
    registered: 1n,
    checked_in: 2n,
    checked_out: 0n,
    refused: 1n,
    last_fact_at_ns: 4n,
  });
});

test('a delayed fact does not turn the clock back', () => {
  const counts = counted(counted(undefined, 'checkedIn', 9n), 'checkedOut', 5n);
  expect(counts.lastFactAtNs).toBe(9n);
});
