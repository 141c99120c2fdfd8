import type { binary } from '@qikcard/contracts';
import type { KeyCodec } from './keys.ts';
import { type MapSource, mapOf } from './raw-map.ts';

export type Table<K, V> = {
  get(key: K): V | undefined;
  has(key: K): boolean;
  put(key: K, value: V): void;
  /** Whether there was a row to remove. */
  remove(key: K): boolean;
};

/**
 * Rows of one shape under their key. Cost: one codec run and one map access, flat in the number of
 * rows. Memory ids are for ever: 0–199 are the canister's, 200–253 the kit's.
 */
export function table<K, V>(
  source: MapSource,
  codec: binary.Codec<V>,
  key: KeyCodec<K>,
): Table<K, V> {
  const map = mapOf(source);
  return {
    get(k) {
      const row = map.get(key.encode(k));
      return row === undefined ? undefined : codec.decode(row);
    },
    has: (k) => map.get(key.encode(k)) !== undefined,
    put: (k, value) => map.insert(key.encode(k), codec.encode(value)),
    remove: (k) => map.remove(key.encode(k)),
  };
}
