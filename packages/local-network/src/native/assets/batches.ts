import { AssetError, type Operation, type Opt } from './assets.ts';

/** Uploads in progress; a batch that is not touched for five minutes is forgotten. */
export type Batches = {
  nextBatch: bigint;
  nextChunk: bigint;
  batches: Map<bigint, Batch>;
  chunks: Map<bigint, { batch: bigint; content: Uint8Array }>;
  limits: Limits;
};
type Batch = { expiresNs: bigint; proposed: Operation[] | undefined };
export type Limits = {
  max_batches: Opt<bigint>;
  max_chunks: Opt<bigint>;
  max_bytes: Opt<bigint>;
};

const expiryNs = 300_000_000_000n;

export const noBatches = (): Batches => ({
  nextBatch: 1n,
  nextChunk: 1n,
  batches: new Map(),
  chunks: new Map(),
  limits: { max_batches: [], max_chunks: [], max_bytes: [] },
});

export function createBatch(state: Batches, nowNs: bigint): bigint {
  for (const [id, batch] of state.batches)
    if (batch.expiresNs < nowNs && !batch.proposed) deleteBatch(state, id);
  const [most] = state.limits.max_batches;
  if (most !== undefined && BigInt(state.batches.size) >= most)
    throw new AssetError('batch limit exceeded');
  const id = state.nextBatch++;
  state.batches.set(id, { expiresNs: nowNs + expiryNs, proposed: undefined });
  return id;
}

export function createChunks(
  state: Batches,
  batchId: bigint,
  contents: readonly Uint8Array[],
  nowNs: bigint,
): bigint[] {
  const batch = openBatch(state, batchId);
  checkLimits(state, contents);
  state.batches.set(batchId, { ...batch, expiresNs: nowNs + expiryNs });
  return contents.map((content) => {
    const id = state.nextChunk++;
    state.chunks.set(id, { batch: batchId, content });
    return id;
  });
}

function checkLimits({ limits, chunks }: Batches, contents: readonly Uint8Array[]): void {
  const [maxChunks] = limits.max_chunks;
  if (maxChunks !== undefined && BigInt(chunks.size + contents.length) > maxChunks)
    throw new AssetError('chunk limit exceeded');
  const [maxBytes] = limits.max_bytes;
  if (maxBytes === undefined) return;
  let bytes = 0;
  for (const { content } of chunks.values()) bytes += content.length;
  for (const content of contents) bytes += content.length;
  if (BigInt(bytes) > maxBytes) throw new AssetError('byte limit exceeded');
}

/** The batch, if it may still be changed. */
export function openBatch(state: Batches, id: bigint): Batch {
  const batch = state.batches.get(id);
  if (!batch) throw new AssetError('batch not found');
  if (batch.proposed) throw new AssetError('batch has been proposed');
  return batch;
}

export function proposeBatch(state: Batches, id: bigint, operations: Operation[]): void {
  state.batches.set(id, { ...openBatch(state, id), proposed: operations });
}

export function deleteBatch(state: Batches, id: bigint): void {
  state.batches.delete(id);
  for (const [chunkId, chunk] of state.chunks) if (chunk.batch === id) state.chunks.delete(chunkId);
}

export function chunkContent(state: Batches, id: bigint): Uint8Array {
  const chunk = state.chunks.get(id);
  if (!chunk) throw new AssetError('chunk not found');
  return chunk.content;
}
