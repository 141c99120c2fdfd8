import { AssetError, existing, type Opt } from './assets.ts';
import * as type from './candid.ts';
import { type Call, type Method, query } from './method.ts';
import { encodingOrder } from './paths.ts';
import {
  certifiedTree,
  type HttpRequest,
  httpRequest,
  type StreamingToken,
  sameHash,
  streamingCallback,
} from './serve.ts';
import type { State } from './state.ts';

type Key = { key: string };

/** Methods that only read, `http_request` among them. */
export const readMethods: Record<string, Method> = {
  api_version: query(undefined, type.scalar.Nat16, () => 2),
  get: query(
    type.getArg,
    type.encodedAsset,
    ({ state, arg }: Call<Key & { accept_encodings: string[] }>) => {
      const asset = existing(state.assets, arg.key);
      const name = arg.accept_encodings.find((candidate) => asset.encodings.has(candidate));
      const encoding = name === undefined ? undefined : asset.encodings.get(name);
      if (name === undefined || !encoding) throw new AssetError('no such encoding');
      return {
        content: encoding.chunks[0],
        content_type: asset.contentType,
        content_encoding: name,
        sha256: [encoding.sha256],
        total_length: encoding.length,
      };
    },
  ),
  get_chunk: query(type.getChunkArg, type.content, ({ state, arg }: Call<StreamingToken>) => {
    const encoding = existing(state.assets, arg.key).encodings.get(arg.content_encoding);
    if (!encoding) throw new AssetError('no such encoding');
    if (!sameHash(arg.sha256[0], encoding.sha256)) throw new AssetError('sha256 mismatch');
    const content = encoding.chunks[Number(arg.index)];
    if (!content) throw new AssetError('chunk index out of bounds');
    return { content };
  }),
  list: query(
    type.listArg,
    type.assetList,
    ({ state, arg }: Call<{ start: Opt<bigint>; length: Opt<bigint> }>) => {
      const start = Number(arg.start[0] ?? 0n);
      const keys = [...state.assets.keys()]
        .sort()
        .slice(start, start + Number(arg.length[0] ?? 1e9));
      return keys.map((key) => ({ key, ...details(state, key) }));
    },
  ),
  get_asset_properties: query(
    type.scalar.Text,
    type.assetProperties,
    ({ state, arg }: Call<string>) => {
      const asset = existing(state.assets, arg);
      return {
        max_age: asset.maxAge === undefined ? [] : [asset.maxAge],
        headers: asset.headers ? [asset.headers] : [],
        allow_raw_access: [asset.rawAccess],
        is_aliased: [asset.aliased],
      };
    },
  ),
  certified_tree: query(type.clear, type.certifiedTree, ({ state, env }) =>
    certifiedTree(state.certified, env),
  ),
  http_request: query(
    type.httpRequest,
    type.httpResponse,
    ({ state, arg, env }: Call<HttpRequest>) =>
      httpRequest(state.assets, state.certified, arg, env),
  ),
  http_request_streaming_callback: query(
    type.streamingToken,
    type.streamingResponse,
    ({ state, arg }: Call<StreamingToken>) => streamingCallback(state.assets, arg),
  ),
};

function details(state: State, key: string) {
  const asset = existing(state.assets, key);
  const names = [...asset.encodings.keys()].sort(
    (a, b) => encodingOrder.indexOf(a) - encodingOrder.indexOf(b),
  );
  const encodings = names.map((name) => {
    const encoding = asset.encodings.get(name);
    return {
      content_encoding: name,
      sha256: encoding ? [encoding.sha256] : [],
      length: encoding?.length ?? 0,
      modified: encoding?.modifiedNs ?? 0n,
    };
  });
  return { content_type: asset.contentType, encodings };
}
