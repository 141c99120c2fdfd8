/** What other canisters say: who helps at an event, and who wants to be forgotten. */
import type { Principal } from '@dfinity/principal';
import { on } from '@qikcard/canister-kit';
import { facts } from '@qikcard/contracts';
import { findGrant, nameOf, removeGrant, storeGrant } from './grants.ts';
import { record } from './security-events.ts';
import { revokeSessionsOf } from './sessions.ts';
import { emails, users } from './store.ts';

/**
 * What is personal goes: the name, the e-mail, sessions with their devices. The principal stays, and
 * with it roles and a suspension, which nobody may get rid of this way.
 */
function forget(person: Principal, nowNs: bigint): void {
  const row = users.get(person);
  if (row === undefined) return;
  const call = { caller: person, nowNs };
  users.put(person, { ...row, displayName: '', lastSignInAtNs: undefined });
  emails.remove(person);
  revokeSessionsOf(call, person);
  record(call, 'erased', person);
}

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
  on(facts.personErased, ['profile'], ({ person }, { atNs }) => forget(person, atNs)),
];
