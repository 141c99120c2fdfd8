/** ICRC-7: what a ledger of unique tokens answers. Names are the standard's. */
import {
  blob,
  bool,
  type Infer,
  nat,
  nat64,
  nothing,
  opt,
  query,
  record,
  result,
  text,
  tuple,
  update,
  variant,
  vec,
} from '../candid.ts';
import { Account } from './account.ts';
import { Value } from './value.ts';

/** What may be wrong with any call; `GenericBatchError` ends the batch. */
export const common = {
  TooOld: nothing,
  CreatedInFuture: record({ ledger_time: nat64 }),
  GenericError: record({ error_code: nat, message: text }),
  GenericBatchError: record({ error_code: nat, message: text }),
};
export const Metadata = vec(tuple(text, Value));

export const BadgeTransferArg = record({
  from_subaccount: opt(blob),
  to: Account,
  token_id: nat,
  memo: opt(blob),
  created_at_time: opt(nat64),
});
export type BadgeTransferArg = Infer<typeof BadgeTransferArg>;
export const BadgeTransferError = variant({
  NonExistingTokenId: nothing,
  InvalidRecipient: nothing,
  Unauthorized: nothing,
  Duplicate: record({ duplicate_of: nat }),
  ...common,
});
export type BadgeTransferError = Infer<typeof BadgeTransferError>;
/** In the order of the arguments. */
export const answers = <T, E>(error: Parameters<typeof result<T, E>>[1]) =>
  vec(opt(result(nat, error)));

const limit = query([], opt(nat));

export const nonFungibleApi = {
  icrc7_collection_metadata: query([], Metadata),
  icrc7_symbol: query([], text),
  icrc7_name: query([], text),
  icrc7_description: query([], opt(text)),
  icrc7_logo: query([], opt(text)),
  icrc7_total_supply: query([], nat),
  icrc7_supply_cap: limit,
  icrc7_max_query_batch_size: limit,
  icrc7_max_update_batch_size: limit,
  icrc7_default_take_value: limit,
  icrc7_max_take_value: limit,
  icrc7_max_memo_size: limit,
  icrc7_atomic_batch_transfers: query([], opt(bool)),
  icrc7_tx_window: limit,
  icrc7_permitted_drift: limit,
  icrc7_token_metadata: query([vec(nat)], vec(opt(Metadata))),
  icrc7_owner_of: query([vec(nat)], vec(opt(Account))),
  icrc7_balance_of: query([vec(Account)], vec(nat)),
  icrc7_tokens: query([opt(nat), opt(nat)], vec(nat)),
  icrc7_tokens_of: query([Account, opt(nat), opt(nat)], vec(nat)),
  icrc7_transfer: update([vec(BadgeTransferArg)], answers(BadgeTransferError)),
};
