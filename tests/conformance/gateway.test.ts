/** Pages go through the gateway as they would on the public network, verified by its library. */
import { gzipSync } from 'node:zlib';
import { verifyRequestResponsePair } from '@dfinity/response-verification/dist/nodejs/nodejs.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, assetManager, type Fixture, startFixture } from './agent-fixture.ts';

let network: Fixture;
const page = new TextEncoder().encode('<!doctype html><title>QikCard</title><p>Welcome');
const script = new TextEncoder().encode('console.log("gate open");'.repeat(200));
const picture = new Uint8Array(4_200_000).map((_, i) => (i * 7) % 251);

beforeAll(async () => {
  network = await startFixture();
  const assets = assetManager(await network.agent(), network.canisterId);
  const batch = assets.batch();
  await batch.store(page, { fileName: 'index.html' });
  await batch.store(script, { fileName: 'app.js', path: '/assets' });
  await batch.store(picture, { fileName: 'hall.png' });
  await batch.commit();
  await batch.store(gzipSync(script), {
    fileName: 'app.js',
    path: '/assets',
    contentEncoding: 'gzip',
  });
  await batch.commit();
});
afterAll(() => network?.stop());

function verify(path: string, headers: Record<string, string>, answer: Answer) {
  const request = {
    url: path,
    method: 'GET',
    headers: Object.entries(headers),
    body: new Uint8Array(),
    certificate_version: [2] as [number],
  };
  const response = { status_code: answer.status, headers: answer.headers, body: answer.body };
  const now = BigInt(Date.now()) * 1_000_000n;
  const id = network.canisterId.toUint8Array();
  return verifyRequestResponsePair(
    request,
    response,
    id,
    now,
    300_000_000_000n,
    network.server.rootKey,
    2,
  );
}

test.each([
  ['/', 'identity', page],
  ['/assets/app.js', 'gzip, br', gzipSync(script)],
  ['/hall.png', 'identity', picture],
  ['/events/7/desk?tab=lend', 'identity', page],
])('%s reaches the browser verified', async (path, encoding, body) => {
  const headers = { 'accept-encoding': encoding };
  const answer = await network.get(path, headers);
  expect([answer.status, answer.body.length]).toEqual([200, body.length]);
  expect(verify(path, headers, answer).response?.statusCode).toBe(200);
});

test('an unchanged page is not sent again', async () => {
  const etag = (await network.get('/')).headers.find(([name]) => name === 'etag')?.[1] ?? '';
  const again = await network.get('/', { 'if-none-match': etag });
  expect([again.status, again.body.length]).toEqual([304, 0]);
});

test('a page deployed anew is served at once', async () => {
  const assets = assetManager(await network.agent(), network.canisterId);
  await assets.store(new TextEncoder().encode('v1'), { fileName: 'version.txt' });
  expect(Buffer.from((await network.get('/version.txt')).body).toString()).toBe('v1');
  await assets.store(new TextEncoder().encode('v2'), { fileName: 'version.txt' });
  expect(Buffer.from((await network.get('/version.txt')).body).toString()).toBe('v2');
});

test('the public interface answers on every host, to every origin', async () => {
  const status = await network.get('/api/v2/status');
  expect(status.status).toBe(200);
  expect(status.headers).toContainEqual(['access-control-allow-origin', '*']);
});

test('hosts that are no canister explain themselves', async () => {
  const answer = await network.get('/', {}, 'localhost');
  expect([answer.status, Buffer.from(answer.body).toString()]).toEqual([
    404,
    expect.stringContaining('names no canister'),
  ]);
  const unknown = await network.get('/', {}, 'rrkah-fqaaa-aaaaa-aaaaq-cai.localhost');
  expect(Buffer.from(unknown.body).toString()).toContain('Canister not found');
});
