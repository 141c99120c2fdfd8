/** What the wallet has to know of a chain of Ethereum's kind. */
export type ChainFacts = {
  /** EIP-155. */
  id: bigint;
  name: string;
  symbol: string;
  decimals: number;
  /** Coins of it are worth nothing. */
  test: boolean;
  /** The key of the subnet that signs for it. */
  key: 'key_1' | 'test_key_1' | 'dfx_test_key';
  /** Name of its nodes in the EVM RPC canister, or the address of one. */
  nodes: { named: NodesName } | { url: string };
};
/** Cases of `RpcServices` in the interface of the EVM RPC canister. */
export type NodesName =
  | 'EthMainnet'
  | 'EthSepolia'
  | 'ArbitrumOne'
  | 'BaseMainnet'
  | 'OptimismMainnet';
