/** Whose address is whose; it is made once and stays. */
import type { Principal } from '@dfinity/principal';
import { addressOfKey } from '../domain/evm/address.ts';
import { chainOf } from '../domain/evm/chain.ts';
import type { ChainFacts } from '../domain/evm/chains/facts.ts';
import type { EvmKeyRow } from '../rows.ts';
import {
  evmChainOrder,
  evmChains,
  evmHeld,
  evmKeyCount,
  evmKeyName,
  evmKeys,
  evmOpen,
} from '../store.ts';
import { type Chain, publicKey } from './remote.ts';

/** Payments of one person on one chain that are under way at once. */
export const OPEN_MAX = 16;

/** A chain that admins switched on. */
export function chainNow(id: bigint): Chain | undefined {
  const facts = chainOf(id);
  const rpc = evmChains.get(id);
  return facts && rpc ? { ...facts, rpc } : undefined;
}

export const chainsNow = (): Chain[] =>
  evmChainOrder.scan({ limit: 100 }).flatMap(([id]) => chainNow(id) ?? []);

/** The key that signs for all chains here; undefined until there is a chain. */
export const keyNow = (): ChainFacts['key'] | undefined => evmKeyName.get();

/** The key of somebody; asks the subnet for it the first time. */
export async function keyOf(owner: Principal, key: ChainFacts['key']): Promise<EvmKeyRow> {
  const known = evmKeys.get(owner);
  if (known) return known;
  const made = await publicKey(key, owner);
  const meanwhile = evmKeys.get(owner);
  if (meanwhile) return meanwhile;
  const row = { publicKey: made, address: addressOfKey(made) };
  evmKeys.put(owner, row);
  evmKeyCount.add();
  return row;
}

/** Payments of somebody on a chain that are not over. */
export const openOf = (owner: Principal, chain: bigint): bigint[] =>
  evmOpen.scan({ prefix: [owner, chain], limit: OPEN_MAX }).map(([, , id]) => id);

/** What payments under way may still take from the balance as of a block; the latest when absent. */
export const held = (owner: Principal, chain: bigint, asOf?: bigint): bigint =>
  openOf(owner, chain).reduce((sum, id) => {
    const { amount, block } = evmHeld.get(id) ?? { amount: 0n, block: undefined };
    const isTaken = block !== undefined && (asOf === undefined || block <= asOf);
    return isTaken ? sum : sum + amount;
  }, 0n);
