import {
  type AuthRefusal,
  err,
  type GrantRequest,
  ok,
  type Result,
  type Role,
  type RoleName,
  type Scope,
} from '@qikcard/contracts';

export const roleNameOf = (role: Role): RoleName => Object.keys(role)[0] as RoleName;
export const roleOf = (name: RoleName): Role => ({ [name]: null }) as unknown as Role;

/** Stands for the whole platform where an event's id would be; no event has it. */
export const PLATFORM_SCOPE = 0n;
export const scopeIdOf = (scope: Scope): bigint =>
  'Event' in scope ? scope.Event : PLATFORM_SCOPE;
export const scopeOf = (id: bigint): Scope =>
  id === PLATFORM_SCOPE ? { Platform: null } : { Event: id };

const invalid = (field: string, problem: string) => err({ Invalid: { field, problem } });

/** Whether a grant makes sense, whoever asks for it. */
export function checkGrant(request: GrantRequest, nowNs: bigint): Result<null, AuthRefusal> {
  const { role, scope, principal, expires_at_ns } = request;
  const name = roleNameOf(role);
  if (principal.isAnonymous()) return invalid('principal', 'anonymous callers cannot hold a role');
  if ('Event' in scope && scope.Event === PLATFORM_SCOPE) return invalid('scope', 'no such event');
  if ('Event' in scope && name === 'admin') {
    return invalid('scope', 'admins are admins of the whole platform');
  }
  const expires = expires_at_ns[0];
  if (expires !== undefined && expires <= nowNs) {
    return invalid('expires_at_ns', 'must be in the future');
  }
  return ok(null);
}

/**
 * The last admin without an end date cannot be taken away or given an end date: somebody must be
 * left who can grant roles.
 */
export function leavesAnAdmin(change: {
  role: RoleName;
  wasPermanent: boolean;
  willBePermanent: boolean;
  permanentAdmins: bigint;
}): boolean {
  const { role, wasPermanent, willBePermanent, permanentAdmins } = change;
  if (role !== 'admin' || !wasPermanent || willBePermanent) return true;
  return permanentAdmins > 1n;
}
