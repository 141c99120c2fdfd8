import { Principal } from '@dfinity/principal';
import { describe, expect, test } from 'vitest';
import type { DesignRow } from '../rows.ts';
import {
  afterEntry,
  afterReturn,
  isAvailable,
  isEarned,
  NOTHING_DONE,
  weekOf,
} from './criteria.ts';

const at = (date: string) => BigInt(Date.parse(date)) * 1_000_000n;
const design = (
  kind: DesignRow['criterion']['kind'],
  count = 0,
  change: Partial<DesignRow> = {},
): DesignRow => ({
  name: 'A badge',
  description: '',
  criterion: { kind, eventId: 7n, count },
  soulbound: false,
  rewardE8s: 0n,
  supply: undefined,
  season: '',
  hue: 240,
  creator: Principal.anonymous(),
  createdAtNs: 0n,
  retired: false,
  minted: 0,
  burned: 0,
  royaltyBasisPoints: 0,
  ...change,
});
const entry = (place = 1, eventId = 7n) => ({ kind: 'entry', eventId, place }) as const;

describe('weeks', () => {
  test('go from Monday to Sunday', () => {
    const monday = weekOf(at('2026-11-16T00:00:00Z'));
    expect(weekOf(at('2026-11-22T23:59:59Z'))).toBe(monday);
    expect(weekOf(at('2026-11-15T23:59:59Z'))).toBe(monday - 1);
    expect(weekOf(at('2026-11-23T00:00:00Z'))).toBe(monday + 1);
  });
  test('in a row make a streak; a missed one starts again; two events in one count once', () => {
    let deeds = NOTHING_DONE;
    for (const day of ['2026-11-02', '2026-11-08', '2026-11-10']) {
      deeds = afterEntry(deeds, at(`${day}T12:00:00Z`));
    }
    expect(deeds).toMatchObject({ events: 3, streak: 2 });
    expect(afterEntry(deeds, at('2026-11-16T12:00:00Z')).streak).toBe(3);
    expect(afterEntry(deeds, at('2026-11-25T12:00:00Z')).streak).toBe(1);
  });
  test('of a fact that arrives late do not break what came after', () => {
    const deeds = {
      ...NOTHING_DONE,
      events: 4,
      week: weekOf(at('2026-11-16T00:00:00Z')),
      streak: 3,
    };
    expect(afterEntry(deeds, at('2026-11-03T12:00:00Z'))).toEqual({ ...deeds, events: 5 });
  });
});

describe('a badge', () => {
  const five = { ...NOTHING_DONE, events: 5, streak: 2, onTimeReturns: 3 };
  test.each([
    ['for attending', design('Attended'), entry(90), true],
    ['for attending another event', design('Attended'), entry(1, 8n), false],
    ['for being early, the last who is', design('EarlyBird', 10), entry(10), true],
    ['for being early, the first who is not', design('EarlyBird', 10), entry(11), false],
    ['for five events', design('Attendance', 5), entry(1, 8n), true],
    ['for six events', design('Attendance', 6), entry(1, 8n), false],
    ['for two weeks in a row', design('Streak', 2), entry(), true],
    ['for three weeks in a row', design('Streak', 3), entry(), false],
    ['for three returns on time', design('OnTimeReturns', 3), { kind: 'return' } as const, true],
    [
      'for attending, when something is returned',
      design('Attended'),
      { kind: 'return' } as const,
      false,
    ],
  ])('%s', (_, asked, deed, earned) => {
    expect(isEarned(asked, deed, five)).toBe(earned);
  });
  test('is no longer given when it is retired or all are given', () => {
    expect(isAvailable(design('Attended', 0, { supply: 2, minted: 1 }))).toBe(true);
    expect(isAvailable(design('Attended', 0, { supply: 2, minted: 2 }))).toBe(false);
    expect(isAvailable(design('Attended', 0, { retired: true }))).toBe(false);
  });
});

test('only returns on time count', () => {
  expect(afterReturn(NOTHING_DONE, false)).toEqual(NOTHING_DONE);
  expect(afterReturn(NOTHING_DONE, true).onTimeReturns).toBe(1);
});
