/**
 * Typed Candid: one declaration gives the TypeScript type (`Infer`), the validator and codec
 * (`@dfinity/candid`), the `.did` file (Azle) and the client.
 */
import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';

export type Shape<T> = IDL.Type<T>;
/** The TypeScript type of a declared shape. */
export type Infer<S> = S extends IDL.Type<infer T> ? T : never;
type Fields = Record<string, IDL.Type>;
type RecordOf<F extends Fields> = { [K in keyof F]: Infer<F[K]> };
type VariantOf<F extends Fields> = { [K in keyof F]: { [P in K]: Infer<F[K]> } }[keyof F];

export const text: Shape<string> = IDL.Text;
export const bool: Shape<boolean> = IDL.Bool;
export const nat8: Shape<number> = IDL.Nat8 as unknown as Shape<number>;
export const nat16: Shape<number> = IDL.Nat16 as unknown as Shape<number>;
export const nat32: Shape<number> = IDL.Nat32 as unknown as Shape<number>;
export const nat64: Shape<bigint> = IDL.Nat64 as unknown as Shape<bigint>;
export const nat: Shape<bigint> = IDL.Nat;
export const int: Shape<bigint> = IDL.Int;
export const principal: Shape<Principal> = IDL.Principal as unknown as Shape<Principal>;
export const nothing: Shape<null> = IDL.Null;
export const blob: Shape<Uint8Array> = IDL.Vec(IDL.Nat8) as unknown as Shape<Uint8Array>;

/** `opt T`: `[]` or `[value]`, as Candid libraries for JavaScript have it. */
export function opt<T>(inner: Shape<T>): Shape<[] | [T]> {
  return IDL.Opt(inner) as unknown as Shape<[] | [T]>;
}
export function vec<T>(inner: Shape<T>): Shape<T[]> {
  return IDL.Vec(inner) as unknown as Shape<T[]>;
}
export function record<F extends Fields>(fields: F): Shape<RecordOf<F>> {
  return IDL.Record(fields) as unknown as Shape<RecordOf<F>>;
}
export function variant<F extends Fields>(cases: F): Shape<VariantOf<F>> {
  return IDL.Variant(cases) as unknown as Shape<VariantOf<F>>;
}
export function tuple<A, B>(a: Shape<A>, b: Shape<B>): Shape<[A, B]> {
  return IDL.Tuple(a, b) as unknown as Shape<[A, B]>;
}
/** `variant { Ok; Err }`: refusals are values. */
export function result<T, E>(value: Shape<T>, refusal: Shape<E>): Shape<Result<T, E>> {
  return variant({ Ok: value, Err: refusal }) as unknown as Shape<Result<T, E>>;
}

/** A type that holds itself; named `rec_n` in Candid files. */
export function recursive<T>(define: (self: Shape<T>) => Shape<T>): Shape<T> {
  const self = IDL.Rec();
  self.fill(define(self as unknown as Shape<T>) as unknown as IDL.ConstructType);
  return self as unknown as Shape<T>;
}
/** A reference to a query method: the canister and the method's name. */
export function queryReference(args: IDL.Type[], ret: IDL.Type): Shape<[Principal, string]> {
  return IDL.Func(args as [], [ret], ['query']) as unknown as Shape<[Principal, string]>;
}

export type Result<T, E> = { Ok: T } | { Err: E };
export const ok = <T>(value: T): { Ok: T } => ({ Ok: value });
export const err = <E>(refusal: E): { Err: E } => ({ Err: refusal });
/** `[]`/`[v]` → `undefined`/`v`. */
export const fromOpt = <T>(value: [] | [T]): T | undefined => value[0];
export const toOpt = <T>(value: T | undefined): [] | [T] => (value === undefined ? [] : [value]);

/** The values a list of shapes describes. */
export type ArgsOf<A extends readonly IDL.Type[]> = { [K in keyof A]: Infer<A[K]> };

/** One canister method: its arguments, its one return value, and whether it is a query. */
export type Method<A extends readonly IDL.Type[] = readonly IDL.Type[], R = unknown> = {
  args: [...A];
  ret: Shape<R>;
  mode: 'query' | 'update';
};
export type Api = Record<string, Method>;

export function query<A extends readonly IDL.Type[], R>(
  args: [...A],
  ret: Shape<R>,
): Method<A, R> & { mode: 'query' } {
  return { args, ret, mode: 'query' };
}
export function update<A extends readonly IDL.Type[], R>(
  args: [...A],
  ret: Shape<R>,
): Method<A, R> & { mode: 'update' } {
  return { args, ret, mode: 'update' };
}

/** The asynchronous functions a client has for an api. */
export type ActorOf<T extends Api> = {
  [K in keyof T]: T[K] extends Method<infer A, infer R>
    ? (...args: ArgsOf<A>) => Promise<R>
    : never;
};

/** The Candid service of an api, for actors and for compatibility checks. */
export function service(api: Api): IDL.ServiceClass {
  return IDL.Service(
    Object.fromEntries(
      Object.entries(api).map(([name, method]) => [
        name,
        IDL.Func(
          method.args as unknown as [],
          [method.ret],
          method.mode === 'query' ? ['query'] : [],
        ),
      ]),
    ),
  );
}
