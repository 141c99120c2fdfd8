import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { canisterNames } from '@qikcard/contracts';
import { afterEach, expect, test } from 'vitest';
import { connect, type Network } from './connect.ts';

const ID = 'rwlgt-iiaaa-aaaaa-aaaaa-cai';
const canisters = Object.fromEntries(canisterNames.map((n) => [n, ID])) as Network['canisters'];
let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function answering(status: number | 'never', body = ''): Promise<string> {
  server = createServer((_request, response) => {
    if (status !== 'never') response.writeHead(status).end(body);
  });
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const failure = async (host: string, timeoutMs?: number, signal?: AbortSignal) => {
  const { auth } = connect({ host, canisters }, undefined, { resends: 0, timeoutMs, signal });
  return await auth.register({ display_name: 'Ada' }).then(
    () => undefined,
    (error) => error,
  );
};

test('a network that is not there is unreachable', async () => {
  expect(await failure('http://127.0.0.1:9')).toMatchObject({ kind: 'unreachable' });
});

test('a gateway that fails is unreachable, a rejected session is not', async () => {
  expect(await failure(await answering(503))).toMatchObject({ code: 'Http503' });
  server?.close();
  const host = await answering(400, 'Specified sender delegation has expired');
  expect(await failure(host)).toMatchObject({ kind: 'session', code: 'SessionExpired' });
});

test('a connection that hangs ends after the time allowed', async () => {
  expect(await failure(await answering('never'), 100)).toMatchObject({ kind: 'unreachable' });
});

test('a clean stop ends the requests that are under way', async () => {
  const stop = new AbortController();
  const pending = failure(await answering('never'), 60_000, stop.signal);
  setTimeout(() => stop.abort(), 50);
  expect(await pending).toMatchObject({ kind: 'unreachable' });
});

test('arguments that do not fit the interface are a bug, not a network failure', async () => {
  const { auth } = connect({ host: 'http://127.0.0.1:9', canisters });
  await expect(auth.register({} as never)).rejects.toMatchObject({ code: 'Unexpected' });
});
