/**
 * Stand-in for the cycles ledger: balances, transfers, withdrawals and canisters paid from them.
 * Not there: allowances (ICRC-2), the block log (ICRC-3), deduplication by time.
 */
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import type { NativeCanister, NativeEnv, Response } from '../../replica.ts';
import * as t from './ledger-types.ts';
import { type NativeMethod, nativeService } from './native-service.ts';

type Opt<T> = [] | [T];
type Account = { owner: Principal; subaccount: Opt<Uint8Array> };
/** Balances by owner and subaccount in hexadecimal; blocks are only counted. */
type State = { balances: Map<string, bigint>; blocks: bigint };
type Settings = { controllers: Opt<Principal[]> } & Record<string, Opt<unknown>>;

/** 0.0001 trillion cycles, as on the public network. */
const FEE = 100_000_000n;
/** What the anonymous principal owns on a new network: more than anyone will spend, and less than
 * the ledger itself holds. */
const INITIAL_BALANCE = 10n ** 23n;

const hex = (bytes: Uint8Array | number[]) => Buffer.from(bytes).toString('hex');
/** The default subaccount is 32 zero bytes; giving it and giving none are the same. */
function keyOf({ owner, subaccount: [subaccount] }: Account): string {
  const text = hex(subaccount ?? []);
  return `${hex(owner.toUint8Array())}.${/^0*$/.test(text) ? '' : text}`;
}
const callerAccount = (env: NativeEnv, subaccount: Opt<Uint8Array>): Account => ({
  owner: Principal.fromUint8Array(env.caller),
  subaccount,
});

const initialState = (): State => ({
  balances: new Map([[keyOf({ owner: Principal.anonymous(), subaccount: [] }), INITIAL_BALANCE]]),
  blocks: 0n,
});

const balanceOf = (state: State, account: Account) => state.balances.get(keyOf(account)) ?? 0n;
const add = (state: State, account: Account, amount: bigint) =>
  state.balances.set(keyOf(account), balanceOf(state, account) + amount);
const nextBlock = (state: State) => state.blocks++;

type Refused = { Err: { InsufficientFunds: { balance: bigint } } };
/** Takes an amount and the fee from an account, or says what it holds. */
function charge(state: State, account: Account, amount: bigint): Refused | undefined {
  const balance = balanceOf(state, account);
  if (balance < amount + FEE) return { Err: { InsufficientFunds: { balance } } };
  add(state, account, -(amount + FEE));
  return undefined;
}

type Transfer = { from_subaccount: Opt<Uint8Array>; to: Account; amount: bigint; fee: Opt<bigint> };
function transfer(state: State, env: NativeEnv, args: Transfer) {
  if (args.fee[0] !== undefined && args.fee[0] !== FEE) {
    return { Err: { BadFee: { expected_fee: FEE } } };
  }
  const refused = charge(state, callerAccount(env, args.from_subaccount), args.amount);
  if (refused) return refused;
  add(state, args.to, args.amount);
  return { Ok: nextBlock(state) };
}

function deposit(state: State, env: NativeEnv, { to }: { to: Account }) {
  const accepted = env.acceptCycles(2n ** 128n - 1n);
  add(state, to, accepted);
  return { balance: balanceOf(state, to), block_index: nextBlock(state) };
}

type Withdraw = { amount: bigint; from_subaccount: Opt<Uint8Array>; to: Principal };
function withdraw(state: State, env: NativeEnv, args: Withdraw) {
  const account = callerAccount(env, args.from_subaccount);
  const refused = charge(state, account, args.amount);
  if (refused) return refused;
  const arg = encode(t.CanisterIdRecord, { canister_id: args.to });
  const response = env.management('deposit_cycles', arg, args.amount);
  if (response.kind === 'reply') return { Ok: nextBlock(state) };
  add(state, account, args.amount);
  return {
    Err: {
      FailedToWithdraw: {
        fee_block: [nextBlock(state)],
        rejection_code: { CanisterReject: null },
        rejection_reason: response.message,
      },
    },
  };
}

type CreateCanister = {
  from_subaccount: Opt<Uint8Array>;
  amount: bigint;
  creation_args: Opt<{ settings: Opt<Settings> }>;
};
function createCanister(state: State, env: NativeEnv, args: CreateCanister) {
  const account = callerAccount(env, args.from_subaccount);
  const refused = charge(state, account, args.amount);
  if (refused) return refused;
  const response = callCreate(env, args);
  if (response.kind === 'reply') {
    const [created] = IDL.decode([t.CanisterIdRecord], Uint8Array.from(response.bytes));
    const { canister_id } = created as unknown as { canister_id: Principal };
    return { Ok: { block_id: nextBlock(state), canister_id } };
  }
  add(state, account, args.amount);
  return {
    Err: {
      FailedToCreate: {
        fee_block: [nextBlock(state)],
        refund_block: [nextBlock(state)],
        error: response.message,
      },
    },
  };
}

/** The caller controls the new canister unless the settings say otherwise. */
function callCreate(env: NativeEnv, args: CreateCanister): Response {
  const settings: Settings = args.creation_args[0]?.settings[0] ?? {
    controllers: [],
    compute_allocation: [],
    memory_allocation: [],
    freezing_threshold: [],
    reserved_cycles_limit: [],
  };
  const controllers: Opt<Principal[]> = settings.controllers[0]
    ? settings.controllers
    : [[Principal.fromUint8Array(env.caller)]];
  const arg = encode(t.ManagementCreateArgs, { settings: [{ ...settings, controllers }] });
  return env.management('create_canister', arg, args.amount);
}

const encode = (type: IDL.Type, value: unknown): Uint8Array =>
  Uint8Array.from(IDL.encode([type], [value]));
const query = (args: IDL.Type[], result: IDL.Type, run: NativeMethod<State>['run']) =>
  ({ kind: 'query', args, result, run }) satisfies NativeMethod<State>;
const update = (args: IDL.Type, result: IDL.Type, run: NativeMethod<State>['run']) =>
  ({ kind: 'update', args: [args], result, run }) satisfies NativeMethod<State>;

/** The cycles ledger at `um5iw-rqaaa-aaaaq-qaaba-cai`. */
export const cyclesLedger = (): NativeCanister =>
  nativeService(initialState, {
    icrc1_balance_of: query([t.Account], IDL.Nat, (state, _env, account) =>
      balanceOf(state, account),
    ),
    icrc1_fee: query([], IDL.Nat, () => FEE),
    icrc1_decimals: query([], IDL.Nat8, () => 12),
    icrc1_name: query([], IDL.Text, () => 'Trillion Cycles'),
    icrc1_symbol: query([], IDL.Text, () => 'TCYCLES'),
    icrc1_minting_account: query([], IDL.Opt(t.Account), () => []),
    icrc1_total_supply: query([], IDL.Nat, (state) =>
      [...state.balances.values()].reduce((sum, balance) => sum + balance, 0n),
    ),
    icrc1_metadata: query([], t.Metadata, () => [
      ['icrc1:name', { Text: 'Trillion Cycles' }],
      ['icrc1:symbol', { Text: 'TCYCLES' }],
      ['icrc1:decimals', { Nat: 12n }],
      ['icrc1:fee', { Nat: FEE }],
    ]),
    icrc1_supported_standards: query([], t.SupportedStandards, () => [
      { name: 'ICRC-1', url: 'https://github.com/dfinity/ICRC-1' },
    ]),
    icrc1_transfer: update(t.TransferArgs, t.TransferResult, transfer),
    deposit: update(t.DepositArgs, t.DepositResult, deposit),
    withdraw: update(t.WithdrawArgs, t.WithdrawResult, withdraw),
    create_canister: update(t.CreateCanisterArgs, t.CreateCanisterResult, createCanister),
  });
