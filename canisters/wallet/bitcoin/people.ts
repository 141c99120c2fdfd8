/** Whose Bitcoin keys are whose; addresses are made once and stay. */
import type { Principal } from '@dfinity/principal';
import { type NetworkName, type Wallet, walletOf } from '../domain/bitcoin/addresses.ts';
import type { Coin } from '../domain/bitcoin/selection.ts';
import type { BitcoinKeysRow } from '../rows.ts';
import { bitcoinKeyCount, bitcoinKeys, bitcoinNetwork, reservedCoins } from '../store.ts';
import { publicKeys, unspent } from './remote.ts';

/** The network of this deployment; undefined until an admin has said which. */
export const networkNow = (): NetworkName | undefined => bitcoinNetwork.get();

/** The keys of somebody; asks the subnet for them the first time. */
export async function keysOf(owner: Principal, network: NetworkName): Promise<BitcoinKeysRow> {
  const known = bitcoinKeys.get(owner);
  if (known) return known;
  const keys = await publicKeys(network, owner);
  const meanwhile = bitcoinKeys.get(owner);
  if (meanwhile) return meanwhile;
  const { p2wpkh, p2tr } = walletOf(keys, network);
  const row: BitcoinKeysRow = {
    ...keys,
    p2wpkh: p2wpkh.address,
    p2wpkhScript: p2wpkh.script,
    p2tr: p2tr.address,
    p2trScript: p2tr.script,
  };
  bitcoinKeys.put(owner, row);
  bitcoinKeyCount.add();
  return row;
}

/** As the rules of transactions want it. */
export const walletFrom = (row: BitcoinKeysRow): Wallet => ({
  p2wpkh: { address: row.p2wpkh, script: row.p2wpkhScript },
  p2tr: { address: row.p2tr, script: row.p2trScript },
});

/** All coins of somebody at both addresses. */
export async function coinsOf(
  { p2wpkh, p2tr }: BitcoinKeysRow,
  network: NetworkName,
  confirmations: number,
): Promise<{ coins: Coin[]; height: number }> {
  const [first, second] = await Promise.all([
    unspent(network, p2wpkh, 'p2wpkh', confirmations),
    unspent(network, p2tr, 'p2tr', confirmations),
  ]);
  return {
    coins: [...first.coins, ...second.coins],
    height: Math.min(first.height, second.height),
  };
}

/** Those that no payment has promised. */
export const freeCoins = (coins: readonly Coin[]): Coin[] =>
  coins.filter(({ txid, vout }) => !reservedCoins.has([txid, vout]));
