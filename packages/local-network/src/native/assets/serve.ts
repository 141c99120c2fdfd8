import { Principal } from '@dfinity/principal';
import { fromHex } from '../../crypto/bytes.ts';
import { encodeCbor } from '../../crypto/cbor.ts';
import type { NativeEnv } from '../../replica.ts';
import { type Asset, AssetError, type Assets, existing, type Header, type Opt } from './assets.ts';
import { type Certified, certificateHeader } from './certification.ts';
import { encodingOrder, fallbackKey, resolve } from './paths.ts';
import { assetHeaders, expressionFor, notFoundBody, notFoundHeaders } from './response-hashes.ts';

export type HttpRequest = {
  method: string;
  url: string;
  headers: Header[];
  body: Uint8Array;
  certificate_version: Opt<number>;
};
export type StreamingToken = {
  key: string;
  content_encoding: string;
  index: bigint;
  sha256: Opt<Uint8Array>;
};
export type HttpResponse = {
  status_code: number;
  headers: Header[];
  body: Uint8Array;
  upgrade: Opt<boolean>;
  streaming_strategy: Opt<{
    Callback: { callback: [Principal, string]; token: StreamingToken };
  }>;
};

const empty = new Uint8Array(0);
const plain = (status_code: number, headers: Header[], body: Uint8Array): HttpResponse => ({
  status_code,
  headers,
  body,
  upgrade: [],
  streaming_strategy: [],
});

/** Answers an HTTP request (HTTP gateway protocol, "Canister HTTP interface"). */
export function httpRequest(
  assets: Assets,
  certified: Certified,
  request: HttpRequest,
  env: NativeEnv,
): HttpResponse {
  const path = pathOf(request.url);
  if (path === undefined) return plain(400, [], new TextEncoder().encode('malformed url'));
  const version =
    request.certificate_version[0] === undefined || request.certificate_version[0] < 2 ? 1 : 2;
  const direct = resolve(assets, path);
  const found = direct ?? resolve(assets, fallbackKey);
  const certificate = env.dataCertificate() ?? empty;
  const proof = certificateHeader(certified.root, certificate, path, !!direct, version);
  if (!found) {
    const expression: Header = ['ic-certificateexpression', expressionFor(notFoundHeaders)];
    return plain(404, [...notFoundHeaders, expression, proof], notFoundBody);
  }
  const host = header(request, 'host') ?? '';
  if (!found.asset.rawAccess && host.includes('.raw.'))
    return plain(308, [['location', `//${host.replace('.raw.', '.')}${request.url}`]], empty);
  return assetResponse(found, request, proof, version, env);
}

function assetResponse(
  { key, asset }: { key: string; asset: Asset },
  request: HttpRequest,
  proof: Header,
  version: 1 | 2,
  env: NativeEnv,
): HttpResponse {
  const name = chooseEncoding(asset, header(request, 'accept-encoding') ?? '', version);
  const encoding = asset.encodings.get(name);
  if (!encoding) throw new AssetError('no such encoding');
  const certifiedHeaders = assetHeaders(asset, name, encoding);
  const headers: Header[] = [...certifiedHeaders, proof];
  if (version === 2) headers.push(['ic-certificateexpression', expressionFor(certifiedHeaders)]);
  const etag = certifiedHeaders.find(([field]) => field === 'etag')?.[1] ?? '';
  if (matches(header(request, 'if-none-match') ?? '', etag)) return plain(304, headers, empty);
  const response = plain(200, headers, encoding.chunks[0] ?? empty);
  const token = nextToken(assetsToken(key, name, encoding.sha256), 0, encoding.chunks.length);
  if (token[0]) {
    const callback: [Principal, string] = [
      Principal.fromUint8Array(env.self),
      'http_request_streaming_callback',
    ];
    response.streaming_strategy = [{ Callback: { callback, token: token[0] } }];
  }
  return response;
}

const assetsToken = (key: string, content_encoding: string, hash: Uint8Array): StreamingToken => ({
  key,
  content_encoding,
  index: 0n,
  sha256: [hash],
});

const nextToken = (token: StreamingToken, index: number, count: number): Opt<StreamingToken> =>
  index + 1 < count ? [{ ...token, index: BigInt(index + 1) }] : [];

/** The next part of a body that does not fit one response. */
export function streamingCallback(assets: Assets, token: StreamingToken) {
  const encoding = existing(assets, token.key).encodings.get(token.content_encoding);
  const index = Number(token.index);
  const body = encoding?.chunks[index];
  if (!encoding || !body) throw new AssetError('chunk not found');
  return [{ body, token: nextToken(token, index, encoding.chunks.length) }];
}

/** The tree of everything that is certified. */
export function certifiedTree(certified: Certified, env: NativeEnv) {
  const certificate = env.dataCertificate();
  if (!certificate) throw new AssetError('no data certificate available');
  return { certificate, tree: encodeCbor(certified.root) };
}

/** Version 1 certifies one encoding only; version 2 lets the browser's preference decide. */
function chooseEncoding(asset: Asset, accepted: string, version: 1 | 2): string {
  const stored = encodingOrder.filter((name) => asset.encodings.has(name));
  const fallback = stored[0] ?? [...asset.encodings.keys()][0] ?? 'identity';
  if (version === 1) return fallback;
  return acceptedEncodings(accepted).find((name) => asset.encodings.has(name)) ?? fallback;
}

/** Encodings of `Accept-Encoding` (RFC 9110, section 12.5.3), the best first; brotli wins ties. */
export function acceptedEncodings(field: string): string[] {
  const weights = field.split(',').flatMap((item) => {
    const [name = '', ...parameters] = item.trim().toLowerCase().split(';');
    const q = parameters.map((p) => p.trim()).find((p) => p.startsWith('q='));
    const weight = q ? Number(q.slice(2)) : 1;
    return name && weight > 0 ? [{ name: name.trim(), weight }] : [];
  });
  const rank = (name: string) => ['br', 'gzip', 'deflate', 'compress', 'identity'].indexOf(name);
  weights.sort((a, b) => b.weight - a.weight || rank(a.name) - rank(b.name));
  return [...weights.map(({ name }) => name), 'identity'];
}

const matches = (ifNoneMatch: string, etag: string): boolean =>
  ifNoneMatch
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, ''))
    .some((tag) => tag === etag);

function header(request: HttpRequest, name: string): string | undefined {
  return request.headers.find(([field]) => field.toLowerCase() === name)?.[1];
}

function pathOf(url: string): string | undefined {
  try {
    const path = decodeURIComponent((url.split('?', 1)[0] ?? '').replace(/^https?:\/\/[^/]+/, ''));
    return path.startsWith('/') ? path : `/${path}`;
  } catch {
    return undefined;
  }
}

/** Hash of an encoding as stored, for `get_chunk`'s consistency check. */
export const sameHash = (given: Uint8Array | undefined, actual: Uint8Array): boolean =>
  given === undefined || Buffer.compare(given, actual) === 0;

export const principalFromHex = (hex: string): Principal => Principal.fromUint8Array(fromHex(hex));
