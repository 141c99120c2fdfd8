import type { Value } from '@qikcard/contracts/icrc/value';
import { hashOfValue } from '@qikcard/contracts/icrc/value-hash';
import { expect, test } from 'vitest';
import { BLOCKS_PER_ANSWER_MAX, createBlockLog } from './block-log.ts';
import { memoryMap } from './memory-map.ts';

const tx = (n: number): [string, Value][] => [['tx', { Map: [['amt', { Nat: BigInt(n) }]] }]];
const entry = (block: Value, name: string) =>
  'Map' in block ? block.Map.find(([key]) => key === name)?.[1] : undefined;

test('each block names the hash of the one before, and the first names none', () => {
  const tips: Uint8Array[] = [];
  const log = createBlockLog(memoryMap(), () => void tips.push(log.tipHash()));
  for (let n = 0; n < 3; n++) log.append('1mint', tx(n), BigInt(n));
  const blocks = log.answer([{ start: 0n, length: 3n }]).blocks.map(({ block }) => block);
  expect(entry(blocks[0], 'phash')).toBeUndefined();
  expect(entry(blocks[1], 'phash')).toEqual({ Blob: hashOfValue(blocks[0]) });
  expect(entry(blocks[2], 'phash')).toEqual({ Blob: hashOfValue(blocks[1]) });
  expect(tips).toEqual(blocks.map(hashOfValue));
  expect(log.tipHash()).toEqual(hashOfValue(blocks[2]));
});

test('the chain goes on after an upgrade', () => {
  const map = memoryMap();
  createBlockLog(map).append('1mint', tx(0), 0n);
  const log = createBlockLog(map);
  log.append('1xfer', tx(1), 1n);
  const [first, second] = log.answer([{ start: 0n, length: 9n }]).blocks;
  expect(entry(second.block, 'phash')).toEqual({ Blob: hashOfValue(first.block) });
});

test('an answer has the ranges in order, nothing beyond the end, and never too much', () => {
  const log = createBlockLog(memoryMap());
  for (let n = 0; n < 150; n++) log.append('1mint', tx(n), 0n);
  const ids = (...ranges: [bigint, bigint][]) =>
    log.answer(ranges.map(([start, length]) => ({ start, length }))).blocks.map(({ id }) => id);
  expect(ids([5n, 2n], [0n, 1n])).toEqual([5n, 6n, 0n]);
  expect(ids([149n, 10n], [500n, 10n])).toEqual([149n]);
  expect(ids([0n, 2n ** 64n])).toHaveLength(BLOCKS_PER_ANSWER_MAX);
});
