import { expectOk, firstRows } from '@qikcard/client';
import { type EventView, PAGE_MAX, type Registration } from '@qikcard/contracts';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';
import { eventKey } from './events.ts';

/** More than anybody looks through; older ones stay in the history. */
const MINE_MAX = 500;

/** What this person is registered for; asked again every `everyMs` while the page is seen. */
export function useRegistrations(everyMs?: number) {
  const { qik, who, status } = useSession();
  return useQuery({
    queryKey: ['registrations', who],
    enabled: status === 'in',
    refetchInterval: everyMs ?? false,
    queryFn: (): Promise<Registration[]> =>
      firstRows(
        MINE_MAX,
        (cursor: [] | [bigint]) => qik.event.my_registrations(cursor, PAGE_MAX),
        (page) => page.rows,
      ),
  });
}

export type MyEvent = { registration: Registration; event: EventView };

/** My registrations with their events, soonest first; those over are left out. */
export function useMyEvents() {
  const { qik, who } = useSession();
  const registrations = useRegistrations();
  const rows = registrations.data ?? [];
  const events = useQueries({
    queries: rows.map(({ event_id }) => ({
      queryKey: eventKey(event_id, who),
      staleTime: 30_000,
      queryFn: async () => expectOk(await qik.event.get_event(event_id)),
    })),
  });
  const nowNs = BigInt(Date.now()) * 1_000_000n;
  const mine = rows
    .flatMap((registration, index): MyEvent[] => {
      const event = events[index]?.data;
      return event && !registration.revoked && event.ends_at_ns > nowNs
        ? [{ registration, event }]
        : [];
    })
    .sort((a, b) => Number(a.event.starts_at_ns - b.event.starts_at_ns));
  return {
    mine,
    isPending: registrations.isPending || events.some((each) => each.isPending),
    error: registrations.error ?? events.find((each) => each.error)?.error ?? undefined,
    refetch: () => registrations.refetch(),
  };
}
