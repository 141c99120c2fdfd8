/** The feed of a thing: what happened and how many are free, without personal data. */

import type { Infer } from '@qikcard/contracts';
import {
  RESOURCE_FEED_KEPT,
  type ResourceFeedEntry,
  type ResourceFeedPage,
} from '@qikcard/contracts';
import { pageSize } from '../domain/page.ts';
import { feedView } from '../domain/resources/views.ts';
import type { PartRow, ResourceFeedRow } from './rows.ts';
import { stockOf } from './shelves.ts';
import { feedLengths, resourceFeed, resources } from './store.ts';

/** Appends what happened to a thing; forgets the oldest entry when there are enough. */
export function tell(id: bigint, kind: ResourceFeedRow['kind'], atNs: bigint): void {
  const thing = resources.get(id);
  if (thing === undefined) return;
  const seq = (feedLengths.get(id) ?? 0n) + 1n;
  resourceFeed.put([id, seq], { atNs, kind, ...stockOf(id, thing, atNs) });
  feedLengths.put(id, seq);
  const old = seq - BigInt(RESOURCE_FEED_KEPT);
  if (old > 0n) resourceFeed.remove([id, old]);
}

/** The same for a thing and, when it is a kit, for all that went with it. */
export function tellAll(
  id: bigint,
  items: readonly PartRow[],
  kind: ResourceFeedRow['kind'],
  atNs: bigint,
): void {
  for (const each of new Set([id, ...items.map(({ resourceId }) => resourceId)])) {
    tell(each, kind, atNs);
  }
}

/** Entries after `after`; what was forgotten is left out. */
export function feedAfter(
  id: bigint,
  after: bigint,
  limit: number,
): Infer<typeof ResourceFeedPage> {
  const length = feedLengths.get(id) ?? 0n;
  const first = length - BigInt(RESOURCE_FEED_KEPT);
  const from = after > first ? after : first;
  const end = from + BigInt(pageSize(limit));
  const entries: ResourceFeedEntry[] = [];
  for (let seq = from + 1n; seq <= (end < length ? end : length); seq++) {
    const row = seq > 0n ? resourceFeed.get([id, seq]) : undefined;
    if (row) entries.push(feedView(seq, row));
  }
  return { entries, next_seq: entries.at(-1)?.seq ?? after };
}
