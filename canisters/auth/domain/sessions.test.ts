import {
  DEVICE_NAME_MAX_CHARS,
  SESSION_IDLE_SECONDS,
  SESSION_LIFE_SECONDS,
  SESSIONS_PER_USER_MAX,
} from '@qikcard/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isOpen, parseDevice, toEnd } from './sessions.ts';

const seconds = (count: number) => BigInt(count) * 1_000_000_000n;
const session = (created: number, used: number) => ({
  createdAtNs: seconds(created),
  lastUsedAtNs: seconds(used),
});

describe('a session', () => {
  test('ends when nobody used it for twelve hours', () => {
    const idle = session(0, 100);
    expect(isOpen(idle, seconds(100 + SESSION_IDLE_SECONDS) - 1n)).toBe(true);
    expect(isOpen(idle, seconds(100 + SESSION_IDLE_SECONDS))).toBe(false);
  });
  test('ends after seven days however much it is used', () => {
    const busy = session(0, SESSION_LIFE_SECONDS - 1);
    expect(isOpen(busy, seconds(SESSION_LIFE_SECONDS) - 1n)).toBe(true);
    expect(isOpen(busy, seconds(SESSION_LIFE_SECONDS))).toBe(false);
  });
});

describe('opening one more session', () => {
  test('ends nothing while there is room', () => {
    const open = Array.from({ length: SESSIONS_PER_USER_MAX - 1 }, (_, i) => session(i, i));
    expect(toEnd(open, seconds(100))).toEqual([]);
  });
  test('ends the one used least recently when there is none', () => {
    const open = Array.from({ length: SESSIONS_PER_USER_MAX }, (_, i) => session(i, 50 - i));
    expect(toEnd(open, seconds(100))).toEqual([open.at(-1)]);
  });
  test('never leaves more than ten, nor ends one used later than one it leaves', () => {
    const times = fc.tuple(fc.nat(1_000_000), fc.nat(1_000_000));
    fc.assert(
      fc.property(fc.array(times, { maxLength: 15 }), fc.nat(2_000_000), (list, now) => {
        const all = list.map(([created, after]) => session(created, created + after));
        const ended = new Set(toEnd(all, seconds(now)));
        const left = all.filter((each) => !ended.has(each));
        expect(left.length).toBeLessThan(SESSIONS_PER_USER_MAX);
        expect(left.every((each) => isOpen(each, seconds(now)))).toBe(true);
        const openOnes = [...ended].filter((each) => isOpen(each, seconds(now)));
        for (const gone of openOnes) {
          expect(left.every((kept) => kept.lastUsedAtNs >= gone.lastUsedAtNs)).toBe(true);
        }
      }),
    );
  });
});

describe('what a device says of itself', () => {
  const named = (name: string) => parseDevice({ name, kind: { Phone: null } });
  test('is shown as it is, without blanks around it', () => {
    expect(named(' Ada’s phone ')).toEqual({ Ok: { name: 'Ada’s phone', kind: 'Phone' } });
  });
  test('is bounded, and hides nothing', () => {
    expect(named('x'.repeat(DEVICE_NAME_MAX_CHARS))).toHaveProperty('Ok');
    for (const bad of ['', 'x'.repeat(DEVICE_NAME_MAX_CHARS + 1), 'a\u202eb', 'a\nb']) {
      expect(named(bad)).toHaveProperty('Err');
    }
  });
});
