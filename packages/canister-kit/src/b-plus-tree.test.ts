import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BPlusTree } from './b-plus-tree.ts';
import { memoryMap } from './memory-map.ts';

const LENGTH = 3;
const key = (n: number) => Uint8Array.of(n >> 16, n >> 8, n);
const number = (bytes: Uint8Array) => (bytes[0] << 16) | (bytes[1] << 8) | bytes[2];

/** Small range, so that removals hit and nodes empty. */
const keys = fc.integer({ min: 0, max: 3_000 });
const change = fc.record({ insert: fc.boolean(), key: keys });

function applied(changes: { insert: boolean; key: number }[]) {
  const tree = new BPlusTree(memoryMap(), LENGTH);
  const model = new Set<number>();
  for (const each of changes) {
    const known = model.has(each.key);
    if (each.insert) {
      expect(tree.insert(key(each.key))).toBe(!known);
      model.add(each.key);
    } else {
      expect(tree.remove(key(each.key))).toBe(known);
      model.delete(each.key);
    }
  }
  return { tree, sorted: [...model].sort((a, b) => a - b) };
}

describe('the ordered index', () => {
  test('agrees with a sorted array after any inserts and removals', () => {
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 1_500, size: 'max' }),
        keys,
        fc.integer({ min: 1, max: 100 }),
        fc.boolean(),
        (changes, cursor, limit, reverse) => {
          const { tree, sorted } = applied(changes);
          expect(tree.size).toBe(sorted.length);
          expect(tree.has(key(cursor))).toBe(sorted.includes(cursor));
          const all = reverse ? sorted.toReversed() : sorted;
          const behind = all.filter((n) => (reverse ? n < cursor : n > cursor));
          const page = tree.scan({ after: key(cursor), limit, reverse }).map(number);
          expect(page).toEqual(behind.slice(0, limit));
          const prefix = Uint8Array.of(0, cursor >> 8);
          expect(tree.scan({ prefix, limit: 9_999, reverse }).map(number)).toEqual(
            all.filter((n) => n >> 8 === cursor >> 8),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  test('stays right while it grows to three levels and shrinks to nothing, in any order', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), fc.boolean(), (random, reverse) => {
        const tree = new BPlusTree(memoryMap(), LENGTH);
        const numbers = Array.from({ length: 6_000 }, (_, i) => i * 7);
        const shuffled = shuffle(numbers, random);
        for (const n of shuffled) tree.insert(key(n));
        const removed = new Set(shuffle(numbers, random).slice(0, 5_700));
        for (const n of removed) expect(tree.remove(key(n))).toBe(true);
        const left = numbers.filter((n) => !removed.has(n));
        const found = tree.scan({ limit: 9_999, reverse }).map(number);
        expect(found).toEqual(reverse ? left.toReversed() : left);
        for (const n of left) tree.remove(key(n));
        expect(tree.scan({ limit: 1 })).toEqual([]);
        expect(tree.size).toBe(0);
        tree.insert(key(5));
        expect(tree.scan({ limit: 2 }).map(number)).toEqual([5]);
      }),
      { numRuns: 4 },
    );
  });

  test('is read back from the same rows by a new instance, as after an upgrade', () => {
    const map = memoryMap();
    const before = new BPlusTree(map, LENGTH);
    for (let n = 0; n < 500; n++) before.insert(key(n));
    const after = new BPlusTree(map, LENGTH);
    expect(after.size).toBe(500);
    expect(after.scan({ after: key(250), limit: 2 }).map(number)).toEqual([251, 252]);
  });

  test('gives its rows back: an emptied index keeps one node at most', () => {
    const rows = new Map<string, Uint8Array>();
    const tree = new BPlusTree(
      {
        get: (k) => rows.get(k.toString()),
        insert: (k, v) => void rows.set(k.toString(), v),
        remove: (k) => rows.delete(k.toString()),
      },
      LENGTH,
    );
    for (let n = 0; n < 5_000; n++) tree.insert(key(n));
    for (let n = 0; n < 5_000; n++) tree.remove(key(n));
    expect(rows.size).toBeLessThanOrEqual(2);
  });
});

function shuffle(numbers: number[], random: Iterator<number>): number[] {
  const shuffled = [...numbers];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = random.next().value % (i + 1);
    [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]];
  }
  return shuffled;
}
