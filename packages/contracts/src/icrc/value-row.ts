/** ICRC-3 values as rows: what block logs store. */
import { bytes, type Field, nat, str, u8, u16 } from '../binary.ts';
import type { Value } from './value.ts';

/** By position, for ever. */
const kinds = ['Blob', 'Text', 'Nat', 'Int', 'Array', 'Map'] as const;
/** Blocks nest four deep; a row that says more is broken. */
const DEPTH_MAX = 16;

/** A value of any shape; an `Int` is stored as sign and size. */
export const valueField: Field<Value> = { write, read: (reader) => read(reader, 0) };

function write(w: Parameters<Field<Value>['write']>[0], value: Value): void {
  const kind = Object.keys(value)[0] as (typeof kinds)[number];
  u8.write(w, kinds.indexOf(kind));
  if ('Blob' in value) bytes.write(w, Uint8Array.from(value.Blob));
  else if ('Text' in value) str.write(w, value.Text);
  else if ('Nat' in value) nat.write(w, value.Nat);
  else if ('Int' in value) {
    u8.write(w, value.Int < 0n ? 1 : 0);
    nat.write(w, value.Int < 0n ? -value.Int : value.Int);
  } else if ('Array' in value) {
    u16.write(w, value.Array.length);
    for (const each of value.Array) write(w, each);
  } else {
    u16.write(w, value.Map.length);
    for (const [key, of] of value.Map) {
      str.write(w, key);
      write(w, of);
    }
  }
}

function read(r: Parameters<Field<Value>['read']>[0], depth: number): Value {
  if (depth > DEPTH_MAX) throw new RangeError('a value nested too deep');
  switch (kinds[u8.read(r)]) {
    case 'Blob':
      return { Blob: bytes.read(r) };
    case 'Text':
      return { Text: str.read(r) };
    case 'Nat':
      return { Nat: nat.read(r) };
    case 'Int':
      return { Int: u8.read(r) === 1 ? -nat.read(r) : nat.read(r) };
    case 'Array':
      return { Array: Array.from({ length: u16.read(r) }, () => read(r, depth + 1)) };
    case 'Map':
      return {
        Map: Array.from({ length: u16.read(r) }, (): [string, Value] => [
          str.read(r),
          read(r, depth + 1),
        ]),
      };
    default:
      throw new RangeError('no such kind of value');
  }
}
