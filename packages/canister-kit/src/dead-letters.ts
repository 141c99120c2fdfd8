/** Facts that one receiver trapped on again and again, kept until an admin sends them again. */
import { binary, type DeadLetter } from '@qikcard/contracts';
import { cell } from './cell.ts';
import { u64Key } from './keys.ts';
import { prefixed, type RawMap } from './memory-map.ts';
import type { FactRow } from './outbox-lane.ts';
import { table } from './table.ts';

const { bytes, list, str, struct, u16, u64, versioned } = binary;

/** A receiver that chokes on more than these is broken: then its lane waits, in order. */
export const DEAD_LETTERS_MAX = 100;

const rowCodec = versioned(
  1,
  struct({ atNs: u64, kind: u16, body: bytes, diedAtNs: u64, reason: str }),
);

/** The dead letters of the receiver with this number. */
export function openDeadLetters(map: RawMap, lane: number) {
  const rows = table(prefixed(map, lane, 2), rowCodec, u64Key);
  const seqs = cell(prefixed(map, lane, 3), versioned(1, list(u64)), []);
  return {
    count: (): number => seqs.get().length,
    /** False when there is no room: the fact must then stay where it is. */
    add(seq: bigint, fact: FactRow, diedAtNs: bigint, reason: string): boolean {
      const held = seqs.get();
      if (held.length >= DEAD_LETTERS_MAX) return false;
      rows.put(seq, { ...fact, diedAtNs, reason });
      seqs.set([...held, seq]);
      return true;
    },
    list: (): DeadLetter[] =>
      seqs.get().flatMap((seq) => {
        const row = rows.get(seq);
        if (row === undefined) return [];
        const { atNs, kind, body, diedAtNs, reason } = row;
        const died = { died_at_ns: diedAtNs, reason };
        return [{ seq, at_ns: atNs, kind, body_bytes: body.length, ...died }];
      }),
    /** Takes the named ones out, oldest first; all of them when none is named. */
    take(wanted: readonly bigint[]): FactRow[] {
      const held = seqs.get();
      const taken = held.filter((seq) => wanted.length === 0 || wanted.includes(seq));
      if (taken.length > 0) seqs.set(held.filter((seq) => !taken.includes(seq)));
      return taken.flatMap((seq) => {
        const row = rows.get(seq);
        rows.remove(seq);
        return row === undefined ? [] : [{ atNs: row.atNs, kind: row.kind, body: row.body }];
      });
    },
  };
}
