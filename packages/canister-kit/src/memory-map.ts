/** Bytes to bytes: the only thing the kit asks of stable memory. */
export type RawMap = {
  get(key: Uint8Array): Uint8Array | undefined;
  insert(key: Uint8Array, value: Uint8Array): void;
  /** Whether there was something to remove. */
  remove(key: Uint8Array): boolean;
};

const hex = (bytes: Uint8Array) => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join();

/** A `RawMap` on the heap, for tests. */
export function memoryMap(): RawMap {
  const rows = new Map<string, Uint8Array>();
  return {
    get: (key) => rows.get(hex(key))?.slice(),
    insert: (key, value) => void rows.set(hex(key), value.slice()),
    remove: (key) => rows.delete(hex(key)),
  };
}

/**
 * A part of `map` whose keys all start with `prefix`. Every stable map reserves 8 MiB, so small
 * tables share one; prefixes of one map must not be prefixes of each other.
 */
export function prefixed(map: RawMap, ...prefix: number[]): RawMap {
  const full = (key: Uint8Array) => {
    const bytes = new Uint8Array(prefix.length + key.length);
    bytes.set(prefix);
    bytes.set(key, prefix.length);
    return bytes;
  };
  return {
    get: (key) => map.get(full(key)),
    insert: (key, value) => map.insert(full(key), value),
    remove: (key) => map.remove(full(key)),
  };
}
