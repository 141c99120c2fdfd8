import { concat, equalBytes, sha256 } from '../../crypto/bytes.ts';

/** Candid `opt`. */
export type Opt<T> = [] | [T];
export type Header = [name: string, value: string];

/** One content encoding of an asset; never changed in place, so hashes may be cached by identity. */
export type Encoding = {
  readonly modifiedNs: bigint;
  readonly chunks: readonly Uint8Array[];
  readonly length: number;
  readonly sha256: Uint8Array;
};
export type Asset = {
  readonly contentType: string;
  readonly maxAge: bigint | undefined;
  readonly headers: readonly Header[] | undefined;
  readonly aliased: boolean;
  readonly rawAccess: boolean;
  readonly encodings: ReadonlyMap<string, Encoding>;
};
export type Assets = ReadonlyMap<string, Asset>;

export type CreateAsset = {
  key: string;
  content_type: string;
  max_age: Opt<bigint>;
  headers: Opt<Header[]>;
  enable_aliasing: Opt<boolean>;
  allow_raw_access: Opt<boolean>;
};
export type SetAssetContent = {
  key: string;
  content_encoding: string;
  chunk_ids: bigint[];
  last_chunk: Opt<Uint8Array>;
  sha256: Opt<Uint8Array>;
};
export type SetAssetProperties = {
  key: string;
  max_age: Opt<Opt<bigint>>;
  headers: Opt<Opt<Header[]>>;
  allow_raw_access: Opt<Opt<boolean>>;
  is_aliased: Opt<Opt<boolean>>;
};
export type Operation =
  | { CreateAsset: CreateAsset }
  | { SetAssetContent: SetAssetContent }
  | { SetAssetProperties: SetAssetProperties }
  | { UnsetAssetContent: { key: string; content_encoding: string } }
  | { DeleteAsset: { key: string } }
  | { Clear: object };

/** What applying operations needs from the batch: the chunks, and the time. */
export type Context = { nowNs: bigint; chunk(id: bigint): Uint8Array };

/** A refusal of the canister; it becomes the message of a reject. */
export class AssetError extends Error {}

/** The assets after the operations; the given ones stay as they are, so a refusal changes nothing. */
export function applyAll(
  assets: Assets,
  operations: readonly Operation[],
  context: Context,
): Assets {
  const next = new Map(assets);
  for (const operation of operations) apply(next, operation, context);
  return next;
}

function apply(assets: Map<string, Asset>, operation: Operation, context: Context): void {
  if ('CreateAsset' in operation) create(assets, operation.CreateAsset);
  else if ('SetAssetContent' in operation) {
    const { key, content_encoding, ...content } = operation.SetAssetContent;
    const parts = content.chunk_ids.map((id) => context.chunk(id));
    const [last] = content.last_chunk;
    if (last?.length) parts.push(last);
    setContent(assets, key, content_encoding, parts, content.sha256[0], context.nowNs);
  } else if ('SetAssetProperties' in operation) setProperties(assets, operation.SetAssetProperties);
  else if ('UnsetAssetContent' in operation) {
    const { key, content_encoding } = operation.UnsetAssetContent;
    const encodings = new Map(existing(assets, key).encodings);
    encodings.delete(content_encoding);
    assets.set(key, { ...existing(assets, key), encodings });
  } else if ('DeleteAsset' in operation) assets.delete(operation.DeleteAsset.key);
  else assets.clear();
}

/** Creating an asset that exists with the same type is no change of its content. */
function create(assets: Map<string, Asset>, args: CreateAsset): void {
  const known = assets.get(args.key);
  if (known && known.contentType !== args.content_type)
    throw new AssetError('create_asset: content type mismatch');
  if (known) return;
  assets.set(args.key, {
    contentType: args.content_type,
    maxAge: args.max_age[0],
    headers: args.headers[0],
    aliased: args.enable_aliasing[0] ?? true,
    rawAccess: args.allow_raw_access[0] ?? true,
    encodings: new Map(),
  });
}

/** Replaces one encoding's content; the hash, if given, must be that of the content. */
export function setContent(
  assets: Map<string, Asset>,
  key: string,
  encoding: string,
  parts: readonly Uint8Array[],
  expected: Uint8Array | undefined,
  nowNs: bigint,
): void {
  if (parts.length === 0) throw new AssetError('encoding must have at least one chunk');
  const asset = existing(assets, key);
  const whole = concat(...parts);
  const hash = sha256(whole);
  if (expected && !equalBytes(expected, hash)) throw new AssetError('sha256 mismatch');
  const encodings = new Map(asset.encodings);
  const chunks = rechunk(whole);
  encodings.set(encoding, { modifiedNs: nowNs, chunks, length: whole.length, sha256: hash });
  assets.set(key, { ...asset, encodings });
}

/** Answers are served in equal parts that fit a query response with room for certificates. */
const chunkBytes = 1_900_000;

function rechunk(content: Uint8Array): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < content.length; at += chunkBytes)
    chunks.push(content.slice(at, at + chunkBytes));
  return chunks.length ? chunks : [content];
}

function setProperties(assets: Map<string, Asset>, args: SetAssetProperties): void {
  const asset = existing(assets, args.key);
  const change = <T, U>(value: Opt<Opt<T>>, old: U, fallback: U): T | U =>
    value.length === 0 ? old : (value[0][0] ?? fallback);
  assets.set(args.key, {
    ...asset,
    maxAge: change(args.max_age, asset.maxAge, undefined),
    headers: change(args.headers, asset.headers, undefined),
    rawAccess: change(args.allow_raw_access, asset.rawAccess, true),
    aliased: change(args.is_aliased, asset.aliased, true),
  });
}

/** The asset under a key; throws what the canister answers when there is none. */
export function existing(assets: Assets, key: string): Asset {
  const asset = assets.get(key);
  if (!asset) throw new AssetError('asset not found');
  return asset;
}
