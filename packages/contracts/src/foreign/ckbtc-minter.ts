/** What the minter of ckBTC offers, as far as the wallet asks for it. Names are the minter's. */
import {
  blob,
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
} from '../candid.ts';

const Owned = record({ owner: opt(principal), subaccount: opt(blob) });
const Utxo = record({
  outpoint: record({ txid: blob, vout: nat32 }),
  value: nat64,
  height: nat32,
});
const GenericError = record({ error_message: text, error_code: nat64 });
const UtxoStatus = variant({
  ValueTooSmall: Utxo,
  Tainted: Utxo,
  Checked: Utxo,
  Minted: record({ block_index: nat64, minted_amount: nat64, utxo: Utxo }),
});
const PendingUtxo = record({
  outpoint: record({ txid: blob, vout: nat32 }),
  value: nat64,
  confirmations: nat32,
});
const UpdateBalanceError = variant({
  NoNewUtxos: record({
    current_confirmations: opt(nat32),
    required_confirmations: nat32,
    pending_utxos: opt(vec(PendingUtxo)),
  }),
  AlreadyProcessing: nothing,
  TemporarilyUnavailable: text,
  GenericError,
});
const RetrieveError = variant({
  MalformedAddress: text,
  AlreadyProcessing: nothing,
  AmountTooLow: nat64,
  InsufficientFunds: record({ balance: nat64 }),
  InsufficientAllowance: record({ allowance: nat64 }),
  TemporarilyUnavailable: text,
  GenericError,
});
const Sent = record({ txid: blob });
// Of what was given back only that it was: the minter's reasons may grow.
const Status = variant({
  Unknown: nothing,
  Pending: nothing,
  Signing: nothing,
  Sending: Sent,
  Submitted: Sent,
  AmountTooLow: nothing,
  Confirmed: Sent,
  Reimbursed: record({}),
  WillReimburse: record({}),
});
/** As the minter has them; `tests/conformance/foreign.test.ts` compares. */
export const minterApi = {
  get_btc_address: update([Owned], text),
  update_balance: update([Owned], result(vec(UtxoStatus), UpdateBalanceError)),
  get_minter_info: query([], record({ min_confirmations: nat32, retrieve_btc_min_amount: nat64 })),
  estimate_withdrawal_fee: query(
    [record({ amount: opt(nat64) })],
    record({ bitcoin_fee: nat64, minter_fee: nat64 }),
  ),
  retrieve_btc_with_approval: update(
    [record({ address: text, amount: nat64, from_subaccount: opt(blob) })],
    result(record({ block_index: nat64 }), RetrieveError),
  ),
  retrieve_btc_status_v2: query([record({ block_index: nat64 })], Status),
};
