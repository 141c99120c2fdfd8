import type { Principal } from '@dfinity/principal';
import { anyone, expose, handle, handleQuery, roles, signedIn } from '@qikcard/canister-kit';
import { authApi, type Email, err, ok, PAGE_MAX, toOpt } from '@qikcard/contracts';
import { accountOf, accountPage, ownAccountOf, setEmail } from '../accounts.ts';
import { permissionsOf, rolePermissions } from '../domain/permissions.ts';
import { may, member } from '../guards.ts';
import { touches } from '../throttle.ts';

/** Accounts and what roles allow. */
export class Users {
  @expose(authApi.my_account)
  my_account() {
    return handleQuery('my_account', anyone, ({ caller, nowNs }) =>
      toOpt(ownAccountOf(caller, nowNs)),
    );
  }
  @expose(authApi.set_email)
  set_email([email]: [] | [Email]) {
    return handle('set_email', member, (call) => touches(call) ?? setEmail(call, email));
  }
  @expose(authApi.get_user)
  get_user(principal: Principal) {
    return handleQuery('get_user', signedIn, (call) => {
      const own = principal.compareTo(call.caller) === 'eq';
      const refusal = own ? undefined : may('users.read')(call);
      if (refusal !== undefined) return err(refusal);
      const account = accountOf(principal, call.nowNs);
      return account === undefined ? err({ NotRegistered: null }) : ok(account);
    });
  }
  @expose(authApi.list_users)
  list_users([start]: [] | [bigint], limit: number) {
    return handleQuery('list_users', may('users.read'), ({ nowNs }) =>
      ok(accountPage(start ?? 0n, Math.max(1, Math.min(limit, PAGE_MAX)), nowNs)),
    );
  }
  @expose(authApi.role_permissions)
  role_permissions() {
    return rolePermissions().map(({ name, ...rest }) => ({ role: name, ...rest }));
  }
  @expose(authApi.my_permissions)
  my_permissions([eventId]: [] | [bigint]) {
    return handleQuery('my_permissions', anyone, ({ caller, nowNs }) =>
      permissionsOf((role) => roles.has(caller, role, nowNs, eventId)),
    );
  }
}
