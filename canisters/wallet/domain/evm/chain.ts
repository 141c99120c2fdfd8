/** The chains of Ethereum's kind: each is a file in `chains`, and a line here. */
import { ethereum } from './chains/ethereum.ts';
import type { ChainFacts } from './chains/facts.ts';
import { localChain } from './chains/local.ts';
import { sepolia } from './chains/sepolia.ts';

/** All that this wallet knows; admins switch each on. */
export const chains: readonly ChainFacts[] = [ethereum, sepolia, localChain];

export const chainOf = (id: bigint): ChainFacts | undefined =>
  chains.find((chain) => chain.id === id);
