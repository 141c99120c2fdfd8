import { binary } from '@qikcard/contracts';
import { type MapSource, mapOf } from './raw-map.ts';

export type Cell<V> = { get(): V; set(value: V): void };

const CELL_KEY = Uint8Array.of();

/** One value in stable memory, `initial` until it is set first. */
export function cell<V>(source: MapSource, codec: binary.Codec<V>, initial: V): Cell<V> {
  const map = mapOf(source);
  return {
    get() {
      const row = map.get(CELL_KEY);
      return row === undefined ? initial : codec.decode(row);
    },
    set: (value) => map.insert(CELL_KEY, codec.encode(value)),
  };
}

const counterCodec = binary.versioned(1, binary.u64);

export type Counter = {
  get(): bigint;
  /** Adds `by` and gives the new value. */
  add(by?: bigint): bigint;
};

/** A number that starts at 0; `add()` gives 1 first, so it makes ids too. */
export function counter(source: MapSource): Counter {
  const value = cell(source, counterCodec, 0n);
  return {
    get: value.get,
    add(by = 1n) {
      const next = value.get() + by;
      value.set(next);
      return next;
    },
  };
}
