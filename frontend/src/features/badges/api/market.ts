/** The market of badges, and paying there. */
import { Principal } from '@dfinity/principal';
import { fromOpt, type Trade, toOpt } from '@qikcard/contracts';
import { accountOf } from '@qikcard/contracts/icrc/account';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useSession } from '../../session/api/session.tsx';
import { agreed } from './agreed.ts';
import { useBadgesChange } from './badges.ts';

const PAGE = 24;
const DAY_NS = 86_400_000_000_000n;
/** Offers may stand for ninety days; what they need is allowed as long. */
const ALLOWED_DAYS = 91n;
const LOOK_EVERY_MS = 1_500;
export const inDays = (days: number): bigint =>
  BigInt(Date.now()) * 1_000_000n + BigInt(days) * DAY_NS;

export function useMarket() {
  const { qik, status } = useSession();
  return useInfiniteQuery({
    queryKey: ['badges', 'market'],
    enabled: status !== 'starting',
    initialPageParam: undefined as bigint | undefined,
    queryFn: ({ pageParam }) => qik.nft.market(toOpt(pageParam), PAGE),
    getNextPageParam: (page) => fromOpt(page.next),
    select: ({ pages }) => pages.flatMap(({ rows }) => rows),
  });
}

export function useListing(id: bigint) {
  const { qik, status } = useSession();
  return useQuery({
    queryKey: ['badges', 'listing', String(id)],
    enabled: status !== 'starting',
    queryFn: async () => fromOpt(await qik.nft.get_listing(id)) ?? null,
  });
}

export function useOffers(id: bigint) {
  const { qik, status } = useSession();
  return useQuery({
    queryKey: ['badges', 'offers', String(id)],
    enabled: status !== 'starting',
    queryFn: async () => (await qik.nft.offers_of_badge(id, [], 50)).rows,
  });
}

export function useSwaps(id: bigint) {
  const { qik, status } = useSession();
  return useQuery({
    queryKey: ['badges', 'swaps', String(id)],
    enabled: status !== 'starting',
    queryFn: async () => (await qik.nft.swaps_of_badge(id, [], 50)).rows,
  });
}

export function useMyOffers() {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: ['badges', 'my-offers', who],
    queryFn: async () => (await qik.nft.my_offers([], 50)).rows,
  });
}

const isRunning = ({ state }: Trade): boolean => 'Collecting' in state || 'PayingOut' in state;

/** My sales and purchases; looked at again while one of them is under way. */
export function useMyTrades() {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: ['badges', 'my-trades', who],
    queryFn: async () => (await qik.nft.my_trades([], 50)).rows,
    refetchInterval: ({ state }) => (state.data?.some(isRunning) ? LOOK_EVERY_MS : false),
  });
}

/** How far a sale is; looked at again until it is over. */
export function useTrade(id: bigint | undefined) {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: ['badges', 'trade', String(id), who],
    enabled: id !== undefined,
    queryFn: async () => agreed(await qik.nft.get_trade(id ?? 0n)),
    refetchInterval: ({ state }) => (state.data && !isRunning(state.data) ? false : LOOK_EVERY_MS),
  });
}

/** What every sale costs. */
export function useTerms() {
  const { qik, status } = useSession();
  return useQuery({
    queryKey: ['badges', 'terms'],
    enabled: status !== 'starting',
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => qik.nft.market_terms(),
  });
}

export function useQikBalance() {
  const { qik, principal } = useSession();
  return useQuery({
    queryKey: ['badges', 'balance', principal],
    enabled: principal !== undefined,
    queryFn: () => qik.wallet.icrc1_balance_of(accountOf(Principal.fromText(principal ?? ''))),
  });
}

/** Lets the market spend so much more of my QIK than it may now. */
function useAllow() {
  const { qik, principal = '', network } = useSession();
  return async (e8s: bigint) => {
    const spender = accountOf(Principal.fromText(network.canisters.nft));
    const account = accountOf(Principal.fromText(principal));
    const { allowance } = await qik.wallet.icrc2_allowance({ account, spender });
    agreed(
      await qik.wallet.icrc2_approve({
        from_subaccount: [],
        spender,
        amount: allowance + e8s,
        // Somebody else's change in between is not overwritten.
        expected_allowance: [allowance],
        expires_at: [inDays(0) + ALLOWED_DAYS * DAY_NS],
        fee: [],
        memo: [],
        created_at_time: [],
      }),
    );
  };
}

/** Allows the price and buys; `fee` is the ledger's for collecting it. */
export function useBuy(id: bigint) {
  const { qik } = useSession();
  const allow = useAllow();
  return useBadgesChange(async ({ price, fee }: { price: bigint; fee: bigint }) => {
    await allow(price + fee);
    return agreed(await qik.nft.buy_badge({ badge_id: id, price_e8s: price }));
  });
}

export function useMakeOffer(id: bigint) {
  const { qik } = useSession();
  const allow = useAllow();
  type Input = { price: bigint; fee: bigint; days: number };
  return useBadgesChange(async ({ price, fee, days }: Input) => {
    await allow(price + fee);
    const asked = { badge_id: id, price_e8s: price, expires_at_ns: inDays(days) };
    return agreed(await qik.nft.make_offer(asked));
  });
}

/** `onSale` hears of a sale that has begun, also when what asked for it is no longer shown. */
export function useMarketSteps(onSale: (tradeId: bigint) => void = () => {}) {
  const { qik } = useSession();
  return {
    list: useBadgesChange(async ({ id, price }: { id: bigint; price: bigint }) =>
      agreed(await qik.nft.list_badge({ badge_id: id, price_e8s: price, expires_at_ns: [] })),
    ),
    cancel: useBadgesChange(async (id: bigint) => agreed(await qik.nft.cancel_listing(id))),
    withdraw: useBadgesChange(async (id: bigint) => agreed(await qik.nft.withdraw_offer(id))),
    accept: useBadgesChange(async ({ id, price }: { id: bigint; price: bigint }) => {
      const sale = agreed(await qik.nft.accept_offer({ offer_id: id, price_e8s: price }));
      onSale(sale.id);
      return sale;
    }),
    swap: useBadgesChange(async ({ mine, theirs }: { mine: bigint; theirs: bigint }) => {
      const asked = { offered_id: mine, wanted_id: theirs, expires_at_ns: inDays(14) };
      return agreed(await qik.nft.propose_swap(asked));
    }),
    withdrawSwap: useBadgesChange(async (id: bigint) => agreed(await qik.nft.withdraw_swap(id))),
    acceptSwap: useBadgesChange(
      async ({ id, mine, theirs }: { id: bigint; mine: bigint; theirs: bigint }) =>
        agreed(await qik.nft.accept_swap({ swap_id: id, offered_id: theirs, wanted_id: mine })),
    ),
  };
}
