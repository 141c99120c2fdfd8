import type { Principal } from '@dfinity/principal';
import { anyone, expose, handle, handleQuery } from '@qikcard/canister-kit';
import { authApi, type DeviceInfo, ok } from '@qikcard/contracts';
import { may, member } from '../guards.ts';
import {
  openSession,
  openSessionsOf,
  revokeSession,
  revokeSessionsOf,
  touchSession,
} from '../sessions.ts';
import { signIns, touches } from '../throttle.ts';

/** Sessions and devices. */
export class Sessions {
  @expose(authApi.open_session)
  open_session(device: DeviceInfo) {
    return handle('open_session', member, (call) => signIns(call) ?? openSession(call, device));
  }
  @expose(authApi.my_sessions)
  my_sessions() {
    return handleQuery('my_sessions', anyone, ({ caller, nowNs }) => openSessionsOf(caller, nowNs));
  }
  @expose(authApi.touch_session)
  touch_session(id: Uint8Array) {
    return handle('touch_session', member, (call) => touches(call) ?? touchSession(call, id));
  }
  @expose(authApi.revoke_session)
  revoke_session(number: bigint) {
    return handle('revoke_session', member, (call) => {
      call.subject = `session ${number}`;
      return revokeSession(call, call.caller, number);
    });
  }
  @expose(authApi.revoke_all_sessions)
  revoke_all_sessions([kept]: [] | [bigint]) {
    return handle('revoke_all_sessions', member, (call) =>
      ok(revokeSessionsOf(call, call.caller, kept)),
    );
  }
  @expose(authApi.list_sessions_of)
  list_sessions_of(principal: Principal) {
    return handleQuery('list_sessions_of', may('sessions.read'), ({ nowNs }) =>
      ok(openSessionsOf(principal, nowNs)),
    );
  }
  @expose(authApi.revoke_session_of)
  revoke_session_of(principal: Principal, number: bigint) {
    return handle('revoke_session_of', may('sessions.revoke'), (call) => {
      call.subject = principal.toText();
      return revokeSession(call, principal, number);
    });
  }
  @expose(authApi.revoke_sessions_of)
  revoke_sessions_of(principal: Principal) {
    return handle('revoke_sessions_of', may('sessions.revoke'), (call) => {
      call.subject = principal.toText();
      return ok(revokeSessionsOf(call, principal));
    });
  }
}
