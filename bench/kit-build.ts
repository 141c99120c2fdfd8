import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';

const root = resolve(import.meta.dirname, '..');

/** Builds bench/kit-canister, which no deployment has, in a folder of its own. */
export async function buildKitBench(): Promise<Uint8Array> {
  const stage = mkdtempSync(join(tmpdir(), 'qikcard-kit-bench-'));
  try {
    for (const linked of ['node_modules', 'bench']) {
      symlinkSync(join(root, linked), join(stage, linked), 'junction');
    }
    const canister = { type: 'custom', main: 'bench/kit-canister/index.ts' };
    writeFileSync(join(stage, 'dfx.json'), JSON.stringify({ canisters: { kit: canister } }));
    writeFileSync(join(stage, 'tsconfig.json'), readFileSync(join(root, 'tsconfig.json')));
    const azle = join(root, 'node_modules/azle/src/build.ts');
    await promisify(execFile)(process.execPath, ['--import', 'tsx', azle, 'build', 'kit'], {
      cwd: stage,
      env: { ...process.env, CANISTER_CANDID_PATH: join(stage, 'kit.did') },
      maxBuffer: 64 << 20,
    });
    return Uint8Array.from(gzipSync(readFileSync(join(stage, '.azle/kit/kit.wasm'))));
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}
