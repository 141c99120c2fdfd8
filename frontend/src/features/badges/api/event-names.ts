import type { Listing } from '@qikcard/contracts';
import { useQuery } from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';

/** What the events of these badges are called; empty where nobody may know, or before it arrived. */
export function useEventNames(listings: readonly Listing[]): (id: bigint) => string {
  const { qik, who } = useSession();
  const ids = [...new Set(listings.flatMap(({ badge }) => badge.event_id.map(String)))].sort();
  const names = useQuery({
    queryKey: ['badges', 'event-names', ids.join(), who],
    enabled: ids.length > 0,
    staleTime: 60_000,
    queryFn: async () => {
      const found = await Promise.all(ids.map((id) => qik.event.get_event(BigInt(id))));
      return new Map(found.map((each, at) => [ids[at], 'Ok' in each ? each.Ok.name : '']));
    },
  });
  return (id) => names.data?.get(String(id)) ?? '';
}
