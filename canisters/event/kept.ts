/** What every scan reads and hardly anybody changes, kept on the heap. */

const KEPT = 64;

/**
 * Remembers what `read` gives for the events asked for last. Whoever changes a row behind it says so
 * with `forget`; a trap takes the heap back together with the tables.
 */
export function kept<V>(read: (eventId: bigint) => V) {
  const known = new Map<bigint, V>();
  return {
    get(eventId: bigint): V {
      if (known.has(eventId)) return known.get(eventId) as V;
      if (known.size >= KEPT) known.delete(known.keys().next().value as bigint);
      const value = read(eventId);
      known.set(eventId, value);
      return value;
    },
    forget: (eventId: bigint): void => void known.delete(eventId),
  };
}
