import type { Principal } from '@dfinity/principal';
import { expectOk, firstRows } from '@qikcard/client';
import {
  fromOpt,
  type Infer,
  type MembershipPlan,
  type MembershipPlanDraft,
  PAGE_MAX,
  toOpt,
} from '@qikcard/contracts';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';

/** As many plans as one organizer can have. */
const PLANS_MAX = 100;
const PAGE = 50;
const plansKey = (who: string) => ['membership-plans', who] as const;
const holdersKey = (planId: bigint, who: string) =>
  ['memberships-of', String(planId), who] as const;

/** The passes this organizer has made, newest first. */
export function usePlans() {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: plansKey(who),
    queryFn: (): Promise<MembershipPlan[]> =>
      firstRows(
        PLANS_MAX,
        (cursor: [] | [bigint]) => qik.event.my_membership_plans(cursor, PAGE_MAX),
        (page) => page.plans,
      ),
  });
}

export type PlanDraft = Infer<typeof MembershipPlanDraft>;

/** Makes a pass, or changes the one with this number. */
export function useSavePlan(id: bigint | undefined) {
  const { qik, who } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (draft: PlanDraft) =>
      expectOk(
        id === undefined
          ? await qik.event.create_membership_plan(draft)
          : await qik.event.edit_membership_plan({ plan_id: id, draft }),
      ),
    onSuccess: () => cache.invalidateQueries({ queryKey: plansKey(who) }),
  });
}

/** Who has the pass, a page at a time. */
export function useHolders(planId: bigint) {
  const { qik, who } = useSession();
  return useInfiniteQuery({
    queryKey: holdersKey(planId, who),
    initialPageParam: undefined as bigint | undefined,
    queryFn: async ({ pageParam }) =>
      expectOk(
        await qik.event.memberships({ plan_id: planId, cursor: toOpt(pageParam), limit: PAGE }),
      ),
    getNextPageParam: (page) => fromOpt(page.next),
    select: (data) => data.pages.flatMap((page) => page.memberships),
  });
}

/** Gives the pass to somebody. */
export function useGive(planId: bigint) {
  const { qik, who } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (holder: Principal) =>
      expectOk(await qik.event.give_membership({ plan_id: planId, holder })),
    onSettled: () => cache.invalidateQueries({ queryKey: holdersKey(planId, who) }),
  });
}

/** Takes the pass back from whoever holds this one. */
export function useWithdraw(planId: bigint) {
  const { qik, who } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (id: bigint) => expectOk(await qik.event.withdraw_membership(id)),
    onSettled: () => cache.invalidateQueries({ queryKey: holdersKey(planId, who) }),
  });
}

/** The events a pass of this person opens, a page at a time. */
export function useOpened(membershipId: bigint) {
  const { qik, who } = useSession();
  return useInfiniteQuery({
    queryKey: ['membership-events', String(membershipId), who],
    initialPageParam: undefined as bigint | undefined,
    queryFn: async ({ pageParam }) => {
      const asked = { membership_id: membershipId, cursor: toOpt(pageParam), limit: PAGE };
      return expectOk(await qik.event.membership_events(asked));
    },
    getNextPageParam: (page) => fromOpt(page.next),
    select: (data) =>
      data.pages
        .flatMap((page) => page.cards.map(({ event }) => event))
        .sort((a, b) => Number(a.starts_at_ns - b.starts_at_ns)),
  });
}
