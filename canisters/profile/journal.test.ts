import { Principal } from '@dfinity/principal';
import { memoryMap } from '@qikcard/canister-kit/memory-map';
import { expect, test } from 'vitest';
import { journal } from './journal.ts';
import { codecs } from './rows.ts';

const [ada, bob] = [1, 2].map((byte) => Principal.fromUint8Array(Uint8Array.of(byte)));
function open(kept: number) {
  const dropped: bigint[] = [];
  return {
    dropped,
    entries: journal(memoryMap(), codecs.number, kept, (_, entry) => dropped.push(entry)),
  };
}

test('the newest are kept, numbers go on, and what goes is told', () => {
  const { entries, dropped } = open(3);
  const numbers = [10n, 20n, 30n, 40n, 50n].map((value) => entries.append(ada, value));
  expect(numbers).toEqual([1n, 2n, 3n, 4n, 5n]);
  expect(dropped).toEqual([1n, 2n]);
  expect([entries.count(ada), entries.latest(ada), entries.count(bob)]).toEqual([3, 5n, 0]);
  expect(entries.newest(ada, undefined, 9).map(({ entry }) => entry)).toEqual([5n, 4n, 3n]);
});

test('pages follow each other while new entries arrive', () => {
  const { entries } = open(100);
  for (let i = 0n; i < 5n; i++) entries.append(ada, i);
  const first = entries.newest(ada, undefined, 2);
  entries.append(ada, 9n);
  const second = entries.newest(ada, first.at(-1)?.entry, 2);
  expect([...first, ...second].map(({ entry }) => entry)).toEqual([5n, 4n, 3n, 2n]);
  expect(entries.newest(ada, 10n ** 18n, 1)[0].entry).toBe(6n);
  expect(entries.newest(ada, 0n, 1)).toEqual([]);
});

test('removal goes in steps and ends with nothing', () => {
  const { entries, dropped } = open(100);
  for (let i = 0n; i < 5n; i++) entries.append(ada, i);
  entries.append(bob, 1n);
  expect([
    entries.removeOldest(ada, 3),
    entries.removeOldest(ada, 3),
    entries.removeOldest(ada, 3),
  ]).toEqual([3, 2, 0]);
  expect([entries.count(ada), entries.count(bob), dropped.length]).toEqual([0, 1, 5]);
  expect(entries.append(ada, 7n)).toBe(6n);
});

test('what is taken out of the middle counts no longer, also when its place is dropped', () => {
  const { entries } = open(3);
  for (let i = 0n; i < 3n; i++) entries.append(ada, i);
  entries.remove(ada, 2n);
  entries.remove(ada, 2n);
  expect(entries.count(ada)).toBe(2);
  entries.append(ada, 8n);
  entries.append(ada, 9n);
  expect(entries.count(ada)).toBe(entries.newest(ada, undefined, 9).length);
  entries.remove(ada, 4n);
  expect(entries.removeOldest(ada, 2)).toBe(2);
  expect([entries.count(ada), entries.newest(ada, undefined, 9).length]).toEqual([1, 1]);
});
