import { binary } from '@qikcard/contracts';
import { u64Key } from './keys.ts';
import type { RawMap } from './memory-map.ts';
import { type MapSource, mapOf } from './raw-map.ts';

export type AppendLog<V> = {
  /** Number of rows ever appended; the next index. */
  length(): bigint;
  /** The index of the oldest row that is still there; `length()` when there is none. */
  first(): bigint;
  /** Gives the row's index, counted from 0. */
  append(value: V): bigint;
  get(index: bigint): V | undefined;
  /** Changes a row that is still there; false when it is not. */
  replace(index: bigint, value: V): boolean;
  /** Rows from `start`, oldest first, at most `limit`. */
  page(start: bigint, limit: number): V[];
  /** Forgets rows below `index`, at most `limit` per call; true when all of them are gone. */
  forgetBelow(index: bigint, limit: number): boolean;
};

const bounds = binary.versioned(1, binary.struct({ first: binary.u64, length: binary.u64 }));
// Shorter than any u64 key, so it never collides with a row.
const BOUNDS_KEY = Uint8Array.of(0);

type Bounds = { first: bigint; length: bigint };
/** Heads of logs by their map, so that an append reads nothing; a trap rolls these back too. */
const heads = new WeakMap<RawMap, Bounds>();

const least = (a: bigint, b: bigint) => (b < a ? b : a);
const greatest = (a: bigint, b: bigint) => (b > a ? b : a);

/** Rows in order of arrival, found by index: any page costs the same. */
export function appendLog<V>(source: MapSource, codec: binary.Codec<V>): AppendLog<V> {
  const map = mapOf(source);
  const read = (): Bounds => {
    let head = heads.get(map);
    if (head === undefined) {
      const row = map.get(BOUNDS_KEY);
      head = row === undefined ? { first: 0n, length: 0n } : bounds.decode(row);
      heads.set(map, head);
    }
    return head;
  };
  const write = (head: Bounds): void => {
    map.insert(BOUNDS_KEY, bounds.encode(head));
    heads.set(map, head);
  };
  const get = (index: bigint) => {
    const row = map.get(u64Key.encode(index));
    return row === undefined ? undefined : codec.decode(row);
  };
  return {
    length: () => read().length,
    first: () => read().first,
    get,
    append(value) {
      const { first, length } = read();
      map.insert(u64Key.encode(length), codec.encode(value));
      write({ first, length: length + 1n });
      return length;
    },
    replace(index, value) {
      if (map.get(u64Key.encode(index)) === undefined) return false;
      map.insert(u64Key.encode(index), codec.encode(value));
      return true;
    },
    page(start, limit) {
      const { first, length } = read();
      const rows: V[] = [];
      for (let i = greatest(start, first); i < length && rows.length < limit; i++) {
        rows.push(get(i) as V);
      }
      return rows;
    },
    forgetBelow(index, limit) {
      const { first, length } = read();
      const end = least(index, length);
      const stop = least(first + BigInt(limit), end);
      if (stop <= first) return true;
      for (let i = first; i < stop; i++) map.remove(u64Key.encode(i));
      write({ first: stop, length });
      return stop === end;
    },
  };
}
