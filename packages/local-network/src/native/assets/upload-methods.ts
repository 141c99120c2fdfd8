import type { NativeEnv } from '../../replica.ts';
import {
  AssetError,
  applyAll,
  type CreateAsset,
  type Operation,
  type Opt,
  type SetAssetContent,
  type SetAssetProperties,
} from './assets.ts';
import {
  chunkContent,
  createBatch,
  createChunks,
  deleteBatch,
  openBatch,
  proposeBatch,
} from './batches.ts';
import * as type from './candid.ts';
import { type Call, type Method, method } from './method.ts';
import { demand } from './permissions.ts';
import { changeAssets, type State } from './state.ts';

type Key = { key: string };
type Store = Key & {
  content_type: string;
  content_encoding: string;
  content: Uint8Array;
  sha256: Opt<Uint8Array>;
};
type Commit = { batch_id: bigint; operations: Operation[] };

/** One operation outside a batch, as the methods named like operations do it. */
const single =
  <A>(operation: (arg: A) => Operation) =>
  ({ state, arg, env }: Call<A>) => {
    demand(state.permissions, env, 'Commit');
    commit(state, [operation(arg)], env);
  };

function commit(state: State, operations: readonly Operation[], env: NativeEnv): void {
  const chunk = (id: bigint) => chunkContent(state.batches, id);
  changeAssets(state, applyAll(state.assets, operations, { nowNs: env.timeNs, chunk }), env);
}

/** Batches: upload chunks, then apply all operations or none. */
export const batchMethods: Record<string, Method> = {
  create_batch: method(type.clear, type.batchId, ({ state, env }) => {
    demand(state.permissions, env, 'Prepare', 'Commit');
    return { batch_id: createBatch(state.batches, env.timeNs) };
  }),
  create_chunk: method(
    type.createChunk,
    type.chunkId,
    ({ state, arg, env }: Call<{ batch_id: bigint; content: Uint8Array }>) => {
      demand(state.permissions, env, 'Prepare', 'Commit');
      const [chunk_id] = createChunks(state.batches, arg.batch_id, [arg.content], env.timeNs);
      return { chunk_id };
    },
  ),
  create_chunks: method(
    type.createChunks,
    type.chunkIds,
    ({ state, arg, env }: Call<{ batch_id: bigint; content: Uint8Array[] }>) => {
      demand(state.permissions, env, 'Prepare', 'Commit');
      return { chunk_ids: createChunks(state.batches, arg.batch_id, arg.content, env.timeNs) };
    },
  ),
  commit_batch: method(type.commitBatch, undefined, ({ state, arg, env }: Call<Commit>) => {
    demand(state.permissions, env, 'Commit');
    // Batch 0 is what tools commit operations under that bring no chunks of their own.
    if (arg.batch_id !== 0n) openBatch(state.batches, arg.batch_id);
    commit(state, arg.operations, env);
    deleteBatch(state.batches, arg.batch_id);
  }),
  propose_commit_batch: method(type.commitBatch, undefined, ({ state, arg, env }: Call<Commit>) => {
    demand(state.permissions, env, 'Prepare', 'Commit');
    proposeBatch(state.batches, arg.batch_id, arg.operations);
  }),
  delete_batch: method(
    type.deleteBatch,
    undefined,
    ({ state, arg, env }: Call<{ batch_id: bigint }>) => {
      demand(state.permissions, env, 'Prepare', 'Commit');
      if (!state.batches.batches.has(arg.batch_id)) throw new AssetError('batch not found');
      deleteBatch(state.batches, arg.batch_id);
    },
  ),
  compute_evidence: method(type.computeEvidence, type.scalar.optBlob, () =>
    unsupported('compute_evidence'),
  ),
  commit_proposed_batch: method(type.commitProposedBatch, undefined, () =>
    unsupported('commit_proposed_batch'),
  ),
};

function unsupported(name: string): never {
  throw new AssetError(
    `${name} is not supported by the local network's asset canister; deploy the SDK's module to use proposals`,
  );
}

/** The same operations one at a time. */
export const contentMethods: Record<string, Method> = {
  create_asset: method(
    type.createAsset,
    undefined,
    single((CreateAsset: CreateAsset) => ({ CreateAsset })),
  ),
  set_asset_content: method(
    type.setAssetContent,
    undefined,
    single((SetAssetContent: SetAssetContent) => ({ SetAssetContent })),
  ),
  set_asset_properties: method(
    type.setAssetProperties,
    undefined,
    single((SetAssetProperties: SetAssetProperties) => ({ SetAssetProperties })),
  ),
  unset_asset_content: method(
    type.unsetAssetContent,
    undefined,
    single((UnsetAssetContent: Key & { content_encoding: string }) => ({ UnsetAssetContent })),
  ),
  delete_asset: method(
    type.deleteAsset,
    undefined,
    single((DeleteAsset: Key) => ({ DeleteAsset })),
  ),
  clear: method(
    type.clear,
    undefined,
    single((Clear: object) => ({ Clear })),
  ),
  store: method(type.storeAsset, undefined, ({ state, arg, env }: Call<Store>) => {
    demand(state.permissions, env, 'Commit');
    commit(state, storeOperations(arg), env);
  }),
};

function storeOperations({
  key,
  content_type,
  content_encoding,
  content,
  sha256,
}: Store): Operation[] {
  const asset = {
    key,
    content_type,
    max_age: [],
    headers: [],
    enable_aliasing: [],
    allow_raw_access: [],
  };
  return [
    { CreateAsset: asset as CreateAsset },
    { SetAssetContent: { key, content_encoding, chunk_ids: [], last_chunk: [content], sha256 } },
  ];
}
