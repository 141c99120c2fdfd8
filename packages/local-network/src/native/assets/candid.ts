/**
 * The asset-storage interface as Candid types. It is that of the frontend canister of the IC SDK
 * (`assets.did`), so that every tool that deploys a frontend can talk to it.
 */
import { IDL } from '@dfinity/candid';

const { Text, Nat, Nat64, Nat16, Nat8, Int, Bool, Principal, Null } = IDL;
const { Opt, Vec, Record, Variant, Tuple } = IDL;
const blob = Vec(Nat8);
const headers = Vec(Tuple(Text, Text));

export const createAsset = Record({
  key: Text,
  content_type: Text,
  max_age: Opt(Nat64),
  headers: Opt(headers),
  enable_aliasing: Opt(Bool),
  allow_raw_access: Opt(Bool),
});
export const setAssetContent = Record({
  key: Text,
  content_encoding: Text,
  chunk_ids: Vec(Nat),
  last_chunk: Opt(blob),
  sha256: Opt(blob),
});
export const setAssetProperties = Record({
  key: Text,
  max_age: Opt(Opt(Nat64)),
  headers: Opt(Opt(headers)),
  allow_raw_access: Opt(Opt(Bool)),
  is_aliased: Opt(Opt(Bool)),
});
export const unsetAssetContent = Record({ key: Text, content_encoding: Text });
export const deleteAsset = Record({ key: Text });
export const clear = Record({});
const operation = Variant({
  CreateAsset: createAsset,
  SetAssetContent: setAssetContent,
  SetAssetProperties: setAssetProperties,
  UnsetAssetContent: unsetAssetContent,
  DeleteAsset: deleteAsset,
  Clear: clear,
});
export const commitBatch = Record({ batch_id: Nat, operations: Vec(operation) });
export const commitProposedBatch = Record({ batch_id: Nat, evidence: blob });
export const computeEvidence = Record({ batch_id: Nat, max_iterations: Opt(Nat16) });
export const deleteBatch = Record({ batch_id: Nat });
export const createChunk = Record({ batch_id: Nat, content: blob });
export const createChunks = Record({ batch_id: Nat, content: Vec(blob) });
export const storeAsset = Record({
  key: Text,
  content_type: Text,
  content_encoding: Text,
  content: blob,
  sha256: Opt(blob),
});

const permission = Variant({ Commit: Null, ManagePermissions: Null, Prepare: Null });
export const grantPermission = Record({ to_principal: Principal, permission });
export const revokePermission = Record({ of_principal: Principal, permission });
export const listPermitted = Record({ permission });
export const setPermissions = Record({
  prepare: Vec(Principal),
  commit: Vec(Principal),
  manage_permissions: Vec(Principal),
});
const permissionArgs = Record({ set_permissions: Opt(setPermissions) });
export const canisterArgs = Opt(Variant({ Init: permissionArgs, Upgrade: permissionArgs }));
export const validation = Variant({ Ok: Text, Err: Text });
export const configure = Record({
  max_batches: Opt(Opt(Nat64)),
  max_chunks: Opt(Opt(Nat64)),
  max_bytes: Opt(Opt(Nat64)),
});
export const configuration = Record({
  max_batches: Opt(Nat64),
  max_chunks: Opt(Nat64),
  max_bytes: Opt(Nat64),
});

export const getArg = Record({ key: Text, accept_encodings: Vec(Text) });
export const encodedAsset = Record({
  content: blob,
  content_type: Text,
  content_encoding: Text,
  sha256: Opt(blob),
  total_length: Nat,
});
export const getChunkArg = Record({
  key: Text,
  content_encoding: Text,
  index: Nat,
  sha256: Opt(blob),
});
export const listArg = Record({ start: Opt(Nat), length: Opt(Nat) });
export const assetList = Vec(
  Record({
    key: Text,
    content_type: Text,
    encodings: Vec(
      Record({ content_encoding: Text, sha256: Opt(blob), length: Nat, modified: Int }),
    ),
  }),
);
export const assetProperties = Record({
  max_age: Opt(Nat64),
  headers: Opt(headers),
  allow_raw_access: Opt(Bool),
  is_aliased: Opt(Bool),
});
export const certifiedTree = Record({ certificate: blob, tree: blob });

export const streamingToken = Record({
  key: Text,
  content_encoding: Text,
  index: Nat,
  sha256: Opt(blob),
});
export const streamingResponse = Opt(Record({ body: blob, token: Opt(streamingToken) }));
export const httpRequest = Record({
  method: Text,
  url: Text,
  headers,
  body: blob,
  certificate_version: Opt(Nat16),
});
const streamingStrategy = Variant({
  Callback: Record({
    callback: IDL.Func([streamingToken], [streamingResponse], ['query']),
    token: streamingToken,
  }),
});
export const httpResponse = Record({
  status_code: Nat16,
  headers,
  body: blob,
  upgrade: Opt(Bool),
  streaming_strategy: Opt(streamingStrategy),
});
export const scalar = { Text, Nat16, Principal, principals: Vec(Principal), optBlob: Opt(blob) };
export const chunkIds = Record({ chunk_ids: Vec(Nat) });
export const chunkId = Record({ chunk_id: Nat });
export const batchId = Record({ batch_id: Nat });
export const content = Record({ content: blob });
