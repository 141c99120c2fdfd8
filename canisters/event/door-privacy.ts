/** What the doors keep about one guest, and how it ends with their wish to be forgotten. */
import type { Call } from '@qikcard/canister-kit';
import { DISPUTES_PER_REGISTRATION_MAX } from '@qikcard/contracts';
import type { RegistrationRow } from './rows.ts';
import { registrations } from './store.ts';
import { conflictRows, disputed, forgotten, presences } from './store-doors.ts';

/** A place of the caller's own. */
export function ownRegistration({ caller }: Call, id: bigint): RegistrationRow | undefined {
  const row = registrations.get(id);
  return row && !caller.isAnonymous() && caller.compareTo(row.holder) === 'eq' ? row : undefined;
}

/** Whether what staff wrote about this guest at that time is no longer shown. */
export const forgottenSince = (registrationId: bigint, atNs: bigint): boolean =>
  atNs <= (forgotten.get(registrationId) ?? -1n);

/**
 * Takes the proven age and the guest's own words away, and hides what staff wrote about them. The
 * log stays as it is until it is pruned: who went where is a number's story from now on.
 */
export function forgetAtDoors(eventId: bigint, registrationId: bigint, erasedAtNs: bigint): void {
  const presence = presences.get(registrationId);
  if (presence && presence.ageChecked > 0) {
    presences.put(registrationId, { ...presence, ageChecked: 0 });
  }
  forgotten.put(registrationId, erasedAtNs);
  for (const id of disputesOf(registrationId)) {
    const row = conflictRows.get([eventId, id]);
    if (row?.claim) conflictRows.put([eventId, id], { ...row, claim: '' });
  }
}

/** The conflicts that the holder of this registration has raised, by the time of the scan. */
export const disputesOf = (registrationId: bigint): bigint[] =>
  disputed
    .scan({ prefix: [registrationId], limit: DISPUTES_PER_REGISTRATION_MAX })
    .map(([, , id]) => id);
