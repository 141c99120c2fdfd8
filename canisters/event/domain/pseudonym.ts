/** What staff read instead of an erased name: tells two guests apart, and names neither. */
export const pseudonymOf = (registrationId: bigint): string => `Guest ${registrationId}`;

/**
 * The first `limit` ids of two ascending lists together. A place keeps the id of the application it
 * was given for, so one number says how far both lists are done.
 */
export function nextIds(left: bigint[], right: bigint[], limit: number): bigint[] {
  const both = [...new Set([...left, ...right])];
  return both.sort((a, b) => (a < b ? -1 : 1)).slice(0, limit);
}
