import type { Principal } from '@dfinity/principal';
import { expectOk } from '@qikcard/client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';

const keyOf = (person: Principal | undefined, who: string) => [
  'sessions-of',
  person?.toText() ?? '',
  who,
];

/** Where somebody is signed in, the session used last first. */
export function useSessionsOf(person: Principal | undefined) {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: keyOf(person, who),
    enabled: person !== undefined,
    queryFn: async () => {
      const rows = person ? expectOk(await qik.auth.list_sessions_of(person)) : [];
      return rows.sort((a, b) => Number(b.last_used_at_ns - a.last_used_at_ns));
    },
  });
}

/** Ends one session of somebody, or all of them when none is named. */
export function useEndSessionsOf(person: Principal | undefined) {
  const { qik, who } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (number: bigint | undefined) => {
      if (!person) return;
      if (number === undefined) expectOk(await qik.auth.revoke_sessions_of(person));
      else expectOk(await qik.auth.revoke_session_of(person, number));
    },
    onSettled: () =>
      Promise.all(
        [keyOf(person, who), ['users', who], ['security-events']].map((queryKey) =>
          cache.invalidateQueries({ queryKey }),
        ),
      ),
  });
}
