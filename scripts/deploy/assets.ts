/** Uploads a built web app to an asset canister by the standard asset API. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { HttpAgent } from '@dfinity/agent';
import { fromOpt, type Infer, toOpt } from '@qikcard/contracts';
import { assetActor, type BatchOperation, type StoredAsset } from './asset-api.ts';

const COMPRESSIBLE = new Set(['.html', '.js', '.css', '.svg', '.json', '.wasm', '.webmanifest']);
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.txt': 'text/plain',
};

export type WebFile = { key: string; content: Uint8Array };

/** All files of a built app as asset keys, with `extra` added or replaced. */
export function webFiles(directory: string, extra: WebFile[] = []): WebFile[] {
  const found = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.ic-assets'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      key: `/${relative(directory, path).split(sep).join('/')}`,
      content: readFileSync(path),
    }));
  const replaced = new Set(extra.map((file) => file.key));
  return [...found.filter((file) => !replaced.has(file.key)), ...extra];
}

/** Of everything an upload would bring: contents and the rules for their headers. */
export function filesHash(files: WebFile[], rules: HeaderRule[]): string {
  const hash = createHash('sha256').update(JSON.stringify(rules));
  for (const { key, content } of [...files].sort((a, b) => a.key.localeCompare(b.key))) {
    hash.update(`${key}\0`).update(content);
  }
  return hash.digest('hex');
}

type HeaderRule = { match: string; headers?: Record<string, string> };

/** Headers of a key by the app's `.ic-assets.json5`, later rules winning, as dfx reads it. */
function headersOf(key: string, rules: HeaderRule[]): [string, string][] {
  const path = key.slice(1);
  const matching = rules.filter((rule) => matchesGlob(path, rule.match));
  return Object.entries(Object.assign({}, ...matching.map((rule) => rule.headers ?? {})));
}

function matchesGlob(path: string, glob: string): boolean {
  const pattern = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*\*\/?/g, '\u0000')
    .replace(/\*/g, '[^/]*')
    .replaceAll('\u0000', '.*');
  return new RegExp(`^${pattern}$`).test(path);
}

export function readHeaderRules(directory: string): HeaderRule[] {
  const file = join(directory, '.ic-assets.json5');
  if (!existsSync(file)) return [];
  return JSON.parse(readFileSync(file, 'utf8').replace(/^\s*\/\/.*$/gm, ''));
}

const CALL_BYTES_MAX = 1_800_000;

type Encoded = { key: string; encoding: string; content: Uint8Array };

function encodings({ key, content }: WebFile): Encoded[] {
  const plain = { key, encoding: 'identity', content };
  if (!COMPRESSIBLE.has(extname(key))) return [plain];
  return [
    plain,
    { key, encoding: 'gzip', content: gzipSync(content, { level: 9 }) },
    { key, encoding: 'br', content: brotliCompressSync(content) },
  ];
}

/** Pieces of all contents, grouped into as few calls as the message limit allows. */
function grouped(contents: Encoded[]): { owner: Encoded; piece: Uint8Array }[][] {
  const groups: { owner: Encoded; piece: Uint8Array }[][] = [[]];
  let filled = 0;
  for (const owner of contents) {
    for (let at = 0; at < Math.max(owner.content.length, 1); at += CALL_BYTES_MAX) {
      const piece = new Uint8Array(owner.content.subarray(at, at + CALL_BYTES_MAX));
      if (filled + piece.length > CALL_BYTES_MAX) {
        groups.push([]);
        filled = 0;
      }
      groups[groups.length - 1].push({ owner, piece });
      filled += piece.length;
    }
  }
  return groups;
}

const sha256 = (content: Uint8Array) =>
  new Uint8Array(createHash('sha256').update(content).digest());

/** Whether the canister holds this very content already. */
function isStored({ content }: WebFile, stored: StoredAsset | undefined): boolean {
  const plain = stored?.encodings.find(({ content_encoding }) => content_encoding === 'identity');
  const hash = plain && fromOpt(plain.sha256);
  return hash !== undefined && Buffer.from(hash).equals(sha256(content));
}

/**
 * Makes the asset canister hold exactly `files`, compressed, in one atomic batch; sends only what it
 * does not hold yet. Gives how many files that were.
 */
export async function uploadWeb(
  agent: HttpAgent,
  canisterId: string,
  files: WebFile[],
  rules: HeaderRule[],
): Promise<number> {
  const assets = assetActor(agent, canisterId);
  const existing = new Map((await assets.list({})).map((asset) => [asset.key, asset]));
  const kept = files.filter((file) => isStored(file, existing.get(file.key)));
  const fresh = files.filter((file) => !kept.includes(file));
  for (const { key } of kept) existing.delete(key);
  const { batch_id } = await assets.create_batch({});
  const contents = fresh.flatMap(encodings);
  const chunkIds = new Map<Encoded, bigint[]>(contents.map((content) => [content, []]));
  for (const group of grouped(contents)) {
    const content = group.map(({ piece }) => piece);
    const { chunk_ids } = await assets.create_chunks({ batch_id, content });
    group.forEach(({ owner }, index) => {
      chunkIds.get(owner)?.push(chunk_ids[index]);
    });
  }
  const operations: Infer<typeof BatchOperation>[] = [
    ...[...existing.keys()].map((key) => ({ DeleteAsset: { key } })),
    ...kept.map(({ key }) => ({
      SetAssetProperties: { key, headers: toOpt(toOpt(headersOf(key, rules))) },
    })),
    ...fresh.map(({ key }) => ({
      CreateAsset: {
        key,
        content_type: TYPES[extname(key)] ?? 'application/octet-stream',
        max_age: [] as [],
        headers: toOpt(headersOf(key, rules)),
        enable_aliasing: toOpt(true),
        allow_raw_access: toOpt(false),
      },
    })),
    ...[...chunkIds].map(([{ key, encoding, content }, chunk_ids]) => ({
      SetAssetContent: {
        key,
        content_encoding: encoding,
        chunk_ids,
        sha256: toOpt(sha256(content)),
      },
    })),
  ];
  await assets.commit_batch({ batch_id, operations });
  return fresh.length;
}
