/** The auth canister: who people are and what they may do. */

import { AuthRefusal, accountMethods, Grant, GrantRequest, User } from './auth-account.ts';
import { securityEventMethods } from './auth-events.ts';
import { sessionMethods } from './auth-sessions.ts';
import { tokenMethods } from './auth-tokens.ts';
import { transferMethods } from './auth-transfers.ts';
import { userMethods } from './auth-users.ts';
import {
  bool,
  nat32,
  nat64,
  nothing,
  opt,
  principal,
  query,
  record,
  result,
  update,
  vec,
} from './candid.ts';
import { FactEnvelope, platformApi } from './platform.ts';

export * from './auth-account.ts';

export const GrantPage = record({ grants: vec(Grant), next: opt(nat64) });

export const authApi = {
  ...platformApi,
  ...accountMethods,
  ...sessionMethods,
  ...securityEventMethods,
  ...tokenMethods,
  ...userMethods,
  ...transferMethods,
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
