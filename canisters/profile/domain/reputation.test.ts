import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Deed, pointsOf, reputationOf } from './reputation.ts';

const DAY_NS = 86_400_000_000_000n;
const attended: Deed = { kind: 'Attended', atNs: 0n, subject: 7n };
const anyDeed = fc.record({
  kind: fc.constantFrom(
    ...(['Attended', 'NoShow', 'ReturnedOnTime', 'ReturnedLate', 'Endorsed'] as const),
  ),
  atNs: fc.bigInt(0n, 1_000n * DAY_NS),
  subject: fc.constant(undefined),
});

test('an evening is worth 100 points, half of them after half a year, none after years', () => {
  const worth = [0n, 180n, 360n, 1_800n].map((days) => pointsOf(attended, days * DAY_NS));
  expect(worth).toEqual([100, 50, 25, 0]);
});

test('a clock behind the deed does not raise it', () => {
  expect(pointsOf({ ...attended, atNs: 5n * DAY_NS }, 0n)).toBe(100);
});

test('every point is explained', () => {
  const { points, explained } = reputationOf(
    [attended, { kind: 'ReturnedLate', atNs: 0n, subject: 9n }],
    180n * DAY_NS,
  );
  expect(points).toBe(35);
  expect(explained.map(({ sentence }) => sentence)).toEqual([
    'Attended an event: +100 points, now +50.',
    'Returned a thing late: -30 points, now -15.',
  ]);
  expect(explained[0]).toMatchObject({
    subject: [7n],
    initial: { Gained: 100 },
    now: { Gained: 50 },
  });
});

test('explanations add up to the points, which never fall below zero', () => {
  fc.assert(
    fc.property(
      fc.array(anyDeed, { maxLength: 100 }),
      fc.bigInt(0n, 2_000n * DAY_NS),
      (deeds, now) => {
        const { points, explained } = reputationOf(deeds, now);
        const sum = explained.reduce(
          (total, { now }) => total + ('Gained' in now ? now.Gained : -now.Lost),
          0,
        );
        expect(points).toBe(Math.max(0, sum));
        expect(Number.isInteger(points)).toBe(true);
      },
    ),
  );
});

test('a deed only ever fades', () => {
  fc.assert(
    fc.property(
      anyDeed,
      fc.bigInt(0n, 999n * DAY_NS),
      fc.bigInt(0n, 999n * DAY_NS),
      (deed, now, more) => {
        const [before, after] = [pointsOf(deed, now), pointsOf(deed, now + more)];
        expect(Math.abs(after)).toBeLessThanOrEqual(Math.abs(before));
      },
    ),
  );
});
