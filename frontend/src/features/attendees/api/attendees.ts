import { expectOk } from '@qikcard/client';
import {
  type Answer,
  ATTENDEES_PAGE_MAX,
  fromOpt,
  type GuestCard,
  type HandOver,
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

type Page = { rows: Registration[]; next: bigint | undefined };
const keyOf = (eventId: bigint, who: string) => ['attendees', String(eventId), who] as const;

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
      const page = expectOk(await qik.event.attendees(asked));
      return { rows: page.rows, next: fromOpt(page.next) };
    },
    getNextPageParam: (page) => page.next,
    select: allRows,
  });
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  return query;
}

const allRows = (data: InfiniteData<Page>): Registration[] =>
  data.pages.flatMap((page) => page.rows);

/** Puts what became of one registration into the table without asking for all of it again. */
function usePutRow(eventId: bigint) {
  const { who } = useSession();
  const cache = useQueryClient();
  return (row: Registration) =>
    cache.setQueryData<InfiniteData<Page>>(
      keyOf(eventId, who),
      (data) =>
        data && {
          ...data,
          pages: data.pages.map((page) =>
            page.rows.some(({ id }) => id === row.id)
              ? { ...page, rows: page.rows.map((each) => (each.id === row.id ? row : each)) }
              : page,
          ),
        },
    );
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
