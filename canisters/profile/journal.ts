/**
 * Entries of one kind per person, numbered from 1, the oldest dropped beyond a number. Two map
 * accesses more than a row, no index: a page costs the same wherever it is.
 */
import type { Principal } from '@dfinity/principal';
// Not the kit's index: a test in plain Node cannot load the canister's entry points.
import { compositeKey, principalKey, u64Key } from '@qikcard/canister-kit/keys';
import { prefixed, type RawMap } from '@qikcard/canister-kit/memory-map';
import { table } from '@qikcard/canister-kit/table';
import type { binary } from '@qikcard/contracts';
import { codecs } from './rows.ts';

export type Entry<V> = V & { entry: bigint };
export type Journal<V> = {
  append(owner: Principal, value: V): bigint;
  get(owner: Principal, entry: bigint): V | undefined;
  /** Replaces an entry that is there. */
  put(owner: Principal, entry: bigint, value: V): void;
  /** Takes an entry out; the numbers of the others stay. */
  remove(owner: Principal, entry: bigint): void;
  /** At most `limit` entries below `below`, the newest first. */
  newest(owner: Principal, below: bigint | undefined, limit: number): Entry<V>[];
  /** How many entries there are. */
  count(owner: Principal): number;
  /** The number of the newest entry; 0 when there never was one. */
  latest(owner: Principal): bigint;
  /** Removes at most `limit` of the oldest and says how many there were. */
  removeOldest(owner: Principal, limit: number): number;
};

/** Opens a journal; `dropped` hears of every entry that goes. */
export function journal<V>(
  map: RawMap,
  codec: binary.Codec<V>,
  kept: number,
  dropped: (owner: Principal, entry: bigint, value: V) => void = () => {},
): Journal<V> {
  const bounds = table(prefixed(map, 0), codecs.journalBounds, principalKey);
  const rows = table(prefixed(map, 1), codec, compositeKey(principalKey, u64Key));
  const boundsOf = (owner: Principal) => bounds.get(owner) ?? { first: 1n, next: 1n, gone: 0n };

  /** Whether there was such an entry. */
  function drop(owner: Principal, entry: bigint): boolean {
    const value = rows.get([owner, entry]);
    if (value === undefined) return false;
    rows.remove([owner, entry]);
    dropped(owner, entry, value);
    return true;
  }
  return {
    append(owner, value) {
      const { first, next, gone } = boundsOf(owner);
      rows.put([owner, next], value);
      const full = next - first >= BigInt(kept);
      const hole = full && !drop(owner, first) ? 1n : 0n;
      bounds.put(owner, { first: full ? first + 1n : first, next: next + 1n, gone: gone - hole });
      return next;
    },
    get: (owner, entry) => rows.get([owner, entry]),
    put: (owner, entry, value) => rows.put([owner, entry], value),
    remove(owner, entry) {
      if (!drop(owner, entry)) return;
      const before = boundsOf(owner);
      bounds.put(owner, { ...before, gone: before.gone + 1n });
    },
    newest(owner, below, limit) {
      const { first, next } = boundsOf(owner);
      const found: Entry<V>[] = [];
      const start = below !== undefined && below < next ? below : next;
      for (let entry = start - 1n; entry >= first && found.length < limit; entry--) {
        const value = rows.get([owner, entry]);
        if (value !== undefined) found.push({ ...value, entry });
      }
      return found;
    },
    count(owner) {
      const { first, next, gone } = boundsOf(owner);
      return Number(next - first - gone);
    },
    latest: (owner) => boundsOf(owner).next - 1n,
    removeOldest(owner, limit) {
      const { first, next, gone } = boundsOf(owner);
      const count = Math.min(limit, Number(next - first));
      let holes = 0n;
      for (let i = 0n; i < BigInt(count); i++) if (!drop(owner, first + i)) holes += 1n;
      // The numbers go on, so that a cursor of before never means another entry.
      if (count > 0) bounds.put(owner, { first: first + BigInt(count), next, gone: gone - holes });
      return count;
    },
  };
}
