import { expectOk } from '@qikcard/client';
import { fromOpt, type Grant, type GrantRequest, type Infer, toOpt } from '@qikcard/contracts';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';

const PAGE = 50;
export type NewGrant = Infer<typeof GrantRequest>;

/** Every role that somebody holds, a page at a time. */
export function useGrants() {
  const { qik, who } = useSession();
  return useInfiniteQuery({
    queryKey: ['grants', who],
    initialPageParam: undefined as bigint | undefined,
    queryFn: async ({ pageParam }) => expectOk(await qik.auth.list_grants(toOpt(pageParam), PAGE)),
    getNextPageParam: (page) => fromOpt(page.next),
    select: (data) => data.pages.flatMap((page) => page.grants),
  });
}

function useRoleChange<Input>(change: (input: Input) => Promise<unknown>) {
  const { who } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () =>
      Promise.all(
        [['grants', who], ['me', who], ['security-events']].map((queryKey) =>
          cache.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

export function useGrantRole() {
  const { qik } = useSession();
  return useRoleChange(async (request: NewGrant) => expectOk(await qik.auth.grant_role(request)));
}

export function useRevokeRole() {
  const { qik } = useSession();
  return useRoleChange(async ({ principal, role, scope, expires_at_ns }: Grant) =>
    expectOk(await qik.auth.revoke_role({ principal, role, scope, expires_at_ns })),
  );
}
