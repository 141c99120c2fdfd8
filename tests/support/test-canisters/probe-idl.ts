import type { IDL as CandidIdl } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';

/** Methods of the probe canister as its actors have them. */
export interface Probe {
  greet(): Promise<string>;
  put(key: string, value: string): Promise<bigint>;
  get(key: string): Promise<[string] | []>;
  size(): Promise<bigint>;
  now(): Promise<bigint>;
  now_replicated(): Promise<bigint>;
  put_then_trap(key: string): Promise<boolean>;
  never_accepted(): Promise<boolean>;
  tick_after(seconds: bigint): Promise<boolean>;
  tick_count(): Promise<bigint>;
  balance(): Promise<bigint>;
  put_into(other: Principal, key: string, value: string): Promise<bigint>;
  trap_other(other: Principal, key: string): Promise<string>;
  send_cycles(other: Principal, cycles: bigint): Promise<bigint>;
}

/** Candid interface of the probe canister, for any copy of the Candid library. */
export const probeIdl = ({ IDL }: { IDL: typeof CandidIdl }) => {
  const { Text, Nat, Nat64, Bool, Opt, Principal: Id } = IDL;
  return IDL.Service({
    greet: IDL.Func([], [Text], ['query']),
    put: IDL.Func([Text, Text], [Nat64], []),
    get: IDL.Func([Text], [Opt(Text)], ['query']),
    size: IDL.Func([], [Nat64], ['query']),
    now: IDL.Func([], [Nat64], ['query']),
    now_replicated: IDL.Func([], [Nat64], []),
    put_then_trap: IDL.Func([Text], [Bool], []),
    never_accepted: IDL.Func([], [Bool], []),
    tick_after: IDL.Func([Nat64], [Bool], []),
    tick_count: IDL.Func([], [Nat64], ['query']),
    balance: IDL.Func([], [Nat], ['query']),
    put_into: IDL.Func([Id, Text, Text], [Nat64], []),
    trap_other: IDL.Func([Id, Text], [Text], []),
    send_cycles: IDL.Func([Id, Nat], [Nat], []),
  });
};
