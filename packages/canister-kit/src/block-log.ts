/**
 * ICRC-3 block log: append-only, each block chained to the one before by its hash. Ledgers of
 * tokens and of badges keep theirs here. Blocks stay in this canister.
 */
import { binary } from '@qikcard/contracts';
import type { GetBlocksArgs, GetBlocksResult } from '@qikcard/contracts/icrc/blocks';
import type { Value } from '@qikcard/contracts/icrc/value';
import { hashOfValue } from '@qikcard/contracts/icrc/value-hash';
import { valueField } from '@qikcard/contracts/icrc/value-row';
import { appendLog } from './append-log.ts';
import { cell } from './cell.ts';
import { prefixed, type RawMap } from './memory-map.ts';

const { bytes, versioned } = binary;
/** In one answer, whatever was asked for; a page of blocks costs about 3 M instructions each. */
export const BLOCKS_PER_ANSWER_MAX = 100;

export type BlockLog = {
  length(): bigint;
  /**
   * Adds a block of type `btype` with these entries (`tx` and what belongs beside it) and the time;
   * gives its index from 0.
   */
  append(btype: string, entries: [string, Value][], nowNs: bigint): bigint;
  get(index: bigint): Value | undefined;
  /** The hash of the last block; empty before the first. */
  tipHash(): Uint8Array;
  /** The answer to `icrc3_get_blocks`: ranges in order, at most 100 blocks in all. */
  answer(ranges: GetBlocksArgs): GetBlocksResult;
};

/** `onAppend` runs after each block, to have the new tip certified. */
export function createBlockLog(map: RawMap, onAppend: () => void = () => {}): BlockLog {
  const log = appendLog(prefixed(map, 0), versioned(1, valueField));
  const tip = cell(prefixed(map, 1), versioned(1, bytes), new Uint8Array());
  return {
    length: log.length,
    get: log.get,
    tipHash: tip.get,
    append(btype, entries, nowNs) {
      const before = tip.get();
      const chained: [string, Value][] = before.length === 0 ? [] : [['phash', { Blob: before }]];
      const block: Value = {
        Map: [...chained, ['btype', { Text: btype }], ['ts', { Nat: nowNs }], ...entries],
      };
      const index = log.append(block);
      tip.set(hashOfValue(block));
      onAppend();
      return index;
    },
    answer(ranges) {
      const blocks: GetBlocksResult['blocks'] = [];
      for (const { start, length } of ranges) {
        for (let id = start; id < start + length; id++) {
          if (blocks.length >= BLOCKS_PER_ANSWER_MAX) break;
          const block = id < log.length() ? log.get(id) : undefined;
          if (block === undefined) break;
          blocks.push({ id, block });
        }
      }
      return { log_length: log.length(), blocks, archived_blocks: [] };
    },
  };
}
