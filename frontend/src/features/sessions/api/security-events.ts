import { expectOk } from '@qikcard/client';
import { fromOpt, toOpt } from '@qikcard/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';

const PAGE = 20;

/** Security events, newest first: of the own account, or of everybody for admins. */
export function useSecurityEvents(whose: 'own' | 'all') {
  const { qik, who } = useSession();
  return useInfiniteQuery({
    queryKey: ['security-events', whose, who],
    initialPageParam: undefined as bigint | undefined,
    queryFn: async ({ pageParam }) => {
      const at = toOpt(pageParam);
      return whose === 'own'
        ? qik.auth.my_security_events(at, PAGE)
        : expectOk(await qik.auth.security_events(at, PAGE));
    },
    getNextPageParam: (page) => fromOpt(page.next),
    select: (data) => data.pages.flatMap((page) => page.events),
  });
}
