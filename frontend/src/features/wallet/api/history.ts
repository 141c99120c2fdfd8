/** What happened to one asset, newest first. */
import { Principal } from '@dfinity/principal';
import { fromOpt, toOpt } from '@qikcard/contracts';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { agreed } from '../../badges/api/agreed.ts';
import { useSession } from '../../session/api/session.tsx';
import type { Asset } from './assets.ts';
import { type Entry, orderEntry, paymentEntry, qikEntry, withdrawalEntry } from './entries.ts';
import { type Cursor, cursorsBehind, inOrder, type Listed } from './in-order.ts';

const PAGE = 20;
const LOOK_EVERY_MS = 3_000;
type Page = Listed<Entry>[];
type Asked = [] | [bigint];

const isOpen = ({ state }: Entry): boolean => state === 'running' || state === 'waiting';

/** A page of rows that canisters gave, of which some are shown. */
const listed = <R extends { created_at_ns: bigint }>(
  rows: R[],
  next: Asked,
  entries: Entry[],
): Listed<Entry> => ({ entries, next: fromOpt(next), oldestNs: rows.at(-1)?.created_at_ns });

/** The lists that the history of an asset is made of: ckBTC leave as tokens, and as bitcoin. */
function listsOf(asset: Asset, { qik, who, network }: ReturnType<typeof useSession>) {
  const { wallet } = qik;
  if (asset.kind === 'bitcoin') {
    return [
      async (cursor: Asked) => {
        const { sends, next } = await wallet.bitcoin_sends(cursor, PAGE);
        return listed(sends, next, sends.map(paymentEntry));
      },
    ];
  }
  if (asset.kind === 'evm') {
    return [
      async (cursor: Asked) => {
        const { sends, next } = await wallet.evm_sends(cursor, PAGE);
        const own = sends.filter(({ chain_id }) => chain_id === asset.chainId);
        return listed(sends, next, own.map(paymentEntry));
      },
    ];
  }
  if (asset.kind === 'ledger') {
    const orders = async (cursor: Asked) => {
      const found = await wallet.ledger_orders(cursor, PAGE);
      const own = found.orders.filter(({ ledger }) => ledger.compareTo(asset.ledger) === 'eq');
      return listed(found.orders, found.next, own.map(orderEntry));
    };
    const left = async (cursor: Asked) => {
      const { withdrawals, next } = await wallet.ckbtc_withdrawals(cursor, PAGE);
      return listed(withdrawals, next, withdrawals.map(withdrawalEntry));
    };
    return asset.ckbtc ? [orders, left] : [orders];
  }
  const known = {
    own: Principal.fromText(who),
    wallet: Principal.fromText(network.canisters.wallet),
    nft: Principal.fromText(network.canisters.nft),
  };
  return [
    async (cursor: Asked) => {
      const { blocks, next } = await wallet.my_blocks(cursor, PAGE);
      const entries = blocks.map((block) => qikEntry(block, known));
      return { entries, next: fromOpt(next), oldestNs: entries.at(-1)?.atNs };
    },
  ];
}
const nothing: Listed<Entry> = { entries: [], next: undefined, oldestNs: undefined };

/** A page at a time; looked at again while something is on its way. */
export function useHistory(asset: Asset) {
  const session = useSession();
  return useInfiniteQuery({
    queryKey: ['wallet', 'history', asset.key, session.who],
    initialPageParam: [] as Cursor[],
    queryFn: ({ pageParam }): Promise<Page> =>
      Promise.all(
        listsOf(asset, session).map(async (read, i) => {
          const cursor = pageParam[i];
          return cursor === 'end' ? nothing : read(toOpt(cursor));
        }),
      ),
    getNextPageParam: cursorsBehind,
    refetchInterval: ({ state }) =>
      state.data?.pages.flat().some(({ entries }) => entries.some(isOpen)) ? LOOK_EVERY_MS : false,
    select: ({ pages }) => inOrder(pages),
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
