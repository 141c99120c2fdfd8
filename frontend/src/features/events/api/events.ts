import { expectOk } from '@qikcard/client';
import type { EventView } from '@qikcard/contracts';
import { fromOpt, toOpt } from '@qikcard/contracts';
import { type InfiniteData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';

const PAGE = 24;
type Page = { events: EventView[]; next: bigint | undefined };
const flat = (data: InfiniteData<Page>): EventView[] => data.pages.flatMap((page) => page.events);

/** Published events and this person's drafts, newest first, a page at a time. */
export function useEvents() {
  const { qik, who, status } = useSession();
  return useInfiniteQuery({
    queryKey: ['events', who],
    enabled: status !== 'starting',
    initialPageParam: undefined as bigint | undefined,
    queryFn: async ({ pageParam }): Promise<Page> => {
      const { events, next } = await qik.event.list_events(toOpt(pageParam), PAGE);
      return { events, next: fromOpt(next) };
    },
    getNextPageParam: (page) => page.next,
    select: flat,
  });
}

export const eventKey = (id: bigint, who: string) => ['event', String(id), who] as const;

export function useEvent(id: bigint | undefined) {
  const { qik, who, status } = useSession();
  return useQuery({
    queryKey: eventKey(id ?? 0n, who),
    enabled: status !== 'starting' && id !== undefined,
    queryFn: async () => expectOk(await qik.event.get_event(id ?? 0n)),
  });
}

/** A number in an address, or undefined when somebody typed something else. */
export function readId(text: string | undefined): bigint | undefined {
  return text !== undefined && /^\d{1,20}$/.test(text) ? BigInt(text) : undefined;
}
