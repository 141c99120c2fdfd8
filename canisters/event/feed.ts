/** The live feed: append-only per event, public, without personal data. */
import type { Call } from '@qikcard/canister-kit';
import { eventApi, type FeedEntry, type FeedPage, type Infer } from '@qikcard/contracts';
import { pageSize } from './domain/page.ts';
import type { EventDoor, FeedRow } from './rows.ts';
import { served } from './serve.ts';
import { doors, feedEntries } from './store.ts';
import { floors } from './store-doors.ts';

type What = Pick<FeedRow, 'atNs' | 'kind' | 'gate' | 'registrationId'>;

/** Appends an entry with the counts of `door`; gives the door row to store. */
export function withFeedEntry(eventId: bigint, door: EventDoor, what: What): EventDoor {
  const seq = door.feedLength + 1n;
  const { registered, arrived, inside } = door;
  feedEntries.put([eventId, seq], { ...what, registered, arrived, inside });
  return { ...door, feedLength: seq };
}

export class Feed {
  @served(eventApi.feed)
  feed(_: Call, eventId: bigint, after: bigint, limit: number): Infer<typeof FeedPage> {
    const length = doors.get(eventId)?.feedLength ?? 0n;
    const pruned = floors.get(eventId)?.feedPruned ?? 0n;
    const first = after > pruned ? after : pruned;
    const end = first + BigInt(pageSize(limit));
    const last = end < length ? end : length;
    const entries: FeedEntry[] = [];
    for (let seq = first + 1n; seq <= last; seq++) {
      const row = feedEntries.get([eventId, seq]);
      if (row) entries.push(viewOf(seq, row));
    }
    return { entries, next_seq: entries.at(-1)?.seq ?? after };
  }
}

function viewOf(seq: bigint, row: FeedRow): FeedEntry {
  const { atNs, kind, gate, registered, arrived, inside } = row;
  const counts = { registered, arrived, inside };
  // Readers of the feed know no word for a place that ended: something was taken back.
  const said = kind === 'Ended' ? 'Undone' : kind;
  return { seq, at_ns: atNs, kind: { [said]: null } as FeedEntry['kind'], gate, ...counts };
}
