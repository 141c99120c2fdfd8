/** Badges: what somebody has, what became of one, giving it away. */
import { Principal } from '@dfinity/principal';
import { type BadgePage, type BadgeView, fromOpt, type Result, toOpt } from '@qikcard/contracts';
import { accountOf } from '@qikcard/contracts/icrc/account';
import {
  type InfiniteData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';
import { agreed } from './agreed.ts';

const PAGE = 24;
const flat = (data: InfiniteData<BadgePage>): BadgeView[] =>
  data.pages.flatMap(({ badges }) => badges);

/** Somebody's badges, newest first, a page at a time. */
export function useBadgesOf(owner: string | undefined) {
  const { qik, status } = useSession();
  return useInfiniteQuery({
    queryKey: ['badges', 'of', owner],
    enabled: status !== 'starting' && owner !== undefined,
    initialPageParam: undefined as bigint | undefined,
    queryFn: ({ pageParam }) =>
      qik.nft.badges_of(Principal.fromText(owner ?? ''), toOpt(pageParam), PAGE),
    getNextPageParam: (page) => fromOpt(page.next),
    select: flat,
  });
}

export function useBadge(id: bigint) {
  const { qik, status } = useSession();
  return useQuery({
    queryKey: ['badges', 'one', String(id)],
    enabled: status !== 'starting',
    queryFn: async () => agreed(await qik.nft.get_badge(id)),
  });
}

/** The latest of what happened to a badge, newest first. */
export function useHistory(id: bigint) {
  const { qik, status } = useSession();
  return useQuery({
    queryKey: ['badges', 'history', String(id)],
    enabled: status !== 'starting',
    queryFn: async () => (await qik.nft.badge_history(id, [], 50)).blocks,
  });
}

/** Who may move a badge of mine: this one alone, or all of them. */
export function useApprovals(badge: BadgeView) {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: ['badges', 'approvals', String(badge.id), who],
    queryFn: async () => {
      const [one, all] = await Promise.all([
        qik.nft.icrc37_get_token_approvals(badge.id, [], []),
        qik.nft.icrc37_get_collection_approvals(badge.owner, [], []),
      ]);
      return { one: one.map(({ approval_info }) => approval_info), all };
    },
  });
}

/** Everything shown about badges is asked for again after something changed. */
export function useBadgesChange<In, Out>(change: (input: In) => Promise<Out>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: change,
    // Not waited for: what asked may be gone by then, and with it the words that it worked.
    onSettled: () => {
      void cache.invalidateQueries({ queryKey: ['badges'] });
    },
  });
}

const nowNs = (): bigint => BigInt(Date.now()) * 1_000_000n;
type Answers<E> = ([] | [Result<bigint, E>])[];

/** The one answer of a batch of one. */
function only<E extends object>([first]: Answers<E>): bigint {
  const answer = first?.[0];
  if (answer === undefined) throw new Error('a batch of one has one answer');
  return agreed(answer);
}

export function useGiveAway(id: bigint) {
  const { qik } = useSession();
  return useBadgesChange(async (to: Principal) =>
    only(
      await qik.nft.icrc7_transfer([
        {
          from_subaccount: [],
          to: accountOf(to),
          token_id: id,
          memo: [],
          // Sent twice, it is recognised.
          created_at_time: [nowNs()],
        },
      ]),
    ),
  );
}

export function useRevoke(id: bigint) {
  const { qik } = useSession();
  return useBadgesChange(async ({ spender, all }: { spender: Principal; all: boolean }) => {
    const revoked = {
      spender: [accountOf(spender)] as [ReturnType<typeof accountOf>],
      from_subaccount: [] as [],
      memo: [] as [],
      created_at_time: [] as [],
    };
    return all
      ? only(await qik.nft.icrc37_revoke_collection_approvals([revoked]))
      : only(await qik.nft.icrc37_revoke_token_approvals([{ token_id: id, ...revoked }]));
  });
}
