/** What a wallet holds: QIK, the ledgers this deployment knows, Bitcoin where it is set up. */
import { Principal } from '@dfinity/principal';
import type { LedgerView } from '@qikcard/contracts';
import { fromOpt } from '@qikcard/contracts';
import { accountOf } from '@qikcard/contracts/icrc/account';
import { useQuery } from '@tanstack/react-query';
import { QIK } from '../../../lib/qik-amount.ts';
import type { Unit } from '../../../lib/token-amount.ts';
import { agreed } from '../../badges/api/agreed.ts';
import { useSession } from '../../session/api/session.tsx';

export type Asset = Unit & { key: string; name: string } & (
    | { kind: 'qik'; fee: bigint }
    | { kind: 'ledger'; fee: bigint; ledger: Principal }
    | { kind: 'bitcoin'; network: 'mainnet' | 'testnet' | 'regtest' }
  );
/** `pending` belongs to payments that are on their way; change comes back out of it. */
export type Balance = { spendable: bigint; pending: bigint };

const ledgerAsset = ({ ledger, name, symbol, decimals, fee }: LedgerView): Asset => ({
  ...{ kind: 'ledger', key: ledger.toText(), ledger, name, symbol, decimals, fee },
});

/** Everything that can be held here, QIK first. */
export function useAssets() {
  const { qik, status } = useSession();
  return useQuery({
    queryKey: ['wallet', 'assets'],
    enabled: status === 'in',
    staleTime: 60_000,
    queryFn: async (): Promise<Asset[]> => {
      const [fee, ledgers, bitcoin] = await Promise.all([
        qik.wallet.icrc1_fee(),
        qik.wallet.ledgers(),
        qik.wallet.bitcoin_network(),
      ]);
      const chain = fromOpt(bitcoin);
      const network = chain && (Object.keys(chain)[0] as 'mainnet');
      return [
        { kind: 'qik', key: 'qik', name: 'QikCard', ...QIK, fee },
        ...(network
          ? [
              {
                kind: 'bitcoin',
                key: 'btc',
                name: 'Bitcoin',
                ...bitcoinUnit(network),
                network,
              } as const,
            ]
          : []),
        ...ledgers.map(ledgerAsset),
      ];
    },
  });
}

/** Coins of test networks are worth nothing, and are never called BTC. */
const bitcoinUnit = (network: 'mainnet' | 'testnet' | 'regtest'): Unit => ({
  symbol: network === 'mainnet' ? 'BTC' : 'tBTC',
  decimals: 8,
});

/** What somebody has of it. Balances elsewhere cost calls between canisters: they are kept a while. */
export function useBalance(asset: Asset) {
  const { qik, principal, who } = useSession();
  return useQuery({
    queryKey: ['wallet', 'balance', asset.key, who],
    enabled: principal !== undefined,
    staleTime: asset.kind === 'qik' ? 2_000 : 30_000,
    queryFn: async (): Promise<Balance> => {
      if (asset.kind === 'bitcoin') {
        const found = agreed(await qik.wallet.bitcoin_balance());
        return { spendable: found.spendable, pending: found.reserved };
      }
      const spendable =
        asset.kind === 'ledger'
          ? agreed(await qik.wallet.ledger_balance(asset.ledger))
          : await qik.wallet.icrc1_balance_of(accountOf(Principal.fromText(principal ?? '')));
      return { spendable, pending: 0n };
    },
  });
}

export type Addresses = { text: string; qr: string; kind: 'account' | 'p2tr' | 'p2wpkh' }[];

/** Where others send it: the best first. */
export function useAddresses(asset: Asset) {
  const { qik, principal = '', who } = useSession();
  return useQuery({
    queryKey: ['wallet', 'addresses', asset.kind, who],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async (): Promise<Addresses> => {
      if (asset.kind === 'qik') return [{ text: principal, qr: principal, kind: 'account' }];
      if (asset.kind === 'bitcoin') {
        const { p2tr, p2wpkh } = agreed(await qik.wallet.bitcoin_addresses());
        return [
          { text: p2wpkh, qr: `bitcoin:${p2wpkh}`, kind: 'p2wpkh' },
          { text: p2tr, qr: `bitcoin:${p2tr}`, kind: 'p2tr' },
        ];
      }
      const { accountToText } = await import('@qikcard/contracts/icrc/account-text');
      const text = accountToText(await qik.wallet.deposit_account());
      return [{ text, qr: text, kind: 'account' }];
    },
  });
}
