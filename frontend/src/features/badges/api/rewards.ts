/** QIK that taking part earned, and what for. */
import { fromOpt, type Reward, toOpt } from '@qikcard/contracts';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';

const PAGE = 30;
/** A reward is numbered like the badge it came with; the name of a badge that is gone is unknown. */
export type NamedReward = Reward & { badge: string | undefined };

/** My rewards, newest first, with the names of their badges. */
export function useRewards() {
  const { qik, who, status } = useSession();
  return useInfiniteQuery({
    queryKey: ['badges', 'rewards', who],
    enabled: status === 'in',
    initialPageParam: undefined as bigint | undefined,
    queryFn: async ({ pageParam }) => {
      const { rewards, next } = await qik.wallet.my_rewards(toOpt(pageParam), PAGE);
      const found = await Promise.all(rewards.map(({ id }) => qik.nft.get_badge(id)));
      const rows = rewards.map((reward, at): NamedReward => {
        const answer = found[at];
        const badge = answer && 'Ok' in answer ? answer.Ok.design.name : undefined;
        return { ...reward, badge };
      });
      return { rows, next: fromOpt(next) };
    },
    getNextPageParam: (page) => page.next,
    select: ({ pages }) => pages.flatMap(({ rows }) => rows),
  });
}
