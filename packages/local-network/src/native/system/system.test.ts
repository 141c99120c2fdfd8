import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { describe, expect, it } from 'vitest';
import type { NativeEnv, Response } from '../../replica.ts';
import { systemCanisters } from './index.ts';
import * as t from './ledger-types.ts';

const alice = Principal.selfAuthenticating(Uint8Array.of(1));
const bob = Principal.selfAuthenticating(Uint8Array.of(2));
const created = Principal.fromText('lxzze-o7777-77777-aaaaa-cai');
const subnet = Principal.selfAuthenticating(Uint8Array.of(9));

function environment(caller: Principal, management?: NativeEnv['management']): NativeEnv {
  return {
    caller: caller.toUint8Array(),
    self: new Uint8Array(10),
    timeNs: 5_000_000_000n,
    isController: () => false,
    setCertifiedData: () => {},
    dataCertificate: () => undefined,
    acceptCycles: (max) => (max < 700n ? max : 700n),
    management: management ?? (() => ({ kind: 'reply', bytes: new Uint8Array(0) })),
  };
}
const [minting, ledger] = systemCanisters(() => [subnet.toUint8Array()]);
const account = (owner: Principal) => ({ owner, subaccount: [] });

function started() {
  const canister = ledger!.make();
  const call = (env: NativeEnv, method: string, type: IDL.Type, result: IDL.Type, arg: unknown) => {
    const bytes = Uint8Array.from(IDL.encode([type], [arg]));
    const response = canister.update(method, bytes, env) as Response;
    if (response.kind === 'reject') throw new Error(response.message);
    return IDL.decode([result], response.bytes)[0] as never;
  };
  const balance = (owner: Principal): bigint =>
    call(environment(alice), 'icrc1_balance_of', t.Account, IDL.Nat, account(owner));
  const transfer = (from: Principal, to: Principal, amount: bigint): object =>
    call(environment(from), 'icrc1_transfer', t.TransferArgs, t.TransferResult, {
      from_subaccount: [],
      to: account(to),
      amount,
      fee: [],
      memo: [],
      created_at_time: [],
    });
  return { canister, call, balance, transfer };
}

describe('cycles ledger stand-in', () => {
  it('the anonymous principal funds others, each transfer costs its fee', () => {
    const { balance, transfer } = started();
    const before = balance(Principal.anonymous());
    expect(transfer(Principal.anonymous(), alice, 10n ** 12n)).toEqual({ Ok: 0n });
    expect(balance(alice)).toBe(10n ** 12n);
    expect(before - balance(Principal.anonymous())).toBe(10n ** 12n + 100_000_000n);
    expect(transfer(alice, bob, 10n ** 12n)).toEqual({
      Err: { InsufficientFunds: { balance: 10n ** 12n } },
    });
  });

  it('a canister is created for its caller and paid from the balance', () => {
    const { call, balance, transfer } = started();
    transfer(Principal.anonymous(), alice, 3n * 10n ** 12n);
    const seen: unknown[] = [];
    const env = environment(alice, (method, arg, cycles) => {
      seen.push(method, cycles, IDL.decode([t.ManagementCreateArgs], arg)[0]);
      const bytes = IDL.encode([t.CanisterIdRecord], [{ canister_id: created }]);
      return { kind: 'reply', bytes: Uint8Array.from(bytes) };
    });
    const args = {
      from_subaccount: [],
      created_at_time: [],
      amount: 10n ** 12n,
      creation_args: [],
    };
    const answer = call(env, 'create_canister', t.CreateCanisterArgs, t.CreateCanisterResult, args);
    expect(answer).toMatchObject({ Ok: { canister_id: created } });
    expect(seen).toMatchObject([
      'create_canister',
      10n ** 12n,
      { settings: [{ controllers: [[alice]] }] },
    ]);
    expect(balance(alice)).toBe(2n * 10n ** 12n - 100_000_000n);
  });

  it('a refused creation or withdrawal gives the cycles back, less the fee', () => {
    const { call, balance, transfer } = started();
    transfer(Principal.anonymous(), alice, 10n ** 12n);
    const env = environment(alice, () => ({
      kind: 'reject',
      code: 4,
      message: 'no room',
      errorCode: 'IC0402',
    }));
    const withdraw = { amount: 5n, from_subaccount: [], to: created, created_at_time: [] };
    expect(call(env, 'withdraw', t.WithdrawArgs, t.WithdrawResult, withdraw)).toMatchObject({
      Err: { FailedToWithdraw: { rejection_reason: 'no room' } },
    });
    expect(balance(alice)).toBe(10n ** 12n - 100_000_000n);
  });

  it('deposited cycles are credited, and an upgrade keeps balances', () => {
    const { canister, call, balance } = started();
    const args = { to: account(bob), memo: [] };
    call(environment(alice), 'deposit', t.DepositArgs, t.DepositResult, args);
    const saved = structuredClone(canister.save());
    canister.start(undefined, undefined, environment(alice));
    expect(balance(bob)).toBe(0n);
    canister.start(saved, undefined, environment(alice));
    expect(balance(bob)).toBe(700n);
  });

  it('a subaccount of zeros is the default one', () => {
    const { call, transfer } = started();
    transfer(Principal.anonymous(), alice, 7n);
    const zeros = { owner: alice, subaccount: [new Uint8Array(32)] };
    expect(call(environment(bob), 'icrc1_balance_of', t.Account, IDL.Nat, zeros)).toBe(7n);
  });
});

it('the cycles minting stand-in names the application subnets', () => {
  const canister = minting!.make();
  const reply = canister.query(
    'get_default_subnets',
    Uint8Array.from(IDL.encode([], [])),
    environment(bob),
  );
  if (reply?.kind !== 'reply') throw new Error('rejected');
  expect(IDL.decode([IDL.Vec(IDL.Principal)], reply.bytes)).toEqual([[subnet]]);
  expect(canister.candid).toContain('get_default_subnets : () -> (vec principal) query;');
});
