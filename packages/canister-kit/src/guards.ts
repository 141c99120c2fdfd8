import type { RoleName } from '@qikcard/contracts';
import type { Call, Guard } from './handle.ts';

export const isAnonymous = (call: Call): boolean => call.caller.isAnonymous();

/** Everybody, signed in or not. */
export const anyone: Guard<never> = () => undefined;

export const signedIn: Guard<{ SignInRequired: null }> = (call) =>
  isAnonymous(call) ? { SignInRequired: null } : undefined;

/** All of them, the cheapest first; the first refusal counts. */
export function all<A, B>(first: Guard<A>, second: Guard<B>): Guard<A | B> {
  return (call) => first(call) ?? second(call);
}

/** At least one of them; the refusal is the last one's. */
export function either<A, B>(first: Guard<A>, second: Guard<B>): Guard<B> {
  return (call) => (first(call) === undefined ? undefined : second(call));
}

export type RoleCheck = {
  hasRole(call: Call, role: RoleName, eventId?: bigint): boolean;
  isSuspended(call: Call): boolean;
};

/** Guards over a roles replica. */
export function roleGuards(roles: RoleCheck) {
  return {
    /** The caller holds `role` on the whole platform. */
    hasRole:
      (role: RoleName): Guard<{ Forbidden: null }> =>
      (call) =>
        roles.hasRole(call, role) ? undefined : { Forbidden: null },
    /** Signed in, and not suspended. */
    inGoodStanding: ((call) =>
      signedIn(call) ?? (roles.isSuspended(call) ? { Forbidden: null } : undefined)) as Guard<
      { SignInRequired: null } | { Forbidden: null }
    >,
  };
}
