/** The part of the standard asset-canister interface that an upload needs. */
import { Actor, type HttpAgent } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import {
  type ActorOf,
  blob,
  bool,
  type Infer,
  nat,
  nat64,
  opt,
  query,
  record,
  service,
  text,
  tuple,
  update,
  variant,
  vec,
} from '@qikcard/contracts';

export const BatchOperation = variant({
  CreateAsset: record({
    key: text,
    content_type: text,
    max_age: opt(nat64),
    headers: opt(vec(tuple(text, text))),
    enable_aliasing: opt(bool),
    allow_raw_access: opt(bool),
  }),
  SetAssetContent: record({
    key: text,
    content_encoding: text,
    chunk_ids: vec(nat),
    sha256: opt(blob),
  }),
  /** The inner `opt` of `headers` clears when absent; the outer one leaves as it is. */
  SetAssetProperties: record({ key: text, headers: opt(opt(vec(tuple(text, text)))) }),
  DeleteAsset: record({ key: text }),
});

const AssetDetails = record({
  key: text,
  encodings: vec(record({ content_encoding: text, sha256: opt(blob) })),
});

const assetApi = {
  list: query([record({})], vec(AssetDetails)),
  create_batch: update([record({})], record({ batch_id: nat })),
  create_chunks: update(
    [record({ batch_id: nat, content: vec(blob) })],
    record({ chunk_ids: vec(nat) }),
  ),
};

const CommitBatch = record({ batch_id: nat, operations: vec(BatchOperation) });

export type StoredAsset = Infer<typeof AssetDetails>;

export type AssetActor = ActorOf<typeof assetApi> & {
  commit_batch(batch: Infer<typeof CommitBatch>): Promise<void>;
};

export function assetActor(agent: HttpAgent, canisterId: string): AssetActor {
  const idlFactory = () => {
    const methods = service(assetApi);
    // The one standard method with an empty answer, which our own apis never have.
    methods._fields.push(['commit_batch', IDL.Func([CommitBatch as IDL.Type<never>], [], [])]);
    return methods;
  };
  return Actor.createActor(idlFactory, { agent, canisterId });
}
