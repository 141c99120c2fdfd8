/** What a holder disputes, as a conflict for staff. */
import type { Principal } from '@dfinity/principal';
import type { DisputeRequest } from '@qikcard/contracts';
import type { RegistrationRow } from '../rows.ts';
import type { ConflictRow, PresenceRow } from '../rows-doors.ts';
import { refusalNames } from './refusal-names.ts';

type Known = { registration: RegistrationRow; presence: PresenceRow };

/**
 * The row of a dispute. Taking the entry back is suggested, and possible, only while it is the one
 * by which the holder counts as inside; `nobody` stands for the reader, which holders do not know.
 */
export function disputeRow(
  { registration_id, at_ns, gate, claim, reason, note }: DisputeRequest,
  { registration, presence }: Known,
  nowNs: bigint,
  nobody: Principal,
): ConflictRow {
  const isRefusal = reason !== '';
  const isEntry = registration.inside && registration.enteredAtNs === at_ns;
  const counted = 'NotMe' in claim && !isRefusal && isEntry;
  return {
    kind: 'NotMe' in claim ? 'NotMe' : 'RefusedWrongly',
    suggested: counted ? 'Undo' : 'Keep',
    registrationId: registration_id,
    ...refusalOfClaim(reason),
    ...{ refusalAtNs: 0n, refusalText: '' },
    reader: nobody,
    gate,
    ...{ readerAtNs: at_ns, correctedAtNs: at_ns, uploadedAtNs: nowNs },
    other: undefined,
    first: counted && presence.last?.first === true,
    counted,
    resolved: undefined,
    claim: note.trim(),
  };
}

/** A name that is none says nothing: staff find in the scan log what was refused. */
function refusalOfClaim(reason: string): Pick<ConflictRow, 'refusal'> {
  const isKnown = (refusalNames as readonly string[]).includes(reason);
  const isStored = isKnown && reason !== 'Other' && reason !== 'RateLimited';
  return { refusal: (isStored ? reason : 'Malformed') as ConflictRow['refusal'] };
}
