import { Principal } from '@dfinity/principal';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changeableFrom, heldUntil, mayTake, parseUsername, skeletonOf } from './username.ts';

const ada = Principal.fromUint8Array(Uint8Array.of(1));
const bob = Principal.fromUint8Array(Uint8Array.of(2));
const DAY_NS = 86_400_000_000_000n;

test('a name is kept in lower case', () => {
  expect(parseUsername('Ada_L')).toEqual({ Ok: { name: 'ada_l', skeleton: 'adal' } });
});

test.each([
  'аda',
  'ada\u0301',
  'Kelvin\u212a',
  'ａｄａ',
  'a da',
  'ada.',
  'ädä',
  '_ada',
  'ada-',
  '__a',
  'a'.repeat(25),
  '',
])('%j is no username', (given) => {
  expect(parseUsername(given)).toMatchObject({ Err: { Invalid: { field: 'username' } } });
});

test.each([
  'admin',
  'Adm-in',
  'r00t',
  'QikCard',
  'q1kcard',
  'qik_card_support',
  'qikpoint7',
  'supp0rt',
])('%s is reserved', (given) => {
  expect(parseUsername(given)).toEqual({ Err: { UsernameReserved: null } });
});

test('names that look alike are one name', () => {
  expect(new Set(['ada_l', 'ada-l', 'adal', 'ada1', 'AdaL', 'ada_1'].map(skeletonOf)).size).toBe(1);
  expect(skeletonOf('b0b')).toBe(skeletonOf('bob'));
});

test('whatever is accepted is plain ASCII and stays what it is when parsed again', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (given) => {
      const parsed = parseUsername(given);
      if ('Err' in parsed) return;
      expect(parsed.Ok.name).toMatch(/^[a-z0-9_-]{3,24}$/);
      expect(parseUsername(parsed.Ok.name)).toEqual(parsed);
    }),
  );
});

test('a name given up is held for its owner, then free', () => {
  const until = heldUntil(0n);
  const held = { owner: ada, heldUntilNs: until };
  expect(mayTake(held, ada, 1n)).toBe(true);
  expect(mayTake(held, bob, until - 1n)).toBe(false);
  expect(mayTake(held, bob, until)).toBe(true);
  expect(mayTake({ owner: ada, heldUntilNs: undefined }, bob, until * 2n)).toBe(false);
  expect(mayTake({ owner: undefined, heldUntilNs: until }, ada, 1n)).toBe(false);
  expect(mayTake(undefined, bob, 0n)).toBe(true);
});

test('a name may be changed 30 days after it was set', () => {
  expect(changeableFrom(5n)).toBe(5n + 30n * DAY_NS);
  expect(changeableFrom(undefined)).toBeUndefined();
});
