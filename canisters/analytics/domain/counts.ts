import type { EventCounts } from '@qikcard/contracts';

export type Counts = {
  registered: bigint;
  checkedIn: bigint;
  checkedOut: bigint;
  refused: bigint;
  lastFactAtNs: bigint;
};
export type Counted = Exclude<keyof Counts, 'lastFactAtNs'>;

const none: Counts = {
  registered: 0n,
  checkedIn: 0n,
  checkedOut: 0n,
  refused: 0n,
  lastFactAtNs: 0n,
};

/** Counts with `by` more of `what`; facts that were delayed never turn the clock back. */
export function counted(before: Counts | undefined, what: Counted, atNs: bigint, by = 1n): Counts {
  const counts = before ?? none;
  const lastFactAtNs = atNs > counts.lastFactAtNs ? atNs : counts.lastFactAtNs;
  return { ...counts, [what]: counts[what] + by, lastFactAtNs };
}

export function viewOf(eventId: bigint, counts: Counts): EventCounts {
  return {
    event_id: eventId,
    registered: counts.registered,
    checked_in: counts.checkedIn,
    checked_out: counts.checkedOut,
    refused: counts.refused,
    last_fact_at_ns: counts.lastFactAtNs,
  };
}
