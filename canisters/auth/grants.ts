/** Grants as rows: looks up what the rules need, stores what they allow. */
import type { Principal } from '@dfinity/principal';
import type { Call } from '@qikcard/canister-kit';
import {
  type AuthRefusal,
  err,
  type Grant,
  type GrantRequest,
  ok,
  type Result,
  type RoleName,
  roleNames,
} from '@qikcard/contracts';
import { changeRole } from './changes.ts';
import {
  checkGrant,
  leavesAnAdmin,
  roleNameOf,
  roleOf,
  scopeIdOf,
  scopeOf,
} from './domain/grants.ts';
import type { GrantRow } from './rows.ts';
import { record } from './security-events.ts';
import {
  grantCount,
  grantNumbers,
  grantOrder,
  grants,
  grantsOfPrincipal,
  permanentAdminCount,
} from './store.ts';

type GrantKey = [Principal, number, bigint];

const keyOf = (principal: Principal, role: RoleName, scope: bigint): GrantKey => [
  principal,
  roleNames.indexOf(role),
  scope,
];

/** The grant of a role to somebody, if they hold it. */
export const findGrant = (principal: Principal, role: RoleName, scope: bigint) =>
  find(keyOf(principal, role, scope));

function find(key: GrantKey): GrantRow | undefined {
  const number = grantNumbers.get(key);
  return number === undefined ? undefined : grants.get(number);
}

const isPermanentAdmin = (row: GrantRow | undefined) =>
  row !== undefined && row.role === 'admin' && row.expiresAtNs === undefined;

/** Stores a grant, new or in place of `existing`; every canister hears of it. */
export function storeGrant(row: Omit<GrantRow, 'id'>, existing: GrantRow | undefined): GrantRow {
  const id = existing?.id ?? grantCount.add();
  const stored = { id, ...row };
  grants.put(id, stored);
  if (existing === undefined) {
    grantNumbers.put(keyOf(row.principal, row.role, row.scope), id);
    grantOrder.insert([id]);
    grantsOfPrincipal.insert([row.principal, id]);
  }
  if (isPermanentAdmin(stored) !== isPermanentAdmin(existing)) {
    permanentAdminCount.add(isPermanentAdmin(stored) ? 1n : -1n);
  }
  const { principal, role, scope, expiresAtNs } = row;
  changeRole({ principal, role, eventId: eventIdOf(scope), granted: true, expiresAtNs });
  return stored;
}

const eventIdOf = (scope: bigint) => (scope === 0n ? undefined : scope);

/** Makes an admin at installation, when there is nobody yet who could grant it. */
export function bootstrapAdmin(principal: Principal, grantedBy: Principal, nowNs: bigint): void {
  const existing = find(keyOf(principal, 'admin', 0n));
  if (existing !== undefined) return;
  const row = { principal, role: 'admin', scope: 0n, grantedBy, grantedAtNs: nowNs } as const;
  storeGrant({ ...row, expiresAtNs: undefined }, undefined);
}

/** Grants a role, or changes the end of one that is held already. */
export function grantRole(call: Call, request: GrantRequest): Result<Grant, AuthRefusal> {
  const checked = checkGrant(request, call.nowNs);
  if ('Err' in checked) return checked;
  const role = roleNameOf(request.role);
  const scope = scopeIdOf(request.scope);
  const existing = find(keyOf(request.principal, role, scope));
  const expiresAtNs = request.expires_at_ns[0];
  const safe = leavesAnAdmin({
    role,
    wasPermanent: isPermanentAdmin(existing),
    willBePermanent: expiresAtNs === undefined,
    permanentAdmins: permanentAdminCount.get(),
  });
  if (!safe) return err({ LastAdmin: null });
  const { principal } = request;
  const row = { principal, role, scope, grantedBy: call.caller, grantedAtNs: call.nowNs };
  const stored = storeGrant({ ...row, expiresAtNs }, existing);
  record(call, 'role_granted', principal, nameOf(stored));
  return ok(viewOf(stored));
}

/** A grant in the feed of security events. */
export const nameOf = ({ role, scope }: GrantRow) =>
  scope === 0n ? role : `${role} of event ${scope}`;

/** Takes a role away; one that nobody holds is fine, so that a retry is. */
export function revokeRole(call: Call, request: GrantRequest): Result<null, AuthRefusal> {
  const role = roleNameOf(request.role);
  const scope = scopeIdOf(request.scope);
  const existing = find(keyOf(request.principal, role, scope));
  if (existing === undefined) return ok(null);
  const safe = leavesAnAdmin({
    role,
    wasPermanent: isPermanentAdmin(existing),
    willBePermanent: false,
    permanentAdmins: permanentAdminCount.get(),
  });
  if (!safe) return err({ LastAdmin: null });
  removeGrant(existing);
  record(call, 'role_revoked', request.principal, nameOf(existing));
  return ok(null);
}

/** Removes a stored grant; every canister hears of it. */
export function removeGrant(row: GrantRow): void {
  const { id, principal, role, scope } = row;
  grants.remove(id);
  grantNumbers.remove(keyOf(principal, role, scope));
  grantOrder.remove([id]);
  grantsOfPrincipal.remove([principal, id]);
  if (isPermanentAdmin(row)) permanentAdminCount.add(-1n);
  const eventId = eventIdOf(scope);
  changeRole({ principal, role, eventId, granted: false, expiresAtNs: undefined });
}

/** Rows of one principal's grants, oldest first. */
export function grantRowsHeldBy(principal: Principal, limit: number): GrantRow[] {
  return grantsOfPrincipal
    .scan({ prefix: [principal], limit })
    .map(([, id]) => grants.get(id) as GrantRow);
}

/** What a transfer moves: all grants of somebody, or those of one event. */
export const grantRowsToMove = (
  from: Principal,
  eventId: bigint | undefined,
  limit: number,
): GrantRow[] =>
  eventId === undefined
    ? grantRowsHeldBy(from, limit)
    : roleNames.flatMap((role) => findGrant(from, role, eventId) ?? []).slice(0, limit);

/** Grants of one principal, oldest first. */
export const grantsHeldBy = (principal: Principal, limit: number): Grant[] =>
  grantRowsHeldBy(principal, limit).map(viewOf);

/** All grants in order of their number. */
export function grantPage(after: bigint | undefined, limit: number) {
  const numbers = grantOrder.scan({ limit, ...(after === undefined ? {} : { after: [after] }) });
  const rows = numbers.map(([id]) => grants.get(id) as GrantRow);
  const last = rows.at(-1);
  const next: [] | [bigint] = rows.length === limit && last !== undefined ? [last.id] : [];
  return { grants: rows.map(viewOf), next };
}

function viewOf(row: GrantRow): Grant {
  return {
    principal: row.principal,
    role: roleOf(row.role),
    scope: scopeOf(row.scope),
    granted_by: row.grantedBy,
    granted_at_ns: row.grantedAtNs,
    expires_at_ns: row.expiresAtNs === undefined ? [] : [row.expiresAtNs],
  };
}
