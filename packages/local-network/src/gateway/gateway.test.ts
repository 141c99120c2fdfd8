import { IDL } from '@dfinity/candid';
import { beforeAll, describe, expect, test } from 'vitest';
import { principalText } from '../crypto/principal.ts';
import { fakeNetwork, installNative } from '../http/fake-replica.ts';
import { createAssetStorage } from '../native/assets/asset-storage.ts';
import * as asset from '../native/assets/candid.ts';
import type { Response } from '../replica.ts';
import { requestType, responseType, updateRequestType } from './candid.ts';
import { handleGateway } from './gateway.ts';

const network = fakeNetwork();
const assets = createAssetStorage();
const { id: assetsId, envOf } = installNative(network, 300, assets);
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

function store(key: string, content: Uint8Array, contentType = 'text/html'): void {
  const fields = {
    key,
    content,
    content_type: contentType,
    content_encoding: 'identity',
    sha256: [],
  };
  const arg = new Uint8Array(IDL.encode([asset.storeAsset], [fields]));
  const answer = assets.update('store', arg, envOf(Uint8Array.of(4)));
  if (answer?.kind !== 'reply') throw new Error(`store failed: ${answer?.message}`);
}

const respond = (fields: object): Response => {
  const whole = { status_code: 200, headers: [], upgrade: [], streaming_strategy: [], ...fields };
  return { kind: 'reply', bytes: new Uint8Array(IDL.encode([plainResponse], [whole])) };
};
const plainResponse = IDL.Record({
  status_code: IDL.Nat16,
  headers: IDL.Vec(IDL.Tuple(IDL.Text, IDL.Text)),
  body: IDL.Vec(IDL.Nat8),
  upgrade: IDL.Opt(IDL.Bool),
  streaming_strategy: IDL.Opt(IDL.Null),
});
const upgradingId = network.fake.install(301, {
  query: ({ arg }) => {
    const [{ url }] = IDL.decode([requestType], arg) as unknown as [{ url: string }];
    return respond({ body: Buffer.from('uncertified'), upgrade: url === '/post' ? [true] : [] });
  },
  update: ({ arg }) => {
    const [{ method }] = IDL.decode([updateRequestType], arg) as unknown as [{ method: string }];
    return respond({ status_code: 201, body: Buffer.from(`${method} done`) });
  },
});

const large = new Uint8Array(4_000_000).map((_, i) => i % 253);
beforeAll(() => {
  store('/index.html', Buffer.from('<h1>QikCard</h1>'));
  store('/large.bin', large, 'application/octet-stream');
});

const get = (host: string, path = '/', method = 'GET') =>
  handleGateway(network, { method, path, headers: { host }, body: new Uint8Array(0) });
const hostOf = (id: Uint8Array, middle = '') => `${principalText(id)}.${middle}localhost:8000`;

describe('pages of a canister', () => {
  test('are served on its host and by its id in the query', async () => {
    expect(text((await get(hostOf(assetsId))).body)).toBe('<h1>QikCard</h1>');
    const byQuery = await get('127.0.0.1:8000', `/?canisterId=${principalText(assetsId)}`);
    expect(text(byQuery.body)).toBe('<h1>QikCard</h1>');
  });

  test('may be streamed in parts', async () => {
    const response = await get(hostOf(assetsId), '/large.bin');
    expect(Buffer.from(response.body).equals(Buffer.from(large))).toBe(true);
  });

  test('keep single-page routes on the certified fallback', async () => {
    expect((await get(hostOf(assetsId), '/events/42?tab=desk')).status).toBe(200);
  });

  test('without certification are refused, except on the raw host', async () => {
    const refused = await get(hostOf(upgradingId));
    expect(refused.status).toBe(503);
    expect(text(refused.body)).toContain('no IC-Certificate header');
    expect(text((await get(hostOf(upgradingId, 'raw.'))).body)).toBe('uncertified');
  });

  test('may ask for an update call', async () => {
    const response = await get(hostOf(upgradingId), '/post', 'POST');
    expect([response.status, text(response.body)]).toEqual([201, 'POST done']);
  });
});

describe('errors in plain words', () => {
  test('a host without canister, an unknown canister', async () => {
    expect(text((await get('localhost:8000')).body)).toContain('names no canister');
    const unknown = await get(hostOf(Uint8Array.of(0, 0, 0, 0, 0, 1, 99, 0, 1, 1)));
    expect([unknown.status, text(unknown.body)]).toEqual([
      404,
      expect.stringContaining('not found'),
    ]);
  });

  test('a changed answer of the asset canister', async () => {
    const id = network.fake.install(302, {
      query: (message, options) => {
        const answer = network.fake.query({ ...message, canisterId: assetsId }, options);
        if (answer.kind === 'reject') return answer;
        const [response] = IDL.decode([responseType], answer.bytes) as unknown as [object];
        return respond({ ...response, body: Buffer.from('changed'), streaming_strategy: [] });
      },
    });
    expect((await get(hostOf(id))).status).toBe(503);
  });
});
