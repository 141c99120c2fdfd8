import type { RegistrationRow } from '../rows.ts';

/** What staff read instead of an erased name: tells two guests apart, and names neither. */
export const pseudonymOf = (registrationId: bigint): string => `Guest ${registrationId}`;

/**
 * A registration after its holder's erasure: everything but the name stays, so that attendance is
 * still counted. What was made after the erasure is not meant.
 */
export function pseudonymised(
  id: bigint,
  row: RegistrationRow,
  erasedAtNs: bigint,
): RegistrationRow {
  return row.registeredAtNs > erasedAtNs ? row : { ...row, displayName: pseudonymOf(id) };
}
