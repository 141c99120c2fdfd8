/** What other canisters say that changes who holds which role. */
import { on } from '@qikcard/canister-kit';
import { facts } from '@qikcard/contracts';
import { findGrant, nameOf, removeGrant, storeGrant } from './grants.ts';
import { record } from './security-events.ts';

/**
 * The organizer of an event names and removes who helps at it. The event canister has checked that
 * it is the organizer who does; roles of the whole platform cannot come this way.
 */
export const reactions = [
  on(facts.teamChanged, ['event'], (fact, { atNs }) => {
    const { eventId: scope, principal, role, granted, by } = fact;
    if (scope === 0n || principal.isAnonymous()) return;
    const doing = { caller: by, nowNs: atNs };
    const existing = findGrant(principal, role, scope);
    if (granted) {
      const row = { principal, role, scope, grantedBy: by, grantedAtNs: atNs };
      const stored = storeGrant({ ...row, expiresAtNs: undefined }, existing);
      record(doing, 'role_granted', principal, nameOf(stored));
    } else if (existing) {
      removeGrant(existing);
      record(doing, 'role_revoked', principal, nameOf(existing));
    }
  }),
];
