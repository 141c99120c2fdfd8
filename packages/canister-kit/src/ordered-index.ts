import { BPlusTree } from './b-plus-tree.ts';
import {
  type AnyPart,
  type CompositeKey,
  compositeKey,
  type KeyValues,
  type PrefixOf,
} from './keys.ts';
import { type MapSource, mapOf } from './raw-map.ts';

export type IndexScan<T extends readonly unknown[]> = {
  /** The first parts of the key, e.g. `[owner]` of `(owner, time, id)`. */
  prefix?: PrefixOf<T>;
  /** The last key of the page before: a cursor, never an offset. */
  after?: T;
  limit: number;
  /** Greatest first. */
  reverse?: boolean;
};

export type OrderedIndex<T extends readonly unknown[]> = {
  size(): number;
  has(key: T): boolean;
  /** False when the key was there already. */
  insert(key: T): boolean;
  /** False when there was no such key. */
  remove(key: T): boolean;
  scan(options: IndexScan<T>): T[];
};

/** An ordered set of composite keys; a page costs the same at the start and at the end. */
export function orderedIndex<P extends AnyPart[]>(
  source: MapSource,
  ...parts: P
): OrderedIndex<KeyValues<P>> {
  const key: CompositeKey<KeyValues<P>> = compositeKey<P>(...parts);
  const tree = new BPlusTree(mapOf(source), key.length);
  return {
    size: () => tree.size,
    has: (values) => tree.has(key.encode(values)),
    insert: (values) => tree.insert(key.encode(values)),
    remove: (values) => tree.remove(key.encode(values)),
    scan: ({ prefix, after, limit, reverse }) =>
      tree
        .scan({
          limit,
          ...(prefix === undefined ? {} : { prefix: key.prefix(prefix) }),
          ...(after === undefined ? {} : { after: key.encode(after) }),
          ...(reverse === undefined ? {} : { reverse }),
        })
        .map(key.decode),
  };
}
