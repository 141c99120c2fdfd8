import {
  ACCESS_TOKEN_LIFE_SECONDS,
  AUDIENCE_MAX_CHARS,
  SIGNING_KEY_LIFE_SECONDS,
  SIGNING_KEY_SECONDS,
} from '@qikcard/contracts';
import { describe, expect, test } from 'vitest';
import { isDue, isOver, keyEndsNs, maySign } from './signing-keys.ts';
import { claimsOf, isAudience, roleClaims, type TokenGround } from './token-claims.ts';

const seconds = (count: number) => BigInt(count) * 1_000_000_000n;
const ground: TokenGround = {
  issuer: 'us',
  subject: 'ada',
  audience: 'desk',
  session: 3n,
  id: 'j',
  nowNs: seconds(1_000) + 999n,
  sessionEndsNs: seconds(1_000_000),
  keyEndsNs: seconds(1_000_000),
  roles: [],
};

describe('a token lives ten minutes', () => {
  test('when nothing it stands on ends before', () => {
    const { iat, nbf, exp } = claimsOf(ground);
    expect([iat, nbf, exp]).toEqual([1_000, 1_000, 1_000 + ACCESS_TOKEN_LIFE_SECONDS]);
  });
  test('or as long as its session, its key and the roles it names', () => {
    const soon = seconds(1_100);
    const role = { role: 'staff', scope: 0n, expiresAtNs: soon } as const;
    expect(claimsOf({ ...ground, sessionEndsNs: soon }).exp).toBe(1_100);
    expect(claimsOf({ ...ground, keyEndsNs: soon }).exp).toBe(1_100);
    expect(claimsOf({ ...ground, roles: [role] })).toMatchObject({ exp: 1_100, roles: ['staff'] });
  });
});

test('a token names the roles that count now, with their event', () => {
  const held = [
    { role: 'admin', scope: 0n, expiresAtNs: undefined },
    { role: 'staff', scope: 42n, expiresAtNs: 11n },
    { role: 'organizer', scope: 0n, expiresAtNs: 10n },
  ] as const;
  expect(roleClaims(held, 10n)).toEqual(['admin', 'staff:event:42']);
});

test('an audience is one plain name of bounded length', () => {
  for (const good of ['desk', 'https://desk.example.org:8443/a_b~c', 'urn:x-y', 'x'.repeat(100)]) {
    expect(isAudience(good), good).toBe(true);
  }
  const long = 'x'.repeat(AUDIENCE_MAX_CHARS + 1);
  for (const bad of ['', ' ', 'a b', 'a\n', 'a?b', '"', '*', '.a', 'ü', long]) {
    expect(isAudience(bad), bad).toBe(false);
  }
});

describe('a signing key', () => {
  test('is due at first, and after half a day', () => {
    expect(isDue(undefined, 0n)).toBe(true);
    expect(isDue(0n, seconds(SIGNING_KEY_SECONDS) - 1n)).toBe(false);
    expect(isDue(0n, seconds(SIGNING_KEY_SECONDS))).toBe(true);
  });
  test('signs nothing that would outlive it', () => {
    const last = seconds(SIGNING_KEY_LIFE_SECONDS - ACCESS_TOKEN_LIFE_SECONDS);
    expect(maySign(0n, last)).toBe(true);
    expect(maySign(0n, last + 1n)).toBe(false);
    expect(keyEndsNs(0n)).toBe(seconds(SIGNING_KEY_LIFE_SECONDS));
  });
  test('is kept until the last token it can have signed is over', () => {
    expect(isOver(0n, seconds(ACCESS_TOKEN_LIFE_SECONDS))).toBe(false);
    expect(isOver(0n, seconds(ACCESS_TOKEN_LIFE_SECONDS + 61))).toBe(true);
  });
});
