import { Principal } from '@dfinity/principal';
import type { GrantRequest } from '@qikcard/contracts';
import { describe, expect, test } from 'vitest';
import { checkGrant, leavesAnAdmin, roleNameOf, roleOf, scopeIdOf, scopeOf } from './grants.ts';

const now = 1_000n;
const request = (changes: Partial<GrantRequest> = {}): GrantRequest => ({
  principal: Principal.fromUint8Array(Uint8Array.of(1, 2, 3)),
  role: { staff: null },
  scope: { Platform: null },
  expires_at_ns: [],
  ...changes,
});
const fieldRefused = (changes: Partial<GrantRequest>) => {
  const checked = checkGrant(request(changes), now);
  return 'Err' in checked && 'Invalid' in checked.Err ? checked.Err.Invalid.field : undefined;
};

describe('granting a role', () => {
  test('staff for one event, or for all', () => {
    expect(checkGrant(request(), now)).toEqual({ Ok: null });
    expect(checkGrant(request({ scope: { Event: 7n } }), now)).toEqual({ Ok: null });
  });
  test('is refused to callers without an identity', () => {
    expect(fieldRefused({ principal: Principal.anonymous() })).toBe('principal');
  });
  test('is refused when it would already be over', () => {
    expect(fieldRefused({ expires_at_ns: [now] })).toBe('expires_at_ns');
    expect(fieldRefused({ expires_at_ns: [now + 1n] })).toBeUndefined();
  });
  test('is refused for an event that cannot exist, and for admins of one event', () => {
    expect(fieldRefused({ scope: { Event: 0n } })).toBe('scope');
    expect(fieldRefused({ scope: { Event: 7n }, role: { admin: null } })).toBe('scope');
  });
  test('keeps names and scopes both ways', () => {
    for (const name of ['admin', 'organizer', 'staff'] as const) {
      expect(roleNameOf(roleOf(name))).toBe(name);
    }
    expect(scopeOf(scopeIdOf({ Event: 7n }))).toEqual({ Event: 7n });
    expect(scopeOf(scopeIdOf({ Platform: null }))).toEqual({ Platform: null });
  });
});

describe('the last admin', () => {
  const lastOne = { role: 'admin', wasPermanent: true, permanentAdmins: 1n } as const;
  test('cannot be removed', () => {
    expect(leavesAnAdmin({ ...lastOne, willBePermanent: false })).toBe(false);
  });
  test('can be removed once there is another one', () => {
    expect(leavesAnAdmin({ ...lastOne, willBePermanent: false, permanentAdmins: 2n })).toBe(true);
  });
  test('can be granted again', () => {
    expect(leavesAnAdmin({ ...lastOne, willBePermanent: true })).toBe(true);
  });
  test('is not protected by an admin whose role ends', () => {
    const ending = { ...lastOne, wasPermanent: false, willBePermanent: false };
    expect(leavesAnAdmin(ending)).toBe(true);
  });
});
