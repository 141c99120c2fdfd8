/** ICRC-1, ICRC-2 and ICRC-103: what a ledger of fungible tokens answers. Names are the standards'. */
import {
  blob,
  type Infer,
  nat,
  nat8,
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
import { SupportedStandard } from '../platform-icrc.ts';
import { Account, MetadataValue } from './account.ts';

const stamped = { fee: opt(nat), memo: opt(blob), created_at_time: opt(nat64) };
/** What may be wrong with any transaction. */
const common = {
  TooOld: nothing,
  CreatedInFuture: record({ ledger_time: nat64 }),
  Duplicate: record({ duplicate_of: nat }),
  TemporarilyUnavailable: nothing,
  GenericError: record({ error_code: nat, message: text }),
};
const paid = {
  BadFee: record({ expected_fee: nat }),
  InsufficientFunds: record({ balance: nat }),
  ...common,
};
const BadBurn = record({ min_burn_amount: nat });

export const TransferArgs = record({
  from_subaccount: opt(blob),
  to: Account,
  amount: nat,
  ...stamped,
});
export type TransferArgs = Infer<typeof TransferArgs>;
export const TransferError = variant({ ...paid, BadBurn });
export type TransferError = Infer<typeof TransferError>;

export const ApproveArgs = record({
  from_subaccount: opt(blob),
  spender: Account,
  amount: nat,
  expected_allowance: opt(nat),
  expires_at: opt(nat64),
  ...stamped,
});
export type ApproveArgs = Infer<typeof ApproveArgs>;
export const ApproveError = variant({
  ...paid,
  AllowanceChanged: record({ current_allowance: nat }),
  Expired: record({ ledger_time: nat64 }),
});
export type ApproveError = Infer<typeof ApproveError>;

export const TransferFromArgs = record({
  spender_subaccount: opt(blob),
  from: Account,
  to: Account,
  amount: nat,
  ...stamped,
});
export type TransferFromArgs = Infer<typeof TransferFromArgs>;
export const TransferFromError = variant({
  ...paid,
  BadBurn,
  InsufficientAllowance: record({ allowance: nat }),
});
export type TransferFromError = Infer<typeof TransferFromError>;

export const AllowanceArgs = record({ account: Account, spender: Account });
export const Allowance = record({ allowance: nat, expires_at: opt(nat64) });
export type Allowance = Infer<typeof Allowance>;

export const GetAllowancesArgs = record({
  from_account: opt(Account),
  prev_spender: opt(Account),
  take: opt(nat),
});
export const AllowanceRow = record({
  from_account: Account,
  to_spender: Account,
  allowance: nat,
  expires_at: opt(nat64),
});
export type AllowanceRow = Infer<typeof AllowanceRow>;
export const GetAllowancesError = variant({
  AccessDenied: record({ reason: text }),
  GenericError: record({ error_code: nat, message: text }),
});

export const fungibleApi = {
  icrc1_metadata: query([], vec(tuple(text, MetadataValue))),
  icrc1_name: query([], text),
  icrc1_symbol: query([], text),
  icrc1_decimals: query([], nat8),
  icrc1_fee: query([], nat),
  icrc1_total_supply: query([], nat),
  icrc1_minting_account: query([], opt(Account)),
  icrc1_balance_of: query([Account], nat),
  icrc1_supported_standards: query([], vec(SupportedStandard)),
  icrc1_transfer: update([TransferArgs], result(nat, TransferError)),
  icrc2_approve: update([ApproveArgs], result(nat, ApproveError)),
  icrc2_transfer_from: update([TransferFromArgs], result(nat, TransferFromError)),
  icrc2_allowance: query([AllowanceArgs], Allowance),
  /** Allowances are nobody else's business: only their owner lists them. */
  icrc103_get_allowances: query([GetAllowancesArgs], result(vec(AllowanceRow), GetAllowancesError)),
};
