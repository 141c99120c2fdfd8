/** The auth canister: who people are and what they may do. */

import { securityEventMethods } from './auth-events.ts';
import { sessionMethods } from './auth-sessions.ts';
import { tokenMethods } from './auth-tokens.ts';
import { transferMethods } from './auth-transfers.ts';
import { userMethods } from './auth-users.ts';
import {
  bool,
  type Infer,
  nat32,
  nat64,
  nothing,
  opt,
  principal,
  query,
  record,
  result,
  text,
  update,
  variant,
  vec,
} from './candid.ts';
import { FactEnvelope, platformApi } from './platform.ts';

/** `admin` runs the deployment, `organizer` may create events, `staff` may work any door. */
export const Role = variant({ admin: nothing, organizer: nothing, staff: nothing });
export type Role = Infer<typeof Role>;
export const roleNames = ['admin', 'organizer', 'staff'] as const;
export type RoleName = (typeof roleNames)[number];

/** Where a role holds: everywhere, or for one event. */
export const Scope = variant({ Platform: nothing, Event: nat64 });
export type Scope = Infer<typeof Scope>;

export const Grant = record({
  principal,
  role: Role,
  scope: Scope,
  granted_by: principal,
  granted_at_ns: nat64,
  expires_at_ns: opt(nat64),
});
export type Grant = Infer<typeof Grant>;

export const User = record({
  principal,
  display_name: text,
  created_at_ns: nat64,
  suspended: bool,
});
export type User = Infer<typeof User>;

export const AuthRefusal = variant({
  /** Anonymous callers have no account. */
  SignInRequired: nothing,
  NotRegistered: nothing,
  Forbidden: nothing,
  /** `field` and a sentence that says what is allowed. */
  Invalid: record({ field: text, problem: text }),
  LastAdmin: nothing,
  RateLimited: record({ retry_after_seconds: nat32 }),
});
export type AuthRefusal = Infer<typeof AuthRefusal>;

export const RegisterRequest = record({ display_name: text });
export const GrantRequest = record({
  principal,
  role: Role,
  scope: Scope,
  expires_at_ns: opt(nat64),
});
export type GrantRequest = Infer<typeof GrantRequest>;
export const Me = record({ user: opt(User), roles: vec(Grant) });
export type Me = Infer<typeof Me>;

export const GrantPage = record({ grants: vec(Grant), next: opt(nat64) });

export const authApi = {
  ...platformApi,
  ...sessionMethods,
  ...securityEventMethods,
  ...tokenMethods,
  ...userMethods,
  ...transferMethods,
  /** Registers the caller, or changes the display name of one who is registered. */
  register: update([RegisterRequest], result(User, AuthRefusal)),
  me: query([], Me),
  grant_role: update([GrantRequest], result(Grant, AuthRefusal)),
  revoke_role: update([GrantRequest], result(nothing, AuthRefusal)),
  /** Admins only; `next` is the cursor of the following page. */
  list_grants: query([opt(nat64), nat32], result(GrantPage, AuthRefusal)),
  /** A suspended user is refused everywhere once the fact has arrived. */
  set_suspended: update([principal, bool], result(User, AuthRefusal)),
  /**
   * For canisters of this deployment that missed changes: role and suspension facts behind the
   * given version, oldest first, at most 100. `seq` is the roles version.
   */
  roles_since: query([nat64, nat32], result(vec(FactEnvelope), AuthRefusal)),
};
