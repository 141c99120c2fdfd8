import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Claim,
  freeDuring,
  latestUntilNs,
  noShowAtNs,
  problemOfSpan,
  type Shelf,
} from './stock.ts';

const HOUR = 3_600_000_000_000n;
const at = (hours: number): bigint => 1_800_000_000_000_000_000n + BigInt(hours) * HOUR;
const NOW = at(0);
const span = (from: number, until: number) => ({ fromNs: at(from), untilNs: at(until) });
const claim = (kind: Claim['kind'], from: number, until: number, count = 1, id = 1n): Claim => ({
  kind,
  id,
  count,
  ...span(from, until),
});
const shelf = (quantity: number, claims: Claim[], perUnit = 1): Shelf => ({
  resourceId: 1n,
  quantity,
  perUnit,
  claims,
});

describe('a thing of which there is one', () => {
  const reserved = [shelf(1, [claim('reservation', 2, 4)])];
  test('is free until its reservation begins and again when it ends', () => {
    expect(problemOfSpan(reserved, span(0, 2), 1, NOW)).toBeUndefined();
    expect(problemOfSpan(reserved, span(4, 6), 1, NOW)).toBeUndefined();
  });
  test('is reserved for another person in between, who is not named', () => {
    expect(problemOfSpan(reserved, span(1, 3), 1, NOW)).toEqual({
      ReservedForAnother: { from_ns: at(2), until_ns: at(4) },
    });
  });
  test('can be lent until the next reservation', () => {
    expect(latestUntilNs(reserved, span(0, 8), 1, NOW)).toBe(at(2));
    expect(latestUntilNs(reserved, span(3, 8), 1, NOW)).toBe(at(3));
  });
  test('says when it is free again while it is lent, and nothing when it is overdue', () => {
    const lent = [shelf(1, [claim('loan', -1, 3)])];
    expect(problemOfSpan(lent, span(0, 1), 1, NOW)).toEqual({
      AllLent: { free: 0, again_at_ns: [at(3)] },
    });
    const overdue = [shelf(1, [claim('loan', -3, -1)])];
    expect(problemOfSpan(overdue, span(0, 1), 1, NOW)).toEqual({
      AllLent: { free: 0, again_at_ns: [] },
    });
  });
  test('can be reserved for later while it is overdue: it has to come back by then', () => {
    const overdue = [shelf(1, [claim('loan', -3, -1)])];
    expect(problemOfSpan(overdue, span(5, 6), 1, NOW)).toBeUndefined();
  });
  test('is free again when nobody came for an hour', () => {
    const missed = [shelf(1, [claim('reservation', -1, 4)])];
    expect(problemOfSpan(missed, span(0, 2), 1, NOW)).toBeUndefined();
    expect(noShowAtNs(at(0), at(4))).toBe(at(1));
  });
});

test('a kit is as often there as its scarcest part', () => {
  const shelves = [shelf(7, [claim('loan', -1, 1, 2)], 2), shelf(9, [], 1)];
  expect(freeDuring(shelves, span(0, 1), NOW)).toBe(2);
  expect(freeDuring(shelves, span(1, 2), NOW)).toBe(3);
});

type Step = { kind: Claim['kind']; from: number; length: number; count: number; undo: number };
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    kind: fc.constantFrom<Claim['kind'][]>('loan', 'reservation'),
    from: fc.integer({ min: 0, max: 30 }),
    length: fc.integer({ min: 1, max: 12 }),
    count: fc.integer({ min: 1, max: 4 }),
    undo: fc.integer({ min: 0, max: 3 }),
  }),
  { maxLength: 40 },
);

/** The plain model: units taken in each hour. */
function taken(claims: Claim[], hour: number): number {
  return claims
    .filter(({ fromNs, untilNs }) => fromNs <= at(hour) && untilNs > at(hour))
    .reduce((sum, { count }) => sum + count, 0);
}

test('whatever is lent and reserved in whatever order, never more goes than there is', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), steps, (quantity, history) => {
      const claims: Claim[] = [];
      history.forEach(({ kind, from, length, count, undo }, i) => {
        const wanted = span(from, from + length);
        const fits = Array.from({ length }, (_, h) => taken(claims, from + h)).every(
          (busy) => busy + count <= quantity,
        );
        const problem = problemOfSpan([shelf(quantity, claims)], wanted, count, NOW);
        // Exactly what the model says: never too much, and nothing refused that would fit.
        expect(problem === undefined).toBe(fits);
        if (problem === undefined) claims.push({ kind, id: BigInt(i), count, ...wanted });
        if (undo === 0) claims.shift();
        for (let hour = 0; hour < 48; hour++) {
          expect(taken(claims, hour)).toBeLessThanOrEqual(quantity);
        }
      });
    }),
    { numRuns: 200 },
  );
});

test('kits and their parts together never take more of a part than there is', () => {
  fc.assert(
    fc.property(steps, (history) => {
      // Two kits of 2 bits and 1 drill; bits are lent alone, too.
      const stock = { bits: 5, drill: 2 };
      const claims = { bits: [] as Claim[], drill: [] as Claim[] };
      history.forEach(({ kind, from, length, count, undo }, i) => {
        const wanted = span(from, from + length);
        const asKit = undo > 1;
        const bits = shelf(stock.bits, claims.bits, asKit ? 2 : 1);
        const shelves = asKit ? [bits, shelf(stock.drill, claims.drill)] : [bits];
        if (problemOfSpan(shelves, wanted, count, NOW)) return;
        const base = { kind, id: BigInt(i), ...wanted };
        claims.bits.push({ ...base, count: asKit ? 2 * count : count });
        if (asKit) claims.drill.push({ ...base, count });
      });
      for (let hour = 0; hour < 48; hour++) {
        expect(taken(claims.bits, hour)).toBeLessThanOrEqual(stock.bits);
        expect(taken(claims.drill, hour)).toBeLessThanOrEqual(stock.drill);
      }
    }),
    { numRuns: 200 },
  );
});

test('the latest end that is offered can be had, and nothing later', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 4 }), steps, (quantity, history) => {
      const claims = history.map(({ kind, from, length, count }, i) => ({
        kind,
        id: BigInt(i),
        count,
        ...span(from, from + length),
      }));
      const shelves = [shelf(quantity, claims)];
      const until = latestUntilNs(shelves, span(0, 48), 1, NOW);
      if (until > NOW) {
        expect(problemOfSpan(shelves, { fromNs: NOW, untilNs: until }, 1, NOW)).toBeUndefined();
      }
      if (until < at(48)) {
        const more = { fromNs: NOW, untilNs: until + 1n };
        expect(problemOfSpan(shelves, more, 1, NOW)).toBeDefined();
      }
    }),
    { numRuns: 200 },
  );
});
