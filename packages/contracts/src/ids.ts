/**
 * Ids carry the shard of the event canister that made them in their upper 16 bits, so that a
 * router finds the canister from the id alone and nothing has to be migrated when shards are added.
 */
const SHARD_SHIFT = 48n;
const SEQUENCE_MASK = (1n << SHARD_SHIFT) - 1n;

/** @param sequence counts from 1 within the shard. */
export function shardedId(shard: number, sequence: bigint): bigint {
  return (BigInt(shard) << SHARD_SHIFT) | (sequence & SEQUENCE_MASK);
}
export function shardOf(id: bigint): number {
  return Number(id >> SHARD_SHIFT);
}
export function sequenceOf(id: bigint): bigint {
  return id & SEQUENCE_MASK;
}
