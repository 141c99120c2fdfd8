import type { Principal } from '@dfinity/principal';
import type { Call } from '@qikcard/canister-kit';
import { laterEnd } from './domain/transfers.ts';
import { findGrant, grantRowsToMove, nameOf, removeGrant, storeGrant } from './grants.ts';
import { record } from './security-events.ts';

/** Moves up to `limit` grants; whoever holds a role already keeps the later end. */
export function moveGrants(
  call: Call,
  { from, to, eventId }: { from: Principal; to: Principal; eventId: bigint | undefined },
  limit: number,
): number {
  const rows = grantRowsToMove(from, eventId, limit);
  for (const row of rows) {
    const { role, scope } = row;
    const held = findGrant(to, role, scope);
    const expiresAtNs = held ? laterEnd(held.expiresAtNs, row.expiresAtNs) : row.expiresAtNs;
    const grantedBy = call.caller;
    const grantedAtNs = call.nowNs;
    // First the new one, then the old: an admin is there at every moment.
    storeGrant({ principal: to, role, scope, grantedBy, grantedAtNs, expiresAtNs }, held);
    removeGrant(row);
    record(call, 'role_granted', to, nameOf(row));
    record(call, 'role_revoked', from, nameOf(row));
  }
  return rows.length;
}
