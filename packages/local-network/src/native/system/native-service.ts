/** A native canister as a table of typed methods over plain state. */
import { IDL } from '@dfinity/candid';
import type { NativeCanister, NativeEnv, Response } from '../../replica.ts';

export type NativeMethod<S> = {
  kind: 'query' | 'update';
  args: IDL.Type[];
  /** Undefined: the answer is `()`. */
  result: IDL.Type | undefined;
  run(state: S, env: NativeEnv, ...args: never[]): unknown;
};

/** The interface in Candid's text form, made from the same types that decode the calls. */
export function candidOf<S>(methods: Record<string, NativeMethod<S>>): string {
  const lines = Object.entries(methods).map(([name, { kind, args, result }]) => {
    const type = IDL.Func(
      args as never,
      result ? [result] : [],
      kind === 'query' ? ['query'] : [],
    ).display();
    return `  ${name} : ${type.replaceAll('→', '->')};`;
  });
  return `service : {\n${lines.join('\n')}\n}\n`;
}

/** Builds a native canister; its state is what `initial` gives and the methods change in place. */
export function nativeService<S>(
  initial: () => S,
  methods: Record<string, NativeMethod<S>>,
): NativeCanister {
  let state = initial();
  const call = (name: string, arg: Uint8Array, env: NativeEnv, kinds: string[]) => {
    const method = methods[name];
    if (!method || !kinds.includes(method.kind)) return undefined;
    return answer(method, state, arg, env);
  };
  return {
    candid: candidOf(methods),
    start: (saved) => {
      state = saved === undefined ? initial() : (saved as S);
    },
    query: (name, arg, env) => call(name, arg, env, ['query']),
    update: (name, arg, env) => call(name, arg, env, ['query', 'update']),
    save: () => state,
  };
}

/** A thrown error is the canister's reject, as a trap would be. */
function answer<S>(method: NativeMethod<S>, state: S, arg: Uint8Array, env: NativeEnv): Response {
  try {
    const args = IDL.decode(method.args, Uint8Array.from(arg)) as never[];
    const value = method.run(state, env, ...args);
    const bytes = method.result ? IDL.encode([method.result], [value]) : IDL.encode([], []);
    return { kind: 'reply', bytes: Uint8Array.from(bytes) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { kind: 'reject', code: 5, message, errorCode: 'IC0503' };
  }
}
