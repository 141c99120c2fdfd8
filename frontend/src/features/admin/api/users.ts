import { expectOk } from '@qikcard/client';
import { type Account, fromOpt, toOpt } from '@qikcard/contracts';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';

const PAGE = 50;

/** Everybody who registered, in that order, a page at a time. */
export function useUsers() {
  const { qik, who } = useSession();
  return useInfiniteQuery({
    queryKey: ['users', who],
    initialPageParam: undefined as bigint | undefined,
    queryFn: async ({ pageParam }) => expectOk(await qik.auth.list_users(toOpt(pageParam), PAGE)),
    getNextPageParam: (page) => fromOpt(page.next),
    select: (data) => data.pages.flatMap((page) => page.accounts),
  });
}

/** The display name behind a principal, among the users that are loaded. */
export function useNameOf(): (principal: string) => string | undefined {
  const { data = [] } = useUsers();
  const names = new Map(data.map((user) => [user.principal.toText(), user.display_name]));
  // Whoever erased themselves has no name.
  return (principal) => names.get(principal) || undefined;
}

export function useSetSuspended() {
  const { qik, who } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async ({ principal, suspended }: Pick<Account, 'principal' | 'suspended'>) =>
      expectOk(await qik.auth.set_suspended(principal, suspended)),
    onSettled: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: ['users', who] }),
        cache.invalidateQueries({ queryKey: ['security-events'] }),
      ]),
  });
}
