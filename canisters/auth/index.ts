import type { Principal } from '@dfinity/principal';
import { anyone, type Call, expose, handle, handleQuery, signedIn } from '@qikcard/canister-kit';
import {
  authApi,
  type GrantRequest,
  type Infer,
  ok,
  PAGE_MAX,
  type RegisterRequest,
  toOpt,
} from '@qikcard/contracts';
import { SecurityEvents } from './entry/security-events.ts';
import { Sessions } from './entry/sessions.ts';
import { Tokens } from './entry/tokens.ts';
import { Transfers } from './entry/transfers.ts';
import { Users } from './entry/users.ts';
import { grantPage, grantRole, grantsHeldBy, revokeRole } from './grants.ts';
import { may } from './guards.ts';
import { isOfThisDeployment, Platform } from './platform.ts';
import { roleChanges } from './store.ts';
import { registrations } from './throttle.ts';
import { register, setSuspended, userOf } from './users.ts';

const ofThisDeployment = (call: Call) =>
  isOfThisDeployment(call.caller) ? undefined : { Forbidden: null };

class Auth {
  @expose(authApi.register)
  register({ display_name }: Infer<typeof RegisterRequest>) {
    return handle(
      'register',
      signedIn,
      (call) => registrations(call) ?? register(call, display_name),
    );
  }
  @expose(authApi.me)
  me() {
    return handleQuery('me', anyone, ({ caller }) => ({
      user: toOpt(userOf(caller)),
      roles: grantsHeldBy(caller, PAGE_MAX),
    }));
  }
  @expose(authApi.grant_role)
  grant_role(request: GrantRequest) {
    return handle('grant_role', may('roles.grant'), (call) => {
      call.subject = request.principal.toText();
      return grantRole(call, request);
    });
  }
  @expose(authApi.revoke_role)
  revoke_role(request: GrantRequest) {
    return handle('revoke_role', may('roles.grant'), (call) => {
      call.subject = request.principal.toText();
      return revokeRole(call, request);
    });
  }
  @expose(authApi.list_grants)
  list_grants([after]: [] | [bigint], limit: number) {
    return handleQuery('list_grants', may('roles.read'), () =>
      ok(grantPage(after, Math.max(1, Math.min(limit, PAGE_MAX)))),
    );
  }
  @expose(authApi.set_suspended)
  set_suspended(principal: Principal, suspended: boolean) {
    return handle('set_suspended', may('users.suspend'), (call) => {
      call.subject = principal.toText();
      return setSuspended(call, principal, suspended);
    });
  }
  @expose(authApi.roles_since)
  roles_since(version: bigint, limit: number) {
    return handleQuery('roles_since', ofThisDeployment, () => {
      const rows = roleChanges.page(version, Math.min(limit, PAGE_MAX));
      return ok(
        rows.map(({ atNs, kind, body }, i) => ({
          seq: version + BigInt(i) + 1n,
          at_ns: atNs,
          kind,
          body,
        })),
      );
    });
  }
}

export default [Auth, Sessions, SecurityEvents, Tokens, Users, Transfers, Platform];
