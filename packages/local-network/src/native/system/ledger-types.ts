/**
 * Candid types of the cycles ledger and of the part of the cycles minting canister that tools ask.
 * Sources: `cycles-ledger.did` of dfinity/cycles-ledger, `cmc.did` of dfinity/ic.
 */
import { IDL } from '@dfinity/candid';

const { Nat, Nat8, Nat64, Text, Null, Opt, Vec, Record, Variant, Tuple } = IDL;
const Blob = Vec(Nat8);

export const Account = Record({ owner: IDL.Principal, subaccount: Opt(Blob) });

export const TransferArgs = Record({
  from_subaccount: Opt(Blob),
  to: Account,
  amount: Nat,
  fee: Opt(Nat),
  memo: Opt(Blob),
  created_at_time: Opt(Nat64),
});
const sharedErrors = {
  InsufficientFunds: Record({ balance: Nat }),
  TooOld: Null,
  CreatedInFuture: Record({ ledger_time: Nat64 }),
  TemporarilyUnavailable: Null,
  GenericError: Record({ message: Text, error_code: Nat }),
};
export const TransferResult = Variant({
  Ok: Nat,
  Err: Variant({
    ...sharedErrors,
    BadFee: Record({ expected_fee: Nat }),
    BadBurn: Record({ min_burn_amount: Nat }),
    Duplicate: Record({ duplicate_of: Nat }),
  }),
});

export const DepositArgs = Record({ to: Account, memo: Opt(Blob) });
export const DepositResult = Record({ balance: Nat, block_index: Nat });

const RejectionCode = Variant({
  NoError: Null,
  CanisterError: Null,
  SysTransient: Null,
  DestinationInvalid: Null,
  Unknown: Null,
  SysFatal: Null,
  CanisterReject: Null,
});
export const WithdrawArgs = Record({
  amount: Nat,
  from_subaccount: Opt(Blob),
  to: IDL.Principal,
  created_at_time: Opt(Nat64),
});
export const WithdrawResult = Variant({
  Ok: Nat,
  Err: Variant({
    ...sharedErrors,
    FailedToWithdraw: Record({
      fee_block: Opt(Nat),
      rejection_code: RejectionCode,
      rejection_reason: Text,
    }),
    Duplicate: Record({ duplicate_of: Nat }),
    BadFee: Record({ expected_fee: Nat }),
    InvalidReceiver: Record({ receiver: IDL.Principal }),
  }),
});

export const CanisterSettings = Record({
  controllers: Opt(Vec(IDL.Principal)),
  compute_allocation: Opt(Nat),
  memory_allocation: Opt(Nat),
  freezing_threshold: Opt(Nat),
  reserved_cycles_limit: Opt(Nat),
});
const SubnetSelection = Variant({
  Subnet: Record({ subnet: IDL.Principal }),
  Filter: Record({ subnet_type: Opt(Text) }),
});
export const CreateCanisterArgs = Record({
  from_subaccount: Opt(Blob),
  created_at_time: Opt(Nat64),
  amount: Nat,
  creation_args: Opt(
    Record({ settings: Opt(CanisterSettings), subnet_selection: Opt(SubnetSelection) }),
  ),
});
export const CreateCanisterResult = Variant({
  Ok: Record({ block_id: Nat, canister_id: IDL.Principal }),
  Err: Variant({
    ...sharedErrors,
    Duplicate: Record({ duplicate_of: Nat, canister_id: Opt(IDL.Principal) }),
    FailedToCreate: Record({ fee_block: Opt(Nat), refund_block: Opt(Nat), error: Text }),
  }),
});

export const SupportedStandards = Vec(Record({ url: Text, name: Text }));
export const Metadata = Vec(Tuple(Text, Variant({ Nat, Int: IDL.Int, Text, Blob })));

/** Management canister: `create_canister` and `deposit_cycles`. */
export const ManagementCreateArgs = Record({ settings: Opt(CanisterSettings) });
export const CanisterIdRecord = Record({ canister_id: IDL.Principal });

/** `icp_xdr_conversion_rate` of the cycles minting canister. */
export const ConversionRate = Record({
  data: Record({ xdr_permyriad_per_icp: Nat64, timestamp_seconds: Nat64 }),
  hash_tree: Blob,
  certificate: Blob,
});
export const SubnetTypesToSubnets = Record({
  data: Vec(Tuple(Text, Vec(IDL.Principal))),
});
