import { Principal } from '@dfinity/principal';
import type { EventCard } from '@qikcard/contracts';
import { expect, test } from 'vitest';
import { asText, fromText, matching } from './kept-events.ts';

const DAY_MS = 86_400_000;
const cardOf = (id: number, name: string, location: string, day: number): EventCard => ({
  event: {
    ...{ id: BigInt(id), name, description: '', location, time_zone: 'UTC' },
    ...{ organizer: Principal.fromText('aaaaa-aa'), status: { Published: null } },
    starts_at_ns: BigInt(day * DAY_MS) * 1_000_000n,
    ends_at_ns: BigInt(day * DAY_MS + 3_600_000) * 1_000_000n,
    doors_open_ns: 0n,
    ...{ capacity: [20], registered: 3, arrived: 0, inside: 0 },
  } as EventCard['event'],
  image: [],
});
const cards = [
  cardOf(1, 'Open House', 'Harbour hall', 1),
  cardOf(2, 'Élan évening', 'Town hall', 3),
  cardOf(3, 'Repair café', 'Harbour', 9),
];
const found = (search: string, fromMs = 0, untilMs?: number, place = '') =>
  matching(cards, { search, place, fromMs, untilMs }).map(({ event }) => Number(event.id));

test('what was kept is what was found, numbers and principals included', () => {
  const kept = { atMs: 5, cards };
  expect(fromText(asText(kept))).toEqual(kept);
});

test('no more is kept than a screen or two', () => {
  const many = Array.from({ length: 60 }, (_, i) => cardOf(i, 'Event', 'Hall', 1));
  expect(fromText(asText({ atMs: 0, cards: many })).cards).toHaveLength(48);
});

test('kept events are found by how a word of their name or place starts', () => {
  expect(found('')).toEqual([1, 2, 3]);
  expect(found('harb')).toEqual([1, 3]);
  expect(found('HALL')).toEqual([1, 2]);
  expect(found('ouse')).toEqual([]);
  expect(found('éve')).toEqual([2]);
  expect(found('open harb')).toEqual([1]);
  expect(found('', 0, undefined, 'hall')).toEqual([1, 2]);
  expect(found('repair', 0, undefined, 'hall')).toEqual([]);
});

test('and by their days: what is over is not shown', () => {
  expect(found('', 2 * DAY_MS)).toEqual([2, 3]);
  expect(found('', 2 * DAY_MS, 4 * DAY_MS)).toEqual([2]);
});
