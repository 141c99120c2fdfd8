/** Ether, and coins of chains of its kind: no private key anywhere, the subnet signs. Wei. */
import {
  bool,
  type Infer,
  nat,
  nat32,
  nat64,
  nothing,
  opt,
  principal,
  query,
  record,
  result,
  text,
  update,
  variant,
  vec,
} from './candid.ts';
import { asked, beginnings, ends, FeeSpeed, followed, page } from './wallet-payments.ts';
import { WalletRefusal } from './wallet-refusal.ts';

/** A chain that this wallet knows and admins have switched on; by its id (EIP-155). */
export const EvmChain = record({
  chain_id: nat64,
  name: text,
  symbol: text,
  decimals: nat32,
  /** The EVM RPC canister that is asked. */
  rpc: principal,
  /** Not the real thing: coins of it are worth nothing. */
  test: bool,
});
export type EvmChain = Infer<typeof EvmChain>;

export const EvmBalance = record({
  /** What the chain says, without what payments on their way may still take. */
  spendable: nat,
  /** Amounts and highest fees of payments on their way. */
  reserved: nat,
});
export type EvmBalance = Infer<typeof EvmBalance>;

export const EvmQuote = record({
  /** The most that a payment costs beside its amount; what it does not need stays. */
  fee: nat,
  gas: nat64,
  max_fee_per_gas: nat,
  max_priority_fee_per_gas: nat,
});
export type EvmQuote = Infer<typeof EvmQuote>;

export const EvmSendArgs = record({
  ...asked,
  chain_id: nat64,
  /** EIP-55; capitals that contradict the checksum are refused. */
  to: text,
  amount: nat,
  speed: FeeSpeed,
  /** What the caller has seen and agreed to. */
  fee_max: nat,
});
export type EvmSendArgs = Infer<typeof EvmSendArgs>;

export const EvmSendState = variant({
  ...beginnings,
  /** Its nonce is reserved, and the subnet is signing. */
  Planned: nothing,
  Signed: nothing,
  Sent: nothing,
  /** In a block that may still lose. */
  Seen: record({ block: nat64 }),
  /** In a block that is final. */
  Confirmed: record({ block: nat64 }),
  /** In a final block, where the receiver refused it: the fee is paid, the amount stayed. */
  Reverted: record({ block: nat64 }),
  /** A payment of nothing to oneself took its place: the amount stayed. */
  Dropped: record({ block: nat64 }),
  ...ends,
});
export type EvmSendState = Infer<typeof EvmSendState>;

export const EvmSend = record({
  id: nat64,
  chain_id: nat64,
  to: text,
  amount: nat,
  /** The most it costs; what it really cost once it is in a block. */
  fee: opt(nat),
  nonce: opt(nat64),
  state: EvmSendState,
  /** Of the transaction that counts: the one in a block, otherwise the latest. */
  hash: opt(text),
  /** How often a dearer transaction took the place of the one before. */
  replacements: nat32,
  ...followed,
});
export type EvmSend = Infer<typeof EvmSend>;
export const EvmSendPage = page('sends', EvmSend);

export const EvmReplaceArgs = record({
  id: nat64,
  /** The same payment for a higher fee, or nothing to oneself in its place. */
  by: variant({ Faster: nothing, Nothing: nothing }),
  fee_max: nat,
});
export type EvmReplaceArgs = Infer<typeof EvmReplaceArgs>;

export const evmApi = {
  /** Admins: switches a chain that this wallet knows on; without a canister, by the usual one. */
  set_evm_chain: update(
    [record({ chain_id: nat64, rpc: opt(principal) })],
    result(EvmChain, WalletRefusal),
  ),
  evm_chains: query([], vec(EvmChain)),
  /** The caller's address, the same on all these chains and for ever. */
  evm_address: update([], result(text, WalletRefusal)),
  evm_balance: update([nat64], result(EvmBalance, WalletRefusal)),
  /** What a payment would cost now. */
  quote_evm: update([nat64, text, nat, FeeSpeed], result(EvmQuote, WalletRefusal)),
  /** Accepts a payment; what becomes of it is in `evm_send`. */
  send_evm: update([EvmSendArgs], result(EvmSend, WalletRefusal)),
  /** Takes back a payment whose nonce is not reserved yet. */
  cancel_evm: update([nat64], result(EvmSend, WalletRefusal)),
  /** Puts a dearer transaction in the place of one that is sent and in no block. */
  replace_evm: update([EvmReplaceArgs], result(EvmSend, WalletRefusal)),
  evm_send: query([nat64], result(EvmSend, WalletRefusal)),
  /** The caller's payments, newest first. */
  evm_sends: query([opt(nat64), nat32], EvmSendPage),
};
