/** The launcher protocol by which `icp network start` runs this engine. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HttpAgent } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import { afterEach, beforeEach, expect, it } from 'vitest';

const launcher = resolve(import.meta.dirname, '../../packages/local-network/bin/launcher.mjs');
let folder: string;
let children: ChildProcess[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'launcher-'));
  children = [];
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

const launch = (...args: string[]) => {
  const child = spawn(process.execPath, [launcher, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  return child;
};
const exitCode = async (child: ChildProcess) => child.exitCode ?? (await once(child, 'exit'))[0];

async function statusOf(child: ChildProcess) {
  const path = join(folder, 'status', 'status.json');
  while (!existsSync(path)) {
    if (child.exitCode !== null) throw new Error(String(child.stderr?.read()));
    await sleep(50);
  }
  const text = readFileSync(path, 'utf8');
  expect(text.endsWith('\n')).toBe(true);
  rmSync(path);
  return JSON.parse(text) as Record<string, string>;
}

const standard = () => [
  '--interface-version=1.1.0',
  `--state-dir=${join(folder, 'state')}`,
  '--bind=127.0.0.1',
  '--gateway-port=0',
  `--status-dir=${join(folder, 'status')}`,
  '--domain=localhost',
];

it('announces a network that an agent accepts, stops on SIGINT and comes back the same', async () => {
  const first = launch(...standard());
  const status = await statusOf(first);
  expect(status).toMatchObject({ v: '1', instance_id: 0, supported_features: [] });
  Principal.fromText(status.default_effective_canister_id!);
  const agent = await HttpAgent.create({ host: `http://127.0.0.1:${status.gateway_port}` });
  expect(Buffer.from(await agent.fetchRootKey()).toString('hex')).toBe(status.root_key);
  first.kill('SIGINT');
  expect(await exitCode(first)).toBe(0);
  const again = await statusOf(launch(...standard()));
  expect(again.root_key).toBe(status.root_key);
});

it('refuses what it cannot do by name', async () => {
  for (const flag of ['--nns', '--ii', '--subnet=moon']) {
    const child = launch(...standard(), flag);
    let text = '';
    child.stderr?.on('data', (part) => {
      text += part;
    });
    expect(await exitCode(child)).not.toBe(0);
    expect(text).toContain(`does not support ${flag}`);
  }
});

it('warns about options of a newer interface and refuses unknown ones of its own', async () => {
  const newer = launch('--interface-version=1.9.0', ...standard().slice(1), '--from-the-future=1');
  await statusOf(newer);
  const own = launch(...standard(), '--from-the-future=1');
  expect(await exitCode(own)).not.toBe(0);
});
