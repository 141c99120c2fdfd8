/** The real `icp` command line: start, deploy, call, transfer cycles, stop. */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildTestCanister } from '../support/test-canisters/build.ts';

/** The tool is an optional dependency; there is none for every platform. */
function findIcp(): string | undefined {
  try {
    const require = createRequire(import.meta.url);
    const folder = dirname(require.resolve('@icp-sdk/icp-cli-linux-x64/package.json'));
    return join(folder, 'bin/icp');
  } catch {
    return undefined;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}

const tool = findIcp();
let project: string;

async function icp(...args: string[]): Promise<string> {
  const env = {
    ...process.env,
    ICP_HOME: join(project, 'home'),
    ICP_TELEMETRY_DISABLED: '1',
    ICP_CLI_NETWORK_LAUNCHER_PATH: resolve(
      import.meta.dirname,
      '../../packages/local-network/bin/launcher.mjs',
    ),
  };
  const { stdout, stderr } = await promisify(execFile)(tool!, args, { cwd: project, env });
  return stdout + stderr;
}

beforeAll(async () => {
  if (!tool) return;
  project = mkdtempSync(join(tmpdir(), 'icp-project-'));
  cpSync(await buildTestCanister('probe'), join(project, 'probe.wasm'));
  const step = `{type: script, commands: ['cp "${project}/probe.wasm" "$ICP_WASM_OUTPUT_PATH"']}`;
  writeFileSync(
    join(project, 'icp.yaml'),
    `canisters:
  - {name: probe, build: {steps: [${step}]}, init_args: "(opt \\"from icp\\")"}
networks:
  - {name: local, mode: managed, gateway: {port: ${await freePort()}}}
`,
  );
  await icp('network', 'start', '-d');
});
afterAll(async () => {
  if (!tool) return;
  await icp('network', 'stop');
  rmSync(project, { recursive: true });
});

it.skipIf(!tool)('deploys a canister, calls it and upgrades it', async () => {
  expect(await icp('deploy')).toContain('Created canister probe');
  expect(await icp('canister', 'call', 'probe', 'greet', '()')).toContain('"from icp"');
  expect(await icp('canister', 'call', 'probe', 'put', '("a", "1")')).toContain('(1 : nat64)');
  expect(await icp('deploy')).toContain('All canisters already exist');
  expect(await icp('canister', 'call', 'probe', 'get', '("a")')).toContain('opt "1"');
});

it.skipIf(!tool)('stops, starts, tops up and reports a canister', async () => {
  await icp('canister', 'stop', 'probe');
  expect(await icp('canister', 'status', 'probe')).toContain('Status: Stopped');
  await icp('canister', 'start', 'probe');
  expect(await icp('canister', 'status', 'probe')).toContain('Status: Running');
  await icp('canister', 'top-up', 'probe', '--amount', '1t');
});

it.skipIf(!tool)('pays cycles from one identity to another', async () => {
  await icp('identity', 'new', 'joe', '--storage', 'plaintext');
  const joe = (await icp('identity', 'principal', '--identity', 'joe')).trim();
  await icp('cycles', 'transfer', '5t', joe);
  expect(await icp('cycles', 'balance', '--identity', 'joe')).toContain('5_000_000_000_000');
});
