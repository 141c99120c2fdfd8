/** The address book, and how much may be spent. */
import type {
  SaveAddressArgs,
  SavedAddress,
  SpendingAsset,
  SpendingRules,
} from '@qikcard/contracts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { agreed } from '../../badges/api/agreed.ts';
import { useSession } from '../../session/api/session.tsx';
import type { Asset } from './assets.ts';

export type NetworkName = 'Icrc' | 'Bitcoin' | 'Evm';
export const networkOf = ({ network }: SavedAddress): NetworkName =>
  Object.keys(network)[0] as NetworkName;
/** Where an asset is sent on. */
const networks = { qik: 'Icrc', ledger: 'Icrc', bitcoin: 'Bitcoin', evm: 'Evm' } as const;
export const networkFor = ({ kind }: Asset): NetworkName => networks[kind];

export function useSavedAddresses() {
  const { qik, who, status } = useSession();
  return useQuery({
    queryKey: ['wallet', 'addresses-saved', who],
    enabled: status === 'in',
    queryFn: () => qik.wallet.saved_addresses(),
  });
}

function useWalletChange<In, Out>(change: (input: In) => Promise<Out>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => {
      void cache.invalidateQueries({ queryKey: ['wallet'] });
    },
  });
}

export function useAddressSteps() {
  const { qik } = useSession();
  return {
    save: useWalletChange(async (args: SaveAddressArgs) =>
      agreed(await qik.wallet.save_address(args)),
    ),
    remove: useWalletChange(async (id: bigint) => agreed(await qik.wallet.remove_address(id))),
  };
}

/** What the limits of an asset are found by; QIK have none. */
export function limitedAs(asset: Asset): SpendingAsset | undefined {
  if (asset.kind === 'qik') return undefined;
  if (asset.kind === 'evm') return { Evm: asset.chainId };
  return asset.kind === 'bitcoin' ? { Bitcoin: null } : { Ledger: asset.ledger };
}

const keyOf = (asset: SpendingAsset): string =>
  Object.entries(asset)
    .map(([kind, value]) => `${kind} ${value ?? ''}`)
    .join();

/** The caller's limits for an asset; undefined until they are there. */
export function useLimits(asset: Asset) {
  const { qik, who } = useSession();
  const limited = limitedAs(asset);
  return useQuery({
    queryKey: ['wallet', 'limits', asset.key, who],
    enabled: limited !== undefined,
    queryFn: async () => {
      const wanted = limited && keyOf(limited);
      const all = await qik.wallet.spending_limits();
      return all.find((each) => keyOf(each.asset) === wanted) ?? null;
    },
  });
}

export function useSetLimits(asset: Asset) {
  const { qik } = useSession();
  return useWalletChange(async (rules: SpendingRules) => {
    const limited = limitedAs(asset);
    if (!limited) throw new Error('QIK have no limits');
    return agreed(await qik.wallet.set_spending_limits(limited, rules));
  });
}
