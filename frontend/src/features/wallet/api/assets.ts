/** What a wallet holds: QIK, the ledgers this deployment knows, Bitcoin where it is set up. */
import { Principal } from '@dfinity/principal';
import type { CkbtcSetup, EvmChain, LedgerView } from '@qikcard/contracts';
import { fromOpt } from '@qikcard/contracts';
import { accountOf } from '@qikcard/contracts/icrc/account';
import { useQuery } from '@tanstack/react-query';
import { QIK } from '../../../lib/qik-amount.ts';
import type { Unit } from '../../../lib/token-amount.ts';
import { agreed } from '../../badges/api/agreed.ts';
import { useSession } from '../../session/api/session.tsx';

export type Asset = Unit & { key: string; name: string } & (
    | { kind: 'qik'; fee: bigint }
    | { kind: 'ledger'; fee: bigint; ledger: Principal; ckbtc?: { least: bigint } }
    | { kind: 'bitcoin'; test: boolean }
    | { kind: 'evm'; chainId: bigint; test: boolean }
  );
/** `pending` belongs to payments that are on their way; change comes back out of it. */
export type Balance = { spendable: bigint; pending: bigint };

function ledgerAsset(view: LedgerView, minter: CkbtcSetup | undefined): Asset {
  const { ledger, name, symbol, decimals, fee } = view;
  const isCkbtc = minter?.ledger.compareTo(ledger) === 'eq';
  return {
    ...{ kind: 'ledger', key: ledger.toText(), ledger, name, symbol, decimals, fee },
    ...(isCkbtc ? { ckbtc: { least: minter.least } } : {}),
  };
}

/** Everything that can be held here, QIK first. */
export function useAssets() {
  const { qik, status } = useSession();
  return useQuery({
    queryKey: ['wallet', 'assets'],
    enabled: status === 'in',
    staleTime: 60_000,
    queryFn: async (): Promise<Asset[]> => {
      const [fee, ledgers, bitcoin, chains, minter] = await Promise.all([
        qik.wallet.icrc1_fee(),
        qik.wallet.ledgers(),
        qik.wallet.bitcoin_network(),
        qik.wallet.evm_chains(),
        qik.wallet.ckbtc(),
      ]);
      const network = fromOpt(bitcoin);
      return [
        { kind: 'qik', key: 'qik', name: 'QikCard', ...QIK, fee },
        ...(network ? [bitcoinAsset('mainnet' in network)] : []),
        ...chains.map(chainAsset),
        ...ledgers.map((ledger) => ledgerAsset(ledger, fromOpt(minter))),
      ];
    },
  });
}

/** Coins of test networks are worth nothing, and are never called BTC. */
const bitcoinAsset = (real: boolean): Asset => ({
  ...{ kind: 'bitcoin', key: 'btc', name: 'Bitcoin', decimals: 8, test: !real },
  symbol: real ? 'BTC' : 'tBTC',
});

const chainAsset = ({ chain_id, name, symbol, decimals, test }: EvmChain): Asset => ({
  ...{ kind: 'evm', key: `evm-${chain_id}`, chainId: chain_id, name, decimals, test },
  symbol: test ? `t${symbol}` : symbol,
});

/** Whether the chain itself says what a payment costs. */
export const isChain = ({ kind }: Asset): boolean => kind === 'bitcoin' || kind === 'evm';

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
      if (asset.kind === 'evm') {
        const found = agreed(await qik.wallet.evm_balance(asset.chainId));
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
    queryKey: ['wallet', 'addresses', asset.kind === 'evm' ? asset.key : asset.kind, who],
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
      if (asset.kind === 'evm') {
        const text = agreed(await qik.wallet.evm_address());
        return [{ text, qr: `ethereum:${text}@${asset.chainId}`, kind: 'account' }];
      }
      const { accountToText } = await import('@qikcard/contracts/icrc/account-text');
      const text = accountToText(await qik.wallet.deposit_account());
      return [{ text, qr: text, kind: 'account' }];
    },
  });
}
