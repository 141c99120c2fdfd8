/** Designs of badges of one event, and what they may pay. */
import type { Principal } from '@dfinity/principal';
import type { AchievementDraft } from '@qikcard/contracts';
import { useQuery } from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';
import { agreed } from './agreed.ts';
import { useBadgesChange } from './badges.ts';

/** Newest first, also those that are given no more; event 0 has the badges of no event. */
export function useDesigns(eventId: bigint) {
  const { qik, status } = useSession();
  return useQuery({
    queryKey: ['badges', 'designs', String(eventId)],
    enabled: status !== 'starting',
    queryFn: () => qik.nft.achievements_of_event(eventId),
  });
}

export function useBudget(eventId: bigint) {
  const { qik, status } = useSession();
  return useQuery({
    queryKey: ['badges', 'budget', String(eventId)],
    enabled: status !== 'starting',
    queryFn: () => qik.nft.event_budget(eventId),
  });
}

export function useDesignSteps() {
  const { qik } = useSession();
  return {
    create: useBadgesChange(async (draft: AchievementDraft) =>
      agreed(await qik.nft.create_achievement(draft)),
    ),
    retire: useBadgesChange(async (id: bigint) => agreed(await qik.nft.retire_achievement(id))),
    award: useBadgesChange(async ({ id, person }: { id: bigint; person: Principal }) =>
      agreed(await qik.nft.award_achievement(id, person)),
    ),
  };
}
