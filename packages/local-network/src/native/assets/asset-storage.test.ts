import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { HttpAgent } from '@dfinity/agent';
import { AssetManager } from '@dfinity/assets';
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { verifyRequestResponsePair } from '@dfinity/response-verification/dist/nodejs/nodejs.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous } from '../../crypto/principal.ts';
import { fakeNetwork, installNative } from '../../http/fake-replica.ts';
import { handlePublicApi } from '../../http/public-api.ts';
import { type Listener, listen } from '../../server/http-listener.ts';
import { createAssetStorage } from './asset-storage.ts';
import * as type from './candid.ts';
import type { HttpResponse } from './serve.ts';

const network = fakeNetwork();
const canister = createAssetStorage();
const { id, envOf } = installNative(network, 300, canister);
const canisterId = Principal.fromUint8Array(id);

let server: Listener;
let assets: AssetManager;
const index = new TextEncoder().encode('<!doctype html><title>QikCard</title>');
const script = new TextEncoder().encode('export const answer = 42;'.repeat(100));
const large = new Uint8Array(4_500_000).map((_, i) => i % 251);

beforeAll(async () => {
  server = await listen('127.0.0.1', 0, (request) => handlePublicApi(network, request));
  const agent = await HttpAgent.create({
    host: `http://127.0.0.1:${server.port}`,
    shouldFetchRootKey: true,
  });
  assets = new AssetManager({ canisterId, agent });
  await assets.store(index, { fileName: 'index.html', contentType: 'text/html' });
  const batch = assets.batch();
  await batch.store(script, {
    fileName: 'app.js',
    path: '/assets',
    headers: [['Cache-Control', 'public, max-age=31536000, immutable']],
  });
  await batch.store(index, { fileName: 'about.html', contentType: 'text/html' });
  await batch.store(large, { fileName: 'large.bin', contentType: 'application/octet-stream' });
  await batch.commit();
  // The client keeps one hash per key, so a second encoding takes a second batch.
  await batch.store(gzipSync(script), {
    fileName: 'app.js',
    path: '/assets',
    contentEncoding: 'gzip',
  });
  await batch.commit();
}, 60_000);
afterAll(() => server.close());

const request = (url: string, headers: [string, string][] = [], version: [] | [number] = [2]) => ({
  url,
  headers,
  method: 'GET',
  body: new Uint8Array(),
  certificate_version: version,
});

function get(...args: Parameters<typeof request>) {
  const asked = request(...args);
  const arg = new Uint8Array(IDL.encode([type.httpRequest], [asked]));
  const answer = canister.query('http_request', arg, envOf(anonymous));
  if (answer?.kind !== 'reply') throw new Error('no reply');
  const [response] = IDL.decode([type.httpResponse], answer.bytes) as unknown as [HttpResponse];
  return { asked, response };
}

function verify({ asked, response }: ReturnType<typeof get>, body = response.body) {
  const now = BigInt(Date.now()) * 1_000_000n;
  const key = network.certifier.rootKeyDer();
  const answer = { status_code: response.status_code, headers: response.headers, body };
  const version = asked.certificate_version[0] ?? 1;
  return verifyRequestResponsePair(asked, answer, id, now, 300_000_000_000n, key, version);
}

const headerOf = (response: HttpResponse, name: string) =>
  response.headers.find(([field]) => field === name)?.[1];

describe('the standard upload client', () => {
  test('lists, reads back and checks what it stored', async () => {
    const keys = (await assets.list()).map(({ key }: { key: string }) => key);
    expect(keys).toEqual(['/about.html', '/assets/app.js', '/index.html', '/large.bin']);
    const asset = await assets.get('/large.bin');
    expect(Buffer.from(await asset.toUint8Array()).equals(Buffer.from(large))).toBe(true);
    expect(await asset.isCertified()).toBe(true);
    expect(await asset.verifySha256()).toBe(true);
  });
});

describe('responses that the gateway library verifies', () => {
  test.each([
    ['/index.html', 'identity', index],
    ['/', 'identity', index],
    ['/about', 'identity', index],
    ['/assets/app.js', 'br, gzip', gzipSync(script)],
    ['/assets/app.js', 'identity', script],
    ['/gate/anything?x=1', 'gzip', index],
    ['/assets/missing.js', 'gzip', index],
    ['/assets/', 'gzip', index],
  ])('%s for "%s"', (url, encodings, body) => {
    const answer = get(url, [['Accept-Encoding', encodings]]);
    expect(answer.response.status_code).toBe(200);
    expect(Buffer.from(answer.response.body).equals(Buffer.from(body))).toBe(true);
    const verified = verify(answer);
    expect(verified.verificationVersion).toBe(2);
    expect(verified.response?.statusCode).toBe(200);
  });

  test('a known ETag is answered by 304', () => {
    const etag = headerOf(get('/index.html').response, 'etag') ?? '';
    const answer = get('/index.html', [['If-None-Match', etag]]);
    expect(answer.response.status_code).toBe(304);
    expect(verify(answer).response?.statusCode).toBe(304);
  });

  test('version 1 is served to old gateways', () => {
    expect(verify(get('/index.html', [], [])).verificationVersion).toBe(1);
    expect(verify(get('/no/such/page', [], [])).verificationVersion).toBe(1);
  });

  test('a changed body or header is refused', () => {
    const answer = get('/index.html');
    expect(() => verify(answer, new Uint8Array([...answer.response.body, 0]))).toThrow();
    answer.response.headers = answer.response.headers.map(([name, value]) =>
      name === 'content-type' ? [name, 'text/plain'] : [name, value],
    );
    expect(() => verify(answer)).toThrow();
  });

  test('a large body comes in parts', () => {
    const answer = get('/large.bin');
    const parts = [answer.response.body];
    let token = answer.response.streaming_strategy[0]?.Callback.token;
    while (token) {
      const arg = new Uint8Array(IDL.encode([type.streamingToken], [token]));
      const next = canister.query('http_request_streaming_callback', arg, envOf(anonymous));
      if (next?.kind !== 'reply') throw new Error('no reply');
      // biome-ignore lint/suspicious/noExplicitAny: decoded Candid
      const [[part]] = IDL.decode([type.streamingResponse], next.bytes) as any;
      parts.push(part.body);
      token = part.token[0];
    }
    const body = new Uint8Array(Buffer.concat(parts));
    expect(createHash('sha256').update(body).digest()).toEqual(
      createHash('sha256').update(large).digest(),
    );
    expect(verify(answer, body).response?.statusCode).toBe(200);
  });
});

test('state survives an upgrade with its certification', () => {
  const before = network.fake.canister(id)?.certifiedData;
  const next = createAssetStorage();
  next.start(structuredClone(canister.save()), undefined, envOf(anonymous));
  expect(network.fake.canister(id)?.certifiedData).toEqual(before);
});

test('a stranger may not upload', () => {
  const stranger = Uint8Array.of(9, 9, 9);
  const arg = new Uint8Array(IDL.encode([type.deleteAsset], [{ key: '/index.html' }]));
  const answer = canister.update('delete_asset', arg, envOf(stranger));
  expect(answer).toMatchObject({ kind: 'reject', message: expect.stringContaining('Commit') });
});
