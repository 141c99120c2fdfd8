import { expect, test } from 'vitest';
import { arePhotosOver, problemOfGiving } from './door-photo.ts';

const HOUR_NS = 3_600_000_000_000n;
const endsAtNs = 100n * HOUR_NS;
const open = { status: 'published', endsAtNs } as const;
const valid = { revoked: false };

test('a picture is taken before and during an event, and before it is published', () => {
  expect(problemOfGiving(valid, open, endsAtNs - 1n)).toBeUndefined();
  expect(problemOfGiving(valid, { ...open, status: 'draft' }, 0n)).toBeUndefined();
});

test('no picture is taken for a place that was taken back, or an event without doors', () => {
  expect(problemOfGiving({ revoked: true }, open, 0n)).toEqual({ RegistrationRevoked: null });
  for (const status of ['cancelled', 'archived'] as const) {
    expect(problemOfGiving(valid, { ...open, status }, 0n)).toEqual({ NotPublished: null });
  }
  expect(problemOfGiving(valid, open, endsAtNs)).toEqual({ EventOver: { ended_at_ns: endsAtNs } });
});

test('pictures go a day after the end, and at once when an event does not take place', () => {
  expect(arePhotosOver(open, endsAtNs + 24n * HOUR_NS - 1n)).toBe(false);
  expect(arePhotosOver(open, endsAtNs + 24n * HOUR_NS)).toBe(true);
  expect(arePhotosOver({ ...open, status: 'cancelled' }, 0n)).toBe(true);
  expect(arePhotosOver({ ...open, status: 'archived' }, 0n)).toBe(true);
});
