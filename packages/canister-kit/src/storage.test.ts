import { Principal } from '@dfinity/principal';
import { binary } from '@qikcard/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appendLog } from './append-log.ts';
import { counter } from './cell.ts';
import { compositeKey, principalKey, textKey, u8Key, u64Key } from './keys.ts';
import { memoryMap, prefixed } from './memory-map.ts';
import { orderedIndex } from './ordered-index.ts';
import { table } from './table.ts';

const number = binary.versioned(1, binary.u64);
const principals = fc
  .uint8Array({ minLength: 0, maxLength: 29 })
  .map((bytes) => Principal.fromUint8Array(bytes));
const ids = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });

describe('keys', () => {
  test('sort as numbers do', () => {
    fc.assert(
      fc.property(ids, ids, (a, b) => {
        const order = Buffer.compare(u64Key.encode(a), u64Key.encode(b));
        expect(Math.sign(order)).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
    );
  });
  test('come back as they were, and no two principals share one', () => {
    const key = compositeKey(principalKey, u8Key, u64Key);
    fc.assert(
      fc.property(principals, fc.nat(255), ids, principals, (who, small, id, other) => {
        const [back, ...rest] = key.decode(key.encode([who, small, id]));
        expect(back.toHex()).toBe(who.toHex());
        expect(rest).toEqual([small, id]);
        const same = Buffer.compare(principalKey.encode(who), principalKey.encode(other)) === 0;
        expect(same).toBe(who.toHex() === other.toHex());
      }),
    );
  });
  test('that end in zeros stay apart', () => {
    const short = Principal.fromUint8Array(Uint8Array.of(1));
    const long = Principal.fromUint8Array(Uint8Array.of(1, 0));
    expect(principalKey.encode(short)).not.toEqual(principalKey.encode(long));
  });
});

describe('tables', () => {
  test('that share a map do not see each other', () => {
    const map = memoryMap();
    const one = table(prefixed(map, 1), number, textKey);
    const two = table(prefixed(map, 2), number, textKey);
    one.put('x', 1n);
    expect(two.get('x')).toBeUndefined();
    two.put('x', 2n);
    expect(two.remove('x')).toBe(true);
    expect(two.remove('x')).toBe(false);
    expect(one.get('x')).toBe(1n);
  });
  test('an index finds the rows of one owner, newest first, page by page', () => {
    const index = orderedIndex(memoryMap(), principalKey, u64Key);
    const [ada, bob] = [1, 2].map((n) => Principal.fromUint8Array(Uint8Array.of(n)));
    for (let id = 1n; id <= 10n; id++) index.insert([id % 2n === 0n ? ada : bob, id]);
    const page = index.scan({ prefix: [ada], limit: 3, reverse: true });
    expect(page.map(([, id]) => id)).toEqual([10n, 8n, 6n]);
    const next = index.scan({ prefix: [ada], after: page[2], limit: 3, reverse: true });
    expect(next.map(([, id]) => id)).toEqual([4n, 2n]);
  });
  test('a counter gives 1 first, so it makes ids', () => {
    const ids = counter(memoryMap());
    expect([ids.get(), ids.add(), ids.add(), ids.get()]).toEqual([0n, 1n, 2n, 2n]);
  });
});

describe('an append-only log', () => {
  const filled = (rows: number) => {
    const log = appendLog(memoryMap(), number);
    for (let i = 0; i < rows; i++) expect(log.append(BigInt(i))).toBe(BigInt(i));
    return log;
  };
  test('gives any page in order of arrival', () => {
    const log = filled(10);
    expect(log.page(7n, 2)).toEqual([7n, 8n]);
    expect(log.page(9n, 5)).toEqual([9n]);
    expect(log.page(10n, 5)).toEqual([]);
  });
  test('forgets what is told in bounded steps, and never what comes after', () => {
    const log = filled(10);
    expect(log.forgetBelow(6n, 4)).toBe(false);
    expect([log.get(3n), log.get(4n)]).toEqual([undefined, 4n]);
    expect(log.forgetBelow(6n, 4)).toBe(true);
    expect(log.page(0n, 2)).toEqual([6n, 7n]);
    expect(log.append(10n)).toBe(10n);
    expect(log.forgetBelow(99n, 99)).toBe(true);
    expect(log.length()).toBe(11n);
    expect(log.page(0n, 9)).toEqual([]);
  });
});
