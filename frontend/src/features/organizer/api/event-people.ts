import type { Principal } from '@dfinity/principal';
import { expectOk } from '@qikcard/client';
import { fromOpt, type TeamRole, toOpt } from '@qikcard/contracts';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';

const PAGE = 50;

/** Those who wait in line, or for a decision. */
export function useApplications(eventId: bigint, waiting: boolean) {
  const { qik, who } = useSession();
  return useInfiniteQuery({
    queryKey: ['applications', String(eventId), waiting, who],
    refetchInterval: 10_000,
    initialPageParam: undefined as bigint | undefined,
    queryFn: async ({ pageParam }) => {
      const asked = { event_id: eventId, waiting, cursor: toOpt(pageParam), limit: PAGE };
      return expectOk(await qik.event.applications(asked));
    },
    getNextPageParam: (page) => fromOpt(page.next),
    select: (data) => data.pages.flatMap((page) => page.applications),
  });
}

/** Agrees to an application, or declines it. */
export function useDecide(eventId: bigint) {
  const { qik } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (decision: { application_id: bigint; approve: boolean }) =>
      expectOk(await qik.event.decide_application(decision)),
    onSettled: () =>
      Promise.all(
        [['applications', String(eventId)], ['attendees', String(eventId)], ['event']].map(
          (queryKey) => cache.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

const teamKey = (eventId: bigint, who: string) => ['team', String(eventId), who] as const;

/** Who helps at an event; asked again until their roles have arrived everywhere. */
export function useTeam(eventId: bigint) {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: teamKey(eventId, who),
    queryFn: async () => expectOk(await qik.event.team(eventId)),
    refetchInterval: ({ state }) => (state.data?.every(({ active }) => active) ? false : 2_000),
  });
}

export type TeamAct = { member: Principal; role: TeamRole; remove: boolean };

/** Names somebody to help, or lets them go. */
export function useChangeTeam(eventId: bigint) {
  const { qik, who } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async ({ member, role, remove }: TeamAct) => {
      const change = { event_id: eventId, member, role };
      return expectOk(
        await (remove ? qik.event.remove_team_member(change) : qik.event.name_team_member(change)),
      );
    },
    onSuccess: (team) => cache.setQueryData(teamKey(eventId, who), team),
  });
}
