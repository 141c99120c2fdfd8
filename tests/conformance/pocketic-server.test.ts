/** The `pocket-ic` stand-in as a process: port file, time to live, refusals by name. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { IDL } from '@dfinity/candid';
import { type ManagementMethod, managementIdl } from '@qikcard/local-network/management/idl';
import { assemble, forever } from '@qikcard/local-network/wasm/assembler';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ownPocketIc } from '../support/network.ts';

let folder: string;
let portFile: string;
let children: ChildProcess[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pocket-ic-test-'));
  portFile = join(folder, 'pocket-ic.port');
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

const start = (...args: string[]) => {
  const child = spawn(process.execPath, [ownPocketIc, '--port-file', portFile, ...args]);
  children.push(child);
  return child;
};
const exitCode = async (child: ChildProcess) => child.exitCode ?? (await once(child, 'exit'))[0];
const announcedPort = async () => {
  for (;;) {
    const port = existsSync(portFile) ? Number.parseInt(readFileSync(portFile, 'utf8'), 10) : NaN;
    if (port > 0) return port;
    await sleep(50);
  }
};
const post = (port: number, path: string, body: unknown) =>
  fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', body: JSON.stringify(body) });

it('exits by itself after its idle time and deletes its port file', async () => {
  const child = start('--ttl', '1');
  const port = await announcedPort();
  expect((await fetch(`http://127.0.0.1:${port}/status`)).status).toBe(200);
  expect(await exitCode(child)).toBe(0);
  expect(existsSync(portFile)).toBe(false);
});

it('exits when its client died during an operation that hangs', async () => {
  const child = start('--ttl', '1');
  const port = await announcedPort();
  const created = await post(port, '/instances', { subnet_config_set: { application: [{}] } });
  const { Created } = (await created.json()) as { Created: { instance_id: number } };
  const call = async (path: string, body: unknown, signal?: AbortSignal) => {
    const url = `http://127.0.0.1:${port}/instances/${Created.instance_id}${path}`;
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(body), signal });
    return ((await response.json()) as { Ok: { message_id: string } & string }).Ok;
  };
  const manage = (method: ManagementMethod, argument: object) => {
    const type = managementIdl[method][0] as IDL.Type;
    const payload = Buffer.from(IDL.encode([type], [argument])).toString('base64');
    const target = { sender: 'BA==', canister_id: '', effective_principal: 'None' };
    return call('/update/submit_ingress_message', { ...target, method, payload });
  };
  const plain = { sender_canister_version: [] };
  const create = { amount: [], settings: [], specified_id: [], ...plain };
  const canister = await call(
    '/update/await_ingress_message',
    await manage('provisional_create_canister_with_cycles', create),
  );
  const [{ canister_id }] = IDL.decode(
    [IDL.Record({ canister_id: IDL.Principal })],
    Uint8Array.from(Buffer.from(canister, 'base64')),
  ) as unknown as [{ canister_id: unknown }];
  const wasm_module = assemble({ exports: { canister_init: forever } });
  const install = { mode: { install: null }, canister_id, wasm_module, arg: [], ...plain };
  const message = await manage('install_code', install);
  const patience = AbortSignal.timeout(300);
  await expect(call('/update/await_ingress_message', message, patience)).rejects.toThrow();
  expect(await exitCode(child)).toBe(0);
  expect(existsSync(portFile)).toBe(false);
});

it('a second server on the same port file exits silently and leaves the first one alone', async () => {
  start();
  const port = await announcedPort();
  const second = start();
  let output = '';
  second.stdout?.on('data', (text) => {
    output += text;
  });
  second.stderr?.on('data', (text) => {
    output += text;
  });
  expect(await exitCode(second)).toBe(0);
  expect(output).toBe('');
  expect(await announcedPort()).toBe(port);
  expect((await fetch(`http://127.0.0.1:${port}/status`)).status).toBe(200);
});

it('takes over the port file of a server that was killed', async () => {
  const first = start();
  const port = await announcedPort();
  first.kill('SIGKILL');
  await exitCode(first);
  start();
  while ((await announcedPort()) === port) await sleep(50);
  expect((await fetch(`http://127.0.0.1:${await announcedPort()}/status`)).status).toBe(200);
});

it('a port file with nonsense is replaced', async () => {
  writeFileSync(portFile, 'nonsense');
  start();
  expect((await fetch(`http://127.0.0.1:${await announcedPort()}/status`)).status).toBe(200);
});

it('stops on SIGTERM and deletes its port file', async () => {
  const child = start();
  const port = await announcedPort();
  await post(port, '/instances', { subnet_config_set: { application: [{}] } });
  child.kill('SIGTERM');
  expect(await exitCode(child)).toBe(0);
  expect(existsSync(portFile)).toBe(false);
});

it.each([
  ['icp_features', { icp_features: { registry: 'DefaultConfig' } }, 'the ICP feature "registry"'],
  ['bitcoind', { bitcoind_addr: ['127.0.0.1:18444'] }, 'a subnet of kind "bitcoin"'],
  ['state', { subnet_config_set: { nns: { state_config: { FromPath: '/x' } } } }, '"nns"'],
  [
    'limits',
    { subnet_config_set: { application: [{ instruction_config: 'Benchmarking' }] } },
    'benchmarking',
  ],
  ['cloud', { subnet_config_set: { cloud_engine: [{}] } }, 'cloud_engine'],
])('what it cannot do is refused by name: %s', async (_what, options, name) => {
  start();
  const body = { subnet_config_set: { application: [{}] }, ...options };
  const response = await post(await announcedPort(), '/instances', body);
  expect(response.status).toBe(400);
  expect(((await response.json()) as { Error: { message: string } }).Error.message).toContain(name);
});

it('mocking HTTPS outcalls and unknown endpoints are refused by name', async () => {
  start();
  const port = await announcedPort();
  const created = await post(port, '/instances', { subnet_config_set: { application: [{}] } });
  const { Created } = (await created.json()) as { Created: { instance_id: number } };
  const instance = `/instances/${Created.instance_id}`;
  const messages = [`${instance}/update/mock_canister_http`, `${instance}/update/nothing`].map(
    async (path) => ((await (await post(port, path, {})).json()) as { message: string }).message,
  );
  expect(await Promise.all(messages)).toEqual([
    expect.stringContaining('mocking HTTPS outcalls'),
    expect.stringContaining('/update/nothing'),
  ]);
});
