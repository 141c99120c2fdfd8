import { expectOk, firstRows } from '@qikcard/client';
import { type EventView, PAGE_MAX, type Registration } from '@qikcard/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
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

/** My registrations with their events. */
function useWithEvents() {
  const { qik, who } = useSession();
  const registrations = useRegistrations();
  const cache = useQueryClient();
  const rows = registrations.data ?? [];
  const ids = [...new Set(rows.map(({ event_id }) => event_id))];
  // One question for all of them, each kept under its own key for the page of the event.
  const events = useQuery({
    queryKey: ['my-events', who, ids.map(String)],
    enabled: ids.length > 0,
    queryFn: () =>
      Promise.all(
        ids.map((id) =>
          cache.fetchQuery({
            queryKey: eventKey(id, who),
            staleTime: 30_000,
            queryFn: async () => expectOk(await qik.event.get_event(id)),
          }),
        ),
      ),
  });
  const eventOf = new Map(events.data?.map((event) => [event.id, event]));
  const found = rows.flatMap((registration): MyEvent[] => {
    const event = eventOf.get(registration.event_id);
    return event ? [{ registration, event }] : [];
  });
  return {
    found,
    isPending: registrations.isPending || (ids.length > 0 && events.isPending),
    error: registrations.error ?? events.error ?? undefined,
    refetch: () => Promise.all([registrations.refetch(), events.refetch()]),
  };
}

const isAhead = ({ registration, event }: MyEvent): boolean =>
  !registration.revoked &&
  'Published' in event.status &&
  event.ends_at_ns > BigInt(Date.now()) * 1_000_000n;

/** The events I am going to, soonest first. */
export function useMyEvents() {
  const { found, ...state } = useWithEvents();
  const soonest = (a: MyEvent, b: MyEvent) => Number(a.event.starts_at_ns - b.event.starts_at_ns);
  return { ...state, mine: found.filter(isAhead).sort(soonest) };
}

/** What is over or fell through, newest first. */
export function useHistory() {
  const { found, ...state } = useWithEvents();
  const newest = (a: MyEvent, b: MyEvent) => Number(b.event.starts_at_ns - a.event.starts_at_ns);
  return { ...state, past: found.filter((each) => !isAhead(each)).sort(newest) };
}
