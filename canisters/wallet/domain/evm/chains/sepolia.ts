import type { ChainFacts } from './facts.ts';

export const sepolia: ChainFacts = {
  id: 11_155_111n,
  name: 'Ethereum Sepolia',
  symbol: 'ETH',
  decimals: 18,
  test: true,
  key: 'test_key_1',
  nodes: { named: 'EthSepolia' },
};
