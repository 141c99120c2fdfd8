import { expectOk } from '@qikcard/client';
import { fromOpt, toOpt } from '@qikcard/contracts';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { eventKey, useEvents } from '../../events/api/events.ts';
import { usePlatformRole } from '../../session/api/me.ts';
import { useSession } from '../../session/api/session.tsx';

const PAGE = 50;

/** The events this person runs or works at, newest first; admins see everybody's. */
export function useOrganizedEvents(archived = false) {
  const { qik, who } = useSession();
  const isAdmin = usePlatformRole('admin');
  const all = useEvents();
  const own = useInfiniteQuery({
    queryKey: ['events', who, 'organized', archived],
    enabled: !isAdmin || archived,
    initialPageParam: undefined as bigint | undefined,
    queryFn: async ({ pageParam }) => {
      const asked = { limit: PAGE, archived };
      const { cards, next } = await qik.event.organized_events(toOpt(pageParam), asked);
      return { events: cards.map(({ event }) => event), next: fromOpt(next) };
    },
    getNextPageParam: (page) => page.next,
    select: (data) => data.pages.flatMap((page) => page.events),
  });
  const events = isAdmin && !archived ? all : own;
  return { events, own: events.data ?? [] };
}

export function usePublish(id: bigint) {
  const { qik, who } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async () => expectOk(await qik.event.publish_event(id)),
    onSuccess: (event) => {
      cache.setQueryData(eventKey(id, who), event);
      return cache.invalidateQueries({ queryKey: ['events', who] });
    },
  });
}
