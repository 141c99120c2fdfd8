import type { Listing } from '@qikcard/contracts';
import { expect, test } from 'vitest';
import { ANYTHING, chosen, isChoosy, type Wanted } from './market-filter.ts';

const row = (id: bigint, name: string, price: bigint, kind = 'Attended', event?: bigint) =>
  ({
    price_e8s: price,
    badge: {
      ...{ id, event_id: event === undefined ? [] : [event] },
      design: { name, season: 'Winter', description: '', criterion: { [kind]: {} } },
    },
  }) as unknown as Listing;
const rows = [
  row(1n, 'Café night', 30n, 'Attended', 7n),
  row(2n, 'Early', 10n, 'EarlyBird'),
  row(3n, 'Late cafe', 10n),
];
const ids = (wanted: Partial<Wanted>, names?: (id: bigint) => string) =>
  chosen(rows, { ...ANYTHING, ...wanted }, names).map(({ badge }) => badge.id);

test('everything is there, newest first, until somebody looks for something', () => {
  expect(ids({})).toEqual([1n, 2n, 3n]);
  expect([isChoosy(ANYTHING), isChoosy({ ...ANYTHING, text: '  ' })]).toEqual([false, false]);
  expect(isChoosy({ ...ANYTHING, order: 'cheap' })).toBe(true);
});
test('words are found without their accents, in any order, in all that a badge says', () => {
  expect(ids({ text: 'CAFE' })).toEqual([1n, 3n]);
  expect(ids({ text: 'winter late' })).toEqual([3n]);
  expect(ids({ text: 'lantern' })).toEqual([]);
  expect(ids({ text: 'lantern' }, (id) => (id === 7n ? 'Lantern walk' : ''))).toEqual([1n]);
});
test('prices go up or down, and what a badge is for is chosen', () => {
  expect(ids({ order: 'cheap' })).toEqual([2n, 3n, 1n]);
  expect(ids({ order: 'dear' })).toEqual([1n, 2n, 3n]);
  expect(ids({ kind: 'EarlyBird' })).toEqual([2n]);
});
