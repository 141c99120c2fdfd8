import { type Call, type Guard, inGoodStanding, roles } from '@qikcard/canister-kit';
import { type Permission, rolesThatMay } from './domain/permissions.ts';

/** The caller holds, on the whole platform, a role that allows this; suspended callers hold none. */
export function may(permission: Permission): Guard<{ Forbidden: null }> {
  const allowing = rolesThatMay(permission);
  return ({ caller, nowNs }) =>
    allowing.some((role) => roles.has(caller, role, nowNs)) ? undefined : { Forbidden: null };
}

/** Whether the caller decides about transfers, wherever a guard is not the place to ask. */
export const isAdmin = (call: Call): boolean => may('transfers.decide')(call) === undefined;

/** Signed in and not suspended; a throttle is the body's first step, since it answers a wait. */
export const member: Guard<{ SignInRequired: null } | { Forbidden: null }> = (call: Call) =>
  inGoodStanding(call);
