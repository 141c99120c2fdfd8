/** Bitcoin that becomes ckBTC, and back. */
import { accountFromText } from '@qikcard/contracts/icrc/account-text';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { agreed } from '../../badges/api/agreed.ts';
import { useSession } from '../../session/api/session.tsx';
import type { Asset } from './assets.ts';

const BITCOIN = /^[a-zA-Z0-9]{14,90}$/;

/** Whether something sent to this text leaves the ledger and arrives as bitcoin. */
export const isToBitcoin = (asset: Asset, to: string): boolean =>
  asset.kind === 'ledger' && asset.ckbtc !== undefined && BITCOIN.test(to) && !accountFromText(to);

/** Where to send bitcoin to have ckBTC. */
export function useDepositAddress() {
  const { qik, who } = useSession();
  return useQuery({
    queryKey: ['wallet', 'ckbtc-address', who],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => agreed(await qik.wallet.ckbtc_deposit_address()),
  });
}

/** Has the minter look for what was sent there. */
export function useLookForDeposits() {
  const { qik } = useSession();
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async () => agreed(await qik.wallet.update_ckbtc()),
    onSettled: () => {
      void cache.invalidateQueries({ queryKey: ['wallet', 'balance'] });
    },
  });
}
