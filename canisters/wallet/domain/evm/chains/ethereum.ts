import type { ChainFacts } from './facts.ts';

export const ethereum: ChainFacts = {
  id: 1n,
  name: 'Ethereum',
  symbol: 'ETH',
  decimals: 18,
  test: false,
  key: 'key_1',
  nodes: { named: 'EthMainnet' },
};
