import { expectOk, type QikCard } from '@qikcard/client';
import {
  type Answer,
  ATTENDEES_PAGE_MAX,
  fromOpt,
  GUEST_SEARCH_MAX_CHARS,
  type GuestCard,
  type GuestNotes,
  type HandOver,
  PAGE_MAX,
  type Registration,
  toOpt,
} from '@qikcard/contracts';
import {
  type InfiniteData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useEffect } from 'react';
import { useSession } from '../../session/api/session.tsx';
import { withChanges } from './rows.ts';

type Page = { rows: Registration[]; next: bigint | undefined; feedSeq: bigint };
type Pages = InfiniteData<Page>;
const keyOf = (eventId: bigint, who: string) => ['attendees', String(eventId), who] as const;
const LOOK_EVERY_MS = 2_000;
/** Behind every feed: the answer says where the feed is now. */
const NOW = 2n ** 64n - 1n;

/** All registrations of an event; pages follow each other in the background until all are here. */
export function useAttendees(eventId: bigint) {
  const { qik, who, status } = useSession();
  const query = useInfiniteQuery({
    queryKey: keyOf(eventId, who),
    enabled: status === 'in',
    staleTime: Number.POSITIVE_INFINITY,
    // Comparing fifty thousand rows with their former selves would cost more than drawing them.
    structuralSharing: false,
    initialPageParam: undefined as bigint | undefined,
    queryFn: async ({ pageParam }): Promise<Page> => {
      const asked = { event_id: eventId, cursor: toOpt(pageParam), limit: ATTENDEES_PAGE_MAX };
      // Asked before the rows: what moves in between is read twice rather than missed.
      const feedSeq = pageParam === undefined ? (await changes(qik, eventId, NOW)).next_seq : 0n;
      const page = expectOk(await qik.event.attendees(asked));
      return { rows: page.rows, next: fromOpt(page.next), feedSeq };
    },
    getNextPageParam: (page) => page.next,
    select: allRows,
  });
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  useFollow(eventId, query.data !== undefined);
  return query;
}

const allRows = (data: Pages): Registration[] => data.pages.flatMap((page) => page.rows);

const changes = async (qik: QikCard, event_id: bigint, after: bigint) =>
  expectOk(await qik.event.attendee_changes({ event_id, after, limit: ATTENDEES_PAGE_MAX }));

/** Looks what the feed has told of since, and puts it into the table; nothing is asked for twice. */
function useFollow(eventId: bigint, loaded: boolean): void {
  const { qik, who } = useSession();
  const cache = useQueryClient();
  const key = keyOf(eventId, who);
  useQuery({
    queryKey: ['attendee-changes', String(eventId), who],
    enabled: loaded,
    refetchInterval: LOOK_EVERY_MS,
    retry: false,
    gcTime: 0,
    queryFn: async () => {
      const after = cache.getQueryData<Pages>(key)?.pages[0].feedSeq;
      if (after === undefined) return 0;
      const { rows, next_seq, reload } = await changes(qik, eventId, after);
      if (reload) await cache.invalidateQueries({ queryKey: key });
      else if (next_seq > after) cache.setQueryData<Pages>(key, advanced(rows, next_seq));
      return rows.length;
    },
  });
}

/** The table with these rows in it, as of this number of the feed. */
const advanced = (rows: Registration[], feedSeq?: bigint) => (data: Pages | undefined) => {
  if (!data) return data;
  const complete = data.pages.at(-1)?.next === undefined;
  const before = data.pages.map((page) => page.rows);
  const after = withChanges(before, rows, complete);
  const pages = data.pages.map((page, i) => ({
    ...page,
    rows: after[i],
    feedSeq: i === 0 ? (feedSeq ?? page.feedSeq) : page.feedSeq,
  }));
  return { ...data, pages };
};

/** Puts what became of one registration into the table without asking for all of it again. */
function usePutRow(eventId: bigint) {
  const { who } = useSession();
  const cache = useQueryClient();
  return (row: Registration) => cache.setQueryData<Pages>(keyOf(eventId, who), advanced([row]));
}

/** Guests found by the canister: for as long as not all of them are here. */
export function useFoundGuests(eventId: bigint, text: string, enabled: boolean): Registration[] {
  const { qik, who } = useSession();
  const asked = text.trim().slice(0, GUEST_SEARCH_MAX_CHARS);
  const found = useQuery({
    queryKey: ['found-guests', String(eventId), asked, who],
    enabled: enabled && asked !== '',
    staleTime: 30_000,
    queryFn: async () => {
      const question = { event_id: eventId, text: asked, limit: PAGE_MAX };
      return expectOk(await qik.event.search_guests(question));
    },
  });
  return (enabled && asked !== '' && found.data) || NOBODY;
}
const NOBODY: Registration[] = [];

/** Reads notes and answers of all guests, when somebody wants them in a file. */
export function useReadCards(eventId: bigint) {
  const { qik } = useSession();
  return useMutation({
    mutationFn: async (): Promise<Map<bigint, GuestNotes>> => {
      const cards = new Map<bigint, GuestNotes>();
      let cursor: bigint | undefined;
      do {
        const asked = { event_id: eventId, cursor: toOpt(cursor), limit: ATTENDEES_PAGE_MAX };
        const page = expectOk(await qik.event.guest_cards(asked));
        for (const card of page.cards) cards.set(card.registration_id, card);
        cursor = fromOpt(page.next);
      } while (cursor !== undefined);
      return cards;
    },
  });
}

const cardKey = (id: bigint, who: string) => ['guest-card', String(id), who] as const;

/** What staff know about a guest. */
export function useGuestCard(id: bigint) {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: cardKey(id, who),
    queryFn: async () => expectOk(await qik.event.guest_card(id)),
  });
}

/** Keeps note, flag and answers of a guest. */
export function useSaveCard(row: Registration) {
  const { qik, who } = useSession();
  const cache = useQueryClient();
  const putRow = usePutRow(row.event_id);
  return useMutation({
    mutationFn: async (card: { note: string; attention: string; answers: Answer[] }) => {
      const { note, attention, answers } = card;
      if (answers.length > 0) {
        expectOk(await qik.event.answer_questions({ registration_id: row.id, answers }));
      }
      return expectOk(await qik.event.set_note({ registration_id: row.id, note, attention }));
    },
    onSuccess: (card: GuestCard) => {
      cache.setQueryData(cardKey(row.id, who), card);
      putRow(card.registration);
    },
  });
}

/** Takes a place back, or gives it back. */
export function useRevoke(row: Registration) {
  const { qik } = useSession();
  const cache = useQueryClient();
  const putRow = usePutRow(row.event_id);
  return useMutation({
    mutationFn: async (revoke: boolean) =>
      expectOk(
        await (revoke
          ? qik.event.revoke_registration(row.id)
          : qik.event.reinstate_registration(row.id)),
      ),
    onSuccess: (changed) => {
      putRow(changed);
      return cache.invalidateQueries({ queryKey: ['event'] });
    },
  });
}

/** A new code with which a guest claims their place. */
export function useClaimCode(id: bigint) {
  const { qik } = useSession();
  return useMutation({
    mutationFn: async (): Promise<HandOver> => expectOk(await qik.event.renew_claim_code(id)),
  });
}
