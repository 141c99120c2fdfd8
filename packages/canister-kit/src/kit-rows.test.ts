/** Rows that are in stable memory somewhere: whatever changes, these bytes stay readable. */
import { Principal } from '@dfinity/principal';
import { binary } from '@qikcard/contracts';
import { expect, test } from 'vitest';
import { cell } from './cell.ts';
import { openDeadLetters } from './dead-letters.ts';
import { memoryMap, prefixed } from './memory-map.ts';
import { createSettings } from './settings.ts';

const bytes = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));

test('maintenance, log level and origins as version 1 wrote them', () => {
  const map = memoryMap();
  const at = (part: number, hex: string) =>
    prefixed(map, part).insert(new Uint8Array(), bytes(hex));
  at(0, '01010000000000000005010700044e6f6f6e');
  at(1, '0102');
  at(2, '0100010009687474703a2f2f6162');
  const settings = createSettings(map);
  expect(settings.maintenance()).toEqual({
    sinceNs: 5n,
    by: Principal.fromUint8Array(Uint8Array.of(7)),
    note: 'Noon',
  });
  expect(settings.logLevel()).toBe('Debug');
  expect(settings.origins()).toEqual(['http://ab']);
});

test('dead letters as version 1 wrote them', () => {
  const map = memoryMap();
  const held = openDeadLetters(map, 3);
  held.add(7n, { atNs: 1n, kind: 3, body: Uint8Array.of(9) }, 2n, 'why');
  const row = prefixed(map, 3, 2).get(bytes('0000000000000007'));
  expect(Buffer.from(row ?? []).toString('hex')).toBe(
    '0100000000000000010003000109000000000000000200' + '03776879',
  );
});

test('a row of an older version is read, and written as the new one', () => {
  const map = memoryMap();
  const { u32, u64, struct, versioned } = binary;
  cell(map, versioned(1, struct({ count: u32 })), { count: 0 }).set({ count: 5 });
  const next = versioned(2, struct({ count: u64 }), { 1: (r) => ({ count: BigInt(r.u32()) }) });
  const now = cell(map, next, { count: 0n });
  expect(now.get()).toEqual({ count: 5n });
  now.set({ count: 6n });
  expect(cell(map, next, { count: 0n }).get()).toEqual({ count: 6n });
  const old = cell(map, versioned(1, struct({ count: u32 })), { count: 0 });
  expect(() => old.get()).toThrow('unknown row version 2');
});
