/** Pages behind a cursor against a plain model, while others write. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { u32Key } from './keys.ts';
import { memoryMap } from './memory-map.ts';
import { orderedIndex } from './ordered-index.ts';

type Write = { insert: boolean; key: number };
const write: fc.Arbitrary<Write> = fc.record({
  insert: fc.boolean(),
  key: fc.integer({ min: 0, max: 400 }),
});

test.each([false, true])(
  'a walk never skips or repeats what was there throughout (reverse: %s)',
  (reverse) => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 400 }), { maxLength: 300 }),
        // What others write between two pages.
        fc.array(fc.array(write, { maxLength: 20 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 40 }),
        (initial, rounds, limit) => {
          const index = orderedIndex(memoryMap(), u32Key);
          for (const key of initial) index.insert([key]);
          const throughout = new Set(initial);
          const everThere = new Set(initial);
          const seen: number[] = [];
          for (let round = 0; ; round++) {
            const last = seen.at(-1);
            const after = last === undefined ? {} : { after: [last] as [number] };
            const page = index.scan({ limit, reverse, ...after }).map(([key]) => key);
            seen.push(...page);
            if (page.length < limit) break;
            for (const { insert, key } of rounds[round % rounds.length]) {
              if (insert) {
                index.insert([key]);
                everThere.add(key);
              } else {
                index.remove([key]);
                throughout.delete(key);
              }
            }
          }
          expect(new Set(seen).size).toBe(seen.length);
          expect(seen).toEqual([...seen].sort((a, b) => (reverse ? b - a : a - b)));
          for (const key of throughout) expect(seen).toContain(key);
          for (const key of seen) expect(everThere).toContain(key);
        },
      ),
      { numRuns: 60 },
    );
  },
);
