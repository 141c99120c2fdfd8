/** Bitcoin in the wallet: no private key anywhere, the subnet signs. Amounts are in satoshi. */
import {
  type Infer,
  nat32,
  nat64,
  nothing,
  opt,
  query,
  record,
  result,
  text,
  update,
  variant,
} from './candid.ts';
import { asked, beginnings, ends, FeeSpeed, followed, page } from './wallet-payments.ts';
import { WalletRefusal } from './wallet-refusal.ts';

export const BitcoinNetwork = variant({ mainnet: nothing, testnet: nothing, regtest: nothing });
export type BitcoinNetwork = Infer<typeof BitcoinNetwork>;

/** Both are the caller's own: the second is cheaper to spend from. */
export const BitcoinAddresses = record({ p2wpkh: text, p2tr: text });
export type BitcoinAddresses = Infer<typeof BitcoinAddresses>;

export const BitcoinBalance = record({
  /** In blocks, and not promised to a payment that is on its way. */
  spendable: nat64,
  /** Held by payments that are on their way; change comes back out of it. */
  reserved: nat64,
  height: nat32,
});
export type BitcoinBalance = Infer<typeof BitcoinBalance>;

export { FeeSpeed };

export const BitcoinQuote = record({
  fee: nat64,
  /** Satoshi per thousand bytes of virtual size. */
  fee_rate: nat64,
  inputs: nat32,
  change: nat64,
});
export type BitcoinQuote = Infer<typeof BitcoinQuote>;

export const BitcoinSendArgs = record({
  ...asked,
  to: text,
  amount: nat64,
  speed: FeeSpeed,
  /** What the caller has seen and agreed to. */
  fee_max: nat64,
});
export type BitcoinSendArgs = Infer<typeof BitcoinSendArgs>;

export const BitcoinSendState = variant({
  ...beginnings,
  /** Coins are reserved, and the subnet is signing. */
  Planned: nothing,
  Signed: nothing,
  /** Handed to the Bitcoin network. */
  Sent: nothing,
  /** In a block. */
  Seen: nothing,
  /** Under six blocks. */
  Confirmed: nothing,
  ...ends,
});
export type BitcoinSendState = Infer<typeof BitcoinSendState>;

export const BitcoinSend = record({
  id: nat64,
  to: text,
  amount: nat64,
  fee: opt(nat64),
  state: BitcoinSendState,
  txid: opt(text),
  ...followed,
});
export type BitcoinSend = Infer<typeof BitcoinSend>;
export const BitcoinSendPage = page('sends', BitcoinSend);

export const bitcoinApi = {
  /** Admins: which Bitcoin this wallet is on; once addresses were made, it stays. */
  set_bitcoin_network: update([BitcoinNetwork], result(nothing, WalletRefusal)),
  bitcoin_network: query([], opt(BitcoinNetwork)),
  /** The caller's addresses; the same for ever. */
  bitcoin_addresses: update([], result(BitcoinAddresses, WalletRefusal)),
  bitcoin_balance: update([], result(BitcoinBalance, WalletRefusal)),
  /** What a payment would cost now. */
  quote_bitcoin: update([text, nat64, FeeSpeed], result(BitcoinQuote, WalletRefusal)),
  /** Accepts a payment; what becomes of it is in `bitcoin_send`. */
  send_bitcoin: update([BitcoinSendArgs], result(BitcoinSend, WalletRefusal)),
  /** Takes back a payment that nobody has signed yet. */
  cancel_bitcoin: update([nat64], result(BitcoinSend, WalletRefusal)),
  bitcoin_send: query([nat64], result(BitcoinSend, WalletRefusal)),
  /** The caller's payments, newest first. */
  bitcoin_sends: query([opt(nat64), nat32], BitcoinSendPage),
};
