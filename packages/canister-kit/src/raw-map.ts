import { StableBTreeMap } from 'azle';
import { memoryMap, type RawMap } from './memory-map.ts';

const passthrough = {
  toBytes: (bytes: Uint8Array) => bytes,
  fromBytes: (bytes: Uint8Array) => bytes,
};

function stableMap(memoryId: number): RawMap {
  const map = new StableBTreeMap<Uint8Array, Uint8Array>(memoryId, passthrough, passthrough);
  return {
    get: (key) => map.get(key),
    insert: (key, value) => void map.insert(key, value),
    remove: (key) => map.remove(key) !== undefined,
  };
}

const opened = new Map<number, RawMap>();

/**
 * The stable map of a memory id; every call with the same id gives the same map. Outside a canister
 * it lives in memory, because Azle's map answers `undefined` to everything there.
 */
export function openMap(memoryId: number): RawMap {
  let map = opened.get(memoryId);
  if (map === undefined) {
    const inCanister = (globalThis as { _azleIc?: unknown })._azleIc !== undefined;
    map = inCanister ? stableMap(memoryId) : memoryMap();
    opened.set(memoryId, map);
  }
  return map;
}

/** A memory id, or a map that was opened or prefixed before. */
export type MapSource = number | RawMap;
export const mapOf = (source: MapSource): RawMap =>
  typeof source === 'number' ? openMap(source) : source;
