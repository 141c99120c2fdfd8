import type { Principal } from '@dfinity/principal';
import { type Call, outbox } from '@qikcard/canister-kit';
import { type AuthRefusal, err, facts, ok, type Result, type User } from '@qikcard/contracts';
import { changeSuspension } from './changes.ts';
import { parseDisplayName } from './domain/display-name.ts';
import type { UserRow } from './rows.ts';
import { record } from './security-events.ts';
import { revokeSessionsOf } from './sessions.ts';
import { suspensions, userCount, userOrder, users } from './store.ts';

/** Registers the caller, or changes the name of one who is registered; safe to repeat. */
export function register(call: Call, displayName: string): Result<User, AuthRefusal> {
  const parsed = parseDisplayName(displayName);
  if ('Err' in parsed) return parsed;
  const existing = users.get(call.caller);
  const row: UserRow = {
    displayName: parsed.Ok,
    createdAtNs: existing?.createdAtNs ?? call.nowNs,
    lastSignInAtNs: existing?.lastSignInAtNs,
    listed: true,
  };
  if (!existing?.listed) userOrder.append(call.caller);
  users.put(call.caller, row);
  if (existing === undefined) {
    userCount.add();
    record(call, 'registered', call.caller);
    for (const receiver of ['profile', 'wallet'] as const) {
      outbox.append(receiver, facts.userRegistered, { principal: call.caller });
    }
  }
  return ok(viewOf(call.caller, row));
}

export function userOf(principal: Principal): User | undefined {
  const row = users.get(principal);
  return row === undefined ? undefined : viewOf(principal, row);
}

/** Suspends or readmits a registered user; every canister hears of it. */
export function setSuspended(
  call: Call,
  principal: Principal,
  suspended: boolean,
): Result<User, AuthRefusal> {
  // An admin who locks everybody out cannot undo it.
  if (suspended && principal.compareTo(call.caller) === 'eq') {
    return err({ Invalid: { field: 'principal', problem: 'admins cannot suspend themselves' } });
  }
  const row = users.get(principal);
  if (row === undefined) return err({ NotRegistered: null });
  if (suspensions.has(principal) !== suspended) {
    if (suspended) suspensions.put(principal, true);
    else suspensions.remove(principal);
    changeSuspension({ principal, suspended });
    record(call, suspended ? 'suspended' : 'readmitted', principal);
    if (suspended) revokeSessionsOf(call, principal);
  }
  return ok(viewOf(principal, row));
}

function viewOf(principal: Principal, row: UserRow): User {
  return {
    principal,
    display_name: row.displayName,
    created_at_ns: row.createdAtNs,
    suspended: suspensions.has(principal),
  };
}
