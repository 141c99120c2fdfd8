import { expectOk } from '@qikcard/client';
import { fromOpt, PAGE_MAX, type Registration, toOpt } from '@qikcard/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';

type Page = { rows: Registration[]; next: bigint | undefined };

/** Who is registered, a page at a time; `useFollowFeed` renews the pages that are loaded. */
export function useAttendance(eventId: bigint) {
  const { qik, who, status } = useSession();
  return useInfiniteQuery({
    queryKey: ['attendance', String(eventId), who],
    enabled: status === 'in',
    initialPageParam: undefined as bigint | undefined,
    queryFn: async ({ pageParam }): Promise<Page> => {
      const page = expectOk(await qik.event.attendance(eventId, toOpt(pageParam), PAGE_MAX));
      return { rows: page.rows, next: fromOpt(page.next) };
    },
    getNextPageParam: (page) => page.next,
    select: (data) => data.pages.flatMap((page) => page.rows),
  });
}

/** When this guest last went through a door; 0 before the first time. */
export function lastMovedNs({ checked_in_at_ns, checked_out_at_ns }: Registration): bigint {
  const into = fromOpt(checked_in_at_ns) ?? 0n;
  const out = fromOpt(checked_out_at_ns) ?? 0n;
  return into > out ? into : out;
}

/** Latest movement first; those who have not come yet follow by name. */
export function byMovement(a: Registration, b: Registration): number {
  const moved = lastMovedNs(b) - lastMovedNs(a);
  if (moved !== 0n) return moved > 0n ? 1 : -1;
  return a.display_name.localeCompare(b.display_name);
}
