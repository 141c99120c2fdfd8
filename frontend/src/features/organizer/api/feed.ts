import type { QikCard } from '@qikcard/client';
import { type FeedEntry, PAGE_MAX } from '@qikcard/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useSession } from '../../session/api/session.tsx';

const LOOK_EVERY_MS = 500;
/** What stays in memory; counts come from the newest entry, so older ones are only for reading. */
const KEEP = 200;
/** A long history is caught up with in steps, so that one look never takes long. */
const PAGES_PER_LOOK = 10;

export type Feed = { nextSeq: bigint; newestFirst: FeedEntry[]; caughtUp: boolean };
const START: Feed = { nextSeq: 0n, newestFirst: [], caughtUp: false };

/** Everything that has happened at an event, looked at again while the page is seen. */
export function useFeed(eventId: bigint) {
  const { qik, status } = useSession();
  const cache = useQueryClient();
  const key = ['feed', String(eventId)];
  return useQuery({
    queryKey: key,
    enabled: status === 'in',
    refetchInterval: LOOK_EVERY_MS,
    refetchOnWindowFocus: true,
    staleTime: 0,
    retry: false,
    structuralSharing: false,
    queryFn: () => advance(qik, eventId, cache.getQueryData<Feed>(key) ?? START),
  });
}

/** Reads what is new since `before`; returns `before` itself when nothing is. */
async function advance(qik: QikCard, eventId: bigint, before: Feed): Promise<Feed> {
  let { nextSeq, newestFirst } = before;
  for (let page = 0; page < PAGES_PER_LOOK; page++) {
    const { entries, next_seq } = await qik.event.feed(eventId, nextSeq, PAGE_MAX);
    nextSeq = next_seq;
    if (entries.length > 0) newestFirst = [...entries.reverse(), ...newestFirst].slice(0, KEEP);
    if (entries.length < PAGE_MAX) {
      const still = before.caughtUp && newestFirst === before.newestFirst;
      return still ? before : { nextSeq, newestFirst, caughtUp: true };
    }
  }
  return { nextSeq, newestFirst, caughtUp: false };
}

/** Asks for the attendance again whenever the feed has moved. */
export function useFollowFeed(eventId: bigint, feed: Feed | undefined): void {
  const cache = useQueryClient();
  const seq = feed?.caughtUp ? feed.newestFirst[0]?.seq : undefined;
  useEffect(() => {
    if (seq !== undefined) {
      void cache.invalidateQueries({ queryKey: ['attendance', String(eventId)] });
    }
  }, [cache, eventId, seq]);
}
