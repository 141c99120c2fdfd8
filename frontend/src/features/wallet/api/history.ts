/** What happened to one asset, newest first. */
import { Principal } from '@dfinity/principal';
import { fromOpt, toOpt } from '@qikcard/contracts';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { agreed } from '../../badges/api/agreed.ts';
import { useSession } from '../../session/api/session.tsx';
import type { Asset } from './assets.ts';
import { type Entry, orderEntry, paymentEntry, qikEntry, withdrawalEntry } from './entries.ts';

const PAGE = 20;
const LOOK_EVERY_MS = 3_000;
/** Of ckBTC that became bitcoin: they stand among the orders of the first page. */
const LEFT_MAX = 100;
const newestFirst = (a: Entry, b: Entry) => (a.atNs < b.atNs ? 1 : -1);
type Page = { entries: Entry[]; next: bigint | undefined };

const isOpen = ({ state }: Entry): boolean => state === 'running' || state === 'waiting';

/** A page at a time; looked at again while something is on its way. */
export function useHistory(asset: Asset) {
  const { qik, who, network } = useSession();
  return useInfiniteQuery({
    queryKey: ['wallet', 'history', asset.key, who],
    initialPageParam: undefined as bigint | undefined,
    queryFn: async ({ pageParam }): Promise<Page> => {
      const cursor = toOpt(pageParam);
      if (asset.kind === 'bitcoin') {
        const { sends, next } = await qik.wallet.bitcoin_sends(cursor, PAGE);
        return { entries: sends.map(paymentEntry), next: fromOpt(next) };
      }
      if (asset.kind === 'evm') {
        const { sends, next } = await qik.wallet.evm_sends(cursor, PAGE);
        const own = sends.filter(({ chain_id }) => chain_id === asset.chainId);
        return { entries: own.map(paymentEntry), next: fromOpt(next) };
      }
      if (asset.kind === 'ledger') {
        const { orders, next } = await qik.wallet.ledger_orders(cursor, PAGE);
        const own = orders.filter(({ ledger }) => ledger.compareTo(asset.ledger) === 'eq');
        const first = pageParam === undefined && asset.ckbtc;
        const left = first ? (await qik.wallet.ckbtc_withdrawals([], LEFT_MAX)).withdrawals : [];
        const entries = [...own.map(orderEntry), ...left.map(withdrawalEntry)];
        return { entries: entries.sort(newestFirst), next: fromOpt(next) };
      }
      const { blocks, next } = await qik.wallet.my_blocks(cursor, PAGE);
      const { wallet, nft } = network.canisters;
      const known = {
        own: Principal.fromText(who),
        wallet: Principal.fromText(wallet),
        nft: Principal.fromText(nft),
      };
      return { entries: blocks.map((block) => qikEntry(block, known)), next: fromOpt(next) };
    },
    getNextPageParam: ({ next }) => next,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ entries }) => entries.some(isOpen)) ? LOOK_EVERY_MS : false,
    select: ({ pages }) => pages.flatMap(({ entries }) => entries),
  });
}

type Taken = { id: bigint; toBitcoin: boolean };
/** Takes a payment back that waits. */
export function useTakeBack(asset: Asset) {
  const { qik } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, toBitcoin }: Taken): Promise<unknown> => {
      if (toBitcoin) return agreed(await qik.wallet.cancel_ckbtc(id));
      if (asset.kind === 'bitcoin') return agreed(await qik.wallet.cancel_bitcoin(id));
      if (asset.kind === 'evm') return agreed(await qik.wallet.cancel_evm(id));
      return agreed(await qik.wallet.cancel_order(id));
    },
    onSettled: () => {
      void cache.invalidateQueries({ queryKey: ['wallet'] });
    },
  });
}

type Replaced = { id: bigint; by: 'Faster' | 'Nothing'; most: bigint };
/** Puts a dearer transaction in the place of one that no block has. */
export function useReplace() {
  const { qik } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, by, most }: Replaced) =>
      agreed(
        await qik.wallet.replace_evm({ id, by: { [by]: null } as { Faster: null }, fee_max: most }),
      ),
    onSettled: () => {
      void cache.invalidateQueries({ queryKey: ['wallet'] });
    },
  });
}
