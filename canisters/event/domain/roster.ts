/** What readers must know of a registration to decide without a network. */
import type { RosterEntry } from '@qikcard/contracts';
import type { RegistrationRow } from '../rows.ts';

export type RosterFacts = Pick<RosterEntry, 'displayName' | 'status' | 'ticketType'>;

/** The part of a registration that the roster tells. */
export const rosterFactsOf = ({
  displayName,
  revoked,
  ticketType,
}: RegistrationRow): RosterFacts => ({
  displayName,
  ticketType,
  status: revoked ? 'Revoked' : 'Valid',
});

/** Whether a stored registration tells readers something else than before. */
export function changesRoster(
  before: RegistrationRow | undefined,
  after: RegistrationRow,
): boolean {
  if (before === undefined) return true;
  const [old, now] = [rosterFactsOf(before), rosterFactsOf(after)];
  return (Object.keys(now) as (keyof RosterFacts)[]).some((fact) => old[fact] !== now[fact]);
}
