/**
 * Candid at the price of a row codec. `@dfinity/candid` spells out and hashes the names of all
 * types with every message, which costs more than a whole check-in in an interpreter. A method's
 * types never change while it runs: here their table is made once and only values are read and
 * written. Messages from clients with another table (older, other languages) are left to
 * `@dfinity/candid`; the format is the same (Candid specification, "Memory" and "Value").
 */
import { IDL } from '@dfinity/candid';
import type { Method } from './candid.ts';
import { Sink, Source } from './wire-bytes.ts';
import { guardMessage } from './wire-guard.ts';
import { planOf } from './wire-plan.ts';

/** Reads and writes the messages of one method. */
export type Wire<A extends unknown[], R> = {
  /** Throws on bytes that are not the arguments of this method. */
  decodeArgs(message: Uint8Array): A;
  encodeReply(value: R): Uint8Array;
};
type ArgsOf<M> = M extends Method<infer A> ? { [K in keyof A]: ValueOf<A[K]> } : never;
type ValueOf<T> = T extends IDL.Type<infer V> ? V : never;
type ReplyOf<M> = M extends { ret: IDL.Type<infer R> } ? R : never;

/** Prepares a method of an api; costs about as much as one message of `@dfinity/candid`. */
export function wireOf<M extends Method>(method: M): Wire<ArgsOf<M> & unknown[], ReplyOf<M>> {
  const args = messageOf(method.args);
  const reply = messageOf([method.ret]);
  return {
    decodeArgs: (message) => args.decode(message) as ArgsOf<M> & unknown[],
    encodeReply: (value) => reply.encode([value]),
  };
}

function messageOf(types: IDL.Type[]) {
  const plans = types.map(planOf);
  const values = (of: unknown[]): Sink => {
    const sink = new Sink();
    plans.forEach((plan, i) => {
      plan.write(sink, of[i] as never);
    });
    return sink;
  };
  const samples = plans.map((plan) => plan.sample);
  const whole = IDL.encode(types, samples);
  const table = whole.slice(0, whole.length - values(samples).length);
  return {
    encode(of: unknown[]): Uint8Array {
      return values(of).bytes(table);
    },
    decode(message: Uint8Array): unknown[] {
      if (!startsWith(message, table)) {
        guardMessage(message);
        return IDL.decode(types, message);
      }
      const source = new Source(message, table.length);
      const decoded = plans.map((plan) => plan.read(source));
      if (!source.done()) throw new RangeError('bytes after the last argument');
      return decoded;
    },
  };
}

function startsWith(message: Uint8Array, table: Uint8Array): boolean {
  if (message.length < table.length) return false;
  for (let i = 0; i < table.length; i++) if (message[i] !== table[i]) return false;
  return true;
}
