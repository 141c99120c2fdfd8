/** What the EVM RPC canister offers, as far as the wallet asks for it. Names are that canister's. */
import { IDL } from '@dfinity/candid';
import {
  nat,
  nat8,
  nat64,
  nothing,
  opt,
  record,
  type Shape,
  text,
  tuple,
  update,
  variant,
  vec,
} from '../candid.ts';

/** What nobody reads: any value, now and in later versions. */
const reserved = IDL.Reserved as unknown as Shape<unknown>;

const RpcError = variant({
  JsonRpcError: record({ message: text }),
  ProviderError: reserved,
  ValidationError: reserved,
  HttpOutcallError: reserved,
});
const Answer = <T>(value: Shape<T>) => variant({ Ok: value, Err: RpcError });
/** What several providers say. */
const Multi = <T>(value: Shape<T>) =>
  variant({
    Consistent: Answer(value),
    Inconsistent: vec(tuple(reserved, Answer(value))),
  });

const none = opt(vec(nothing));
const RpcServices = variant({
  Custom: record({
    chainId: nat64,
    services: vec(record({ url: text, headers: opt(vec(record({ name: text, value: text }))) })),
  }),
  // The canister chooses among its providers.
  EthMainnet: none,
  EthSepolia: none,
  ArbitrumOne: none,
  BaseMainnet: none,
  OptimismMainnet: none,
});
const RpcConfig = opt(
  record({
    responseSizeEstimate: opt(nat64),
    responseConsensus: opt(
      variant({ Equality: nothing, Threshold: record({ total: opt(nat8), min: nat8 }) }),
    ),
  }),
);
const BlockTag = variant({ Latest: nothing, Finalized: nothing });

export const evmRpcApi = {
  eth_feeHistory: update(
    [
      RpcServices,
      RpcConfig,
      record({ blockCount: nat, newestBlock: BlockTag, rewardPercentiles: opt(vec(nat8)) }),
    ],
    Multi(record({ reward: vec(vec(nat)), baseFeePerGas: vec(nat), oldestBlock: nat })),
  ),
  eth_getTransactionCount: update(
    [RpcServices, RpcConfig, record({ address: text, block: BlockTag })],
    Multi(nat),
  ),
  eth_sendRawTransaction: update(
    [RpcServices, RpcConfig, text],
    Multi(
      variant({
        Ok: opt(text),
        NonceTooLow: nothing,
        NonceTooHigh: nothing,
        InsufficientFunds: nothing,
      }),
    ),
  ),
  eth_getTransactionReceipt: update(
    [RpcServices, RpcConfig, text],
    Multi(
      opt(
        record({
          transactionHash: text,
          status: opt(nat),
          blockNumber: nat,
          gasUsed: nat,
          effectiveGasPrice: nat,
        }),
      ),
    ),
  ),
  /** Any JSON-RPC request; the answer is its result as JSON. */
  multi_request: update([RpcServices, RpcConfig, text], Multi(text)),
};
