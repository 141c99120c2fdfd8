import type { ChainFacts } from './facts.ts';

/** A development node on this machine, as Anvil and Hardhat number it. */
export const localChain: ChainFacts = {
  id: 31_337n,
  name: 'Local Ethereum',
  symbol: 'ETH',
  decimals: 18,
  test: true,
  key: 'dfx_test_key',
  nodes: { url: 'http://127.0.0.1:8545' },
};
