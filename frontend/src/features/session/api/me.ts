import { expectOk } from '@qikcard/client';
import { fromOpt, type RoleName } from '@qikcard/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSession } from './session.tsx';

/** The account of this person and the roles it has now. */
export function useMe() {
  const { qik, who, status } = useSession();
  return useQuery({
    queryKey: ['me', who],
    enabled: status === 'in',
    staleTime: 60_000,
    queryFn: async () => {
      const { user, roles } = await qik.auth.me();
      const known = fromOpt(user);
      // Whoever erased themselves has no name: they are asked for one, like a newcomer.
      return { user: known?.display_name === '' ? undefined : known, roles };
    },
  });
}

/** Whether this person has one of `names` everywhere; roles of single events do not count here. */
export function usePlatformRole(...names: RoleName[]): boolean {
  const { data } = useMe();
  const nowNs = BigInt(Date.now()) * 1_000_000n;
  return (
    data?.roles.some(
      ({ role, scope, expires_at_ns: [expires] }) =>
        names.some((name) => name in role) &&
        'Platform' in scope &&
        (expires === undefined || expires > nowNs),
    ) ?? false
  );
}

/** Whether this person runs or works at some event, or all of them. */
export function useEventRole(): boolean {
  const { data } = useMe();
  const nowNs = BigInt(Date.now()) * 1_000_000n;
  return (
    data?.roles.some(
      ({ scope, expires_at_ns: [expires] }) =>
        'Event' in scope && (expires === undefined || expires > nowNs),
    ) ?? false
  );
}

/** Registers this person, or changes the name that staff and organizers read. */
export function useRegister() {
  const { qik, who } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (display_name: string) => expectOk(await qik.auth.register({ display_name })),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['me', who] }),
  });
}
