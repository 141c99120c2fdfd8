/** ICRC-3 values: what blocks and metadata are made of. Names are the standard's. */
import { blob, int, nat, recursive, type Shape, text, tuple, variant, vec } from '../candid.ts';

export type Value =
  | { Blob: Uint8Array }
  | { Text: string }
  | { Nat: bigint }
  | { Int: bigint }
  | { Array: Value[] }
  | { Map: [string, Value][] };

export const Value: Shape<Value> = recursive<Value>(
  (self) =>
    variant({
      Blob: blob,
      Text: text,
      Nat: nat,
      Int: int,
      Array: vec(self),
      Map: vec(tuple(text, self)),
    }) as Shape<Value>,
);

/** The entries of a map whose value is undefined are left out. */
export function mapOf(entries: Record<string, Value | undefined>): Value {
  const present = Object.entries(entries).filter((entry) => entry[1] !== undefined);
  return { Map: present as [string, Value][] };
}
