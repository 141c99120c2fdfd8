/** Who may have a token now. */
import type { EventRefusal, Purpose } from '@qikcard/contracts';
import type { EventDoor, RegistrationRow } from '../rows.ts';

export type Asker = { isHolder: boolean; suspended: boolean; nowNs: bigint };

/** Why no token of this purpose is issued, or undefined when one is. */
export function problemOfIssuing(
  purpose: Purpose,
  registration: RegistrationRow,
  door: EventDoor,
  asker: Asker,
): EventRefusal | undefined {
  if (!asker.isHolder) return { Forbidden: null };
  if (purpose !== 'check_in' && purpose !== 'check_out') {
    return { Invalid: { field: 'purpose', problem: 'a thing has tokens of its own' } };
  }
  // Whoever is inside may always leave: after the end, suspended or revoked.
  if (purpose === 'check_out' && registration.inside) return undefined;
  if (asker.suspended) return { HolderSuspended: null };
  if (registration.revoked) return { RegistrationRevoked: null };
  if (asker.nowNs >= door.endsAtNs) return { EventOver: { ended_at_ns: door.endsAtNs } };
  return undefined;
}
