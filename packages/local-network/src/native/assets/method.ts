import type { IDL } from '@dfinity/candid';
import type { NativeEnv } from '../../replica.ts';
import type { State } from './state.ts';

/** One call of a method: decoded argument, state to read or change, and the environment. */
export type Call<A> = { state: State; arg: A; env: NativeEnv };
/** A method of the interface with its Candid types. */
export type Method = {
  args: IDL.Type[];
  results: IDL.Type[];
  isQuery: boolean;
  run(call: Call<never>): unknown;
};

/** An update method; `run` throws `AssetError` to refuse. */
export function method<A>(
  arg: IDL.Type | undefined,
  result: IDL.Type | undefined,
  run: (call: Call<A>) => unknown,
  isQuery = false,
): Method {
  return { args: arg ? [arg] : [], results: result ? [result] : [], isQuery, run };
}
/** A query method. */
export const query = <A>(
  arg: IDL.Type | undefined,
  result: IDL.Type,
  run: (call: Call<A>) => unknown,
): Method => method(arg, result, run, true);
