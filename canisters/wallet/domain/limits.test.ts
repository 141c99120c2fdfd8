import { Principal } from '@dfinity/principal';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  assetKey,
  dayOf,
  endOfDayNs,
  LOOSER_AFTER_NS,
  leftOfDay,
  type OwnRules,
  type Rules,
  rulesAt,
  waits,
  wish,
} from './limits.ts';

const NOW = 1_800_000_000_000_000_000n;
const usual: Rules = { perDay: 100n, waitFrom: 50n, waitSeconds: 600 };
const chosen = (change: Partial<Rules>): Rules => ({ ...usual, ...change });

describe('rules of spending', () => {
  test('are the usual ones until somebody chooses others', () => {
    expect(rulesAt(undefined, usual, NOW)).toEqual(usual);
  });
  test('get stricter at once, in every respect', () => {
    const strict = chosen({ perDay: 10n, waitFrom: 5n, waitSeconds: 3_600 });
    const own = wish(undefined, usual, strict, NOW);
    expect(own).toEqual({ rules: strict, pending: undefined, fromNs: 0n });
  });
  test('get looser a day later, not a nanosecond earlier', () => {
    const loose = chosen({ perDay: 1_000n });
    const own = wish(undefined, usual, loose, NOW);
    expect(rulesAt(own, usual, NOW + LOOSER_AFTER_NS - 1n)).toEqual(usual);
    expect(rulesAt(own, usual, NOW + LOOSER_AFTER_NS)).toEqual(loose);
  });
  test('that are stricter in one respect and looser in another do both in their time', () => {
    const mixed = chosen({ perDay: 10n, waitFrom: undefined });
    const own = wish(undefined, usual, mixed, NOW);
    expect(rulesAt(own, usual, NOW)).toEqual(chosen({ perDay: 10n }));
    expect(rulesAt(own, usual, NOW + LOOSER_AFTER_NS)).toEqual(mixed);
  });
  test('asked for twice begin when they were asked for first', () => {
    const loose = chosen({ waitSeconds: 0 });
    const own = wish(undefined, usual, loose, NOW);
    expect(wish(own, usual, loose, NOW + 5n)).toEqual(own);
  });
  test('that were asked for and are not wanted any more never begin', () => {
    const own = wish(undefined, usual, chosen({ perDay: 1_000n }), NOW);
    const kept = wish(own, usual, usual, NOW + 1n);
    expect(rulesAt(kept, usual, NOW + 10n * LOOSER_AFTER_NS)).toEqual(usual);
  });
  test('never get looser within a day, whatever is wished in which order', () => {
    const rules = fc.record({
      perDay: fc.bigInt(0n, 1_000n),
      waitFrom: fc.option(fc.bigInt(0n, 1_000n), { nil: undefined }),
      waitSeconds: fc.nat(1_000),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(rules, fc.bigInt(0n, LOOSER_AFTER_NS / 20n))), (wishes) => {
        let own: OwnRules | undefined;
        let atNs = NOW;
        let before = usual;
        for (const [wished, laterNs] of wishes.slice(0, 19)) {
          atNs += laterNs;
          own = wish(own, usual, wished, atNs);
          const now = rulesAt(own, usual, atNs);
          expect(now.perDay).toBeLessThanOrEqual(before.perDay);
          expect(now.waitSeconds).toBeGreaterThanOrEqual(before.waitSeconds);
          if (before.waitFrom !== undefined) {
            expect(now.waitFrom).toBeDefined();
            expect(now.waitFrom as bigint).toBeLessThanOrEqual(before.waitFrom);
          }
          before = now;
        }
      }),
    );
  });
  test('let an amount wait from the chosen one on', () => {
    expect(waits(usual, 49n)).toBe(false);
    expect(waits(usual, 50n)).toBe(true);
    expect(waits(chosen({ waitFrom: undefined }), 10n ** 30n)).toBe(false);
    expect(waits(chosen({ waitSeconds: 0 }), 50n)).toBe(false);
    expect(waits(chosen({ waitFrom: 0n }), 1n)).toBe(true);
    expect(waits(chosen({ waitFrom: 0n }), 0n)).toBe(false);
  });
});

test('a day ends at midnight, and what is left is never below nothing', () => {
  expect(dayOf(endOfDayNs(NOW))).toBe(dayOf(NOW) + 1);
  expect(dayOf(endOfDayNs(NOW) - 1n)).toBe(dayOf(NOW));
  expect([leftOfDay(3n, 10n), leftOfDay(10n, 10n), leftOfDay(11n, 10n)]).toEqual([7n, 0n, 0n]);
});

test('no two assets share a key, and the keys stay as they were first stored', () => {
  const ledger = { Ledger: Principal.fromUint8Array(Uint8Array.of(9, 8)) };
  const hex = (key: Uint8Array) =>
    Buffer.from(key)
      .toString('hex')
      .replace(/(00)+$/, '');
  expect(hex(assetKey({ Bitcoin: null }))).toBe('01');
  expect(hex(assetKey(ledger))).toBe('02020908');
  expect(hex(assetKey({ Evm: 1n }))).toBe('030000000000000001');
  const largest = Principal.fromUint8Array(new Uint8Array(29).fill(255));
  expect(assetKey({ Ledger: largest })).toHaveLength(32);
});
