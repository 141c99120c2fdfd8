import { expectOk } from '@qikcard/client';
import type { Session } from '@qikcard/contracts';
import { toOpt } from '@qikcard/contracts';
import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';
import { keptSession } from './kept-session.ts';

export const sessionsKey = (who: string) => ['sessions', who];
const LOOK_EVERY_MS = 10_000;

/** The open sessions of this person: this device first, then the one used last. */
export function useSessions() {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: sessionsKey(who),
    refetchInterval: LOOK_EVERY_MS,
    queryFn: async () => {
      const here = keptSession.get(who)?.number;
      const rows = (await qik.auth.my_sessions()).map((session) => ({
        ...session,
        isHere: String(session.number) === here,
      }));
      return rows.sort(
        (a, b) =>
          Number(b.isHere) - Number(a.isHere) ||
          Number(b.last_used_at_ns - a.last_used_at_ns) ||
          Number(b.number - a.number),
      );
    },
  });
}
export type ListedSession = Session & { isHere: boolean };

const renew = (cache: QueryClient, who: string) =>
  Promise.all([
    cache.invalidateQueries({ queryKey: sessionsKey(who) }),
    cache.invalidateQueries({ queryKey: ['security-events'] }),
  ]);

/** Ends one session. The one of this device is ended by signing out. */
export function useEndSession() {
  const { qik, who, signOut } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async ({ number, isHere }: ListedSession) => {
      expectOk(await qik.auth.revoke_session(number));
      if (isHere) await signOut();
    },
    onSettled: () => renew(cache, who),
  });
}

/** Ends all sessions, or all but the one of this device; gives how many. */
export function useEndSessions() {
  const { qik, who, signOut } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (which: 'all' | 'others') => {
      const here = keptSession.get(who)?.number;
      const kept = which === 'others' && here !== undefined ? BigInt(here) : undefined;
      const ended = expectOk(await qik.auth.revoke_all_sessions(toOpt(kept)));
      if (which === 'all') await signOut();
      return ended;
    },
    onSettled: () => renew(cache, who),
  });
}
