/** The `icp` command line (Rust agent) verifies and uses the network. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deriveSubnetKey } from '../../packages/local-network/src/certification/keys.ts';
import { type Fixture, startFixture } from './agent-fixture.ts';

function findIcp(): string | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve(
      '@icp-sdk/icp-cli-linux-x64/package.json',
    );
    const binary = join(dirname(manifest), 'bin', 'icp');
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}
const binary = findIcp();
const title = binary
  ? 'icp'
  : 'icp (skipped: the optional package @icp-sdk/icp-cli-linux-x64 is not installed here)';

describe.skipIf(!binary)(title, () => {
  let network: Fixture;
  const home = mkdtempSync(join(tmpdir(), 'icp-home-'));
  beforeAll(async () => {
    network = await startFixture();
  });
  afterAll(async () => {
    await network?.stop();
    rmSync(home, { recursive: true });
  });

  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

  function icp(rootKey: string, ...args: string[]): Promise<{ code: number; output: string }> {
    const url = network.server.gatewayUrl.replace('localhost', '127.0.0.1');
    const env = { ...process.env, ICP_HOME: home, ICP_TELEMETRY_DISABLED: '1' };
    const all = ['canister', ...args, '-n', url, '-k', rootKey];
    return new Promise((resolve) => {
      execFile(binary ?? '', all, { env, cwd: home, timeout: 60_000 }, (error, out, err) => {
        resolve({ code: error ? Number(error.code ?? 1) : 0, output: `${out}${err}` });
      });
    });
  }

  test('calls, with the root key given or fetched', async () => {
    const id = network.canisterId.toText();
    for (const key of [hex(network.server.rootKey), 'fetch']) {
      const { output, code } = await icp(key, 'call', id, 'list_authorized', '()');
      expect(output).toContain(network.owner.getPrincipal().toText());
      expect(code).toBe(0);
    }
  });

  test('queries', async () => {
    const id = network.canisterId.toText();
    const { output } = await icp('fetch', 'call', '--query', id, 'api_version', '()');
    expect(output).toContain('2');
  });

  test('reads what is public of a canister', async () => {
    const { output } = await icp('fetch', 'status', network.canisterId.toText());
    expect(output).toContain(network.owner.getPrincipal().toText());
  });

  test('refuses a network with another root key', async () => {
    const key = hex(deriveSubnetKey('somebody else', 0).publicKeyDer);
    const id = network.canisterId.toText();
    const { code, output } = await icp(key, 'call', id, 'list_authorized', '()');
    expect(output).toMatch(/signature|certificate|verif/i);
    expect(code).not.toBe(0);
  });
});
