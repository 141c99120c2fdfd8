import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const clones: string[] = [];

afterAll(() => {
  for (const clone of clones) rmSync(clone, { recursive: true, force: true });
});

/** The sources in another folder, with the packages of this one. */
function cloneSources(): string {
  const clone = mkdtempSync(join(tmpdir(), 'qikcard-clone-'));
  clones.push(clone);
  for (const part of ['canisters', 'packages', 'scripts', 'dfx.json', 'tsconfig.json']) {
    cpSync(join(root, part), join(clone, part), { recursive: true });
  }
  for (const part of ['package.json', 'package-lock.json'])
    cpSync(join(root, part), join(clone, part));
  mkdirSync(join(clone, 'node_modules/@qikcard'), { recursive: true });
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name === '@qikcard' || name.startsWith('.')) continue;
    symlinkSync(join(root, 'node_modules', name), join(clone, 'node_modules', name));
  }
  for (const name of ['contracts', 'canister-kit']) {
    symlinkSync(join(clone, 'packages', name), join(clone, 'node_modules/@qikcard', name));
  }
  return clone;
}

function build(clone: string): { moduleHash: string; module: Buffer } {
  const args = ['--import', 'tsx', 'scripts/build.ts', 'analytics'];
  execFileSync(process.execPath, args, { cwd: clone, stdio: 'pipe' });
  const record = JSON.parse(readFileSync(join(clone, 'dist/canisters/analytics.json'), 'utf8'));
  return {
    moduleHash: record.moduleHash,
    module: readFileSync(join(clone, 'dist/canisters/analytics.wasm.gz')),
  };
}

test('two clones in different folders build the same module', () => {
  const [one, other] = [build(cloneSources()), build(cloneSources())];
  expect(one.moduleHash).toBe(other.moduleHash);
});

test('a changed source gives another module', () => {
  const clone = cloneSources();
  const before = build(clone).moduleHash;
  const file = join(clone, 'packages/contracts/src/limits.ts');
  writeFileSync(file, readFileSync(file, 'utf8').replace('PAGE_MAX = 100', 'PAGE_MAX = 99'));
  expect(build(clone).moduleHash).not.toBe(before);
});

test('the module carries its Candid interface and is valid wasm', async () => {
  const wasm = gunzipSync(build(clones[0]).module);
  const compiled = await WebAssembly.compile(new Uint8Array(wasm));
  const [candid] = WebAssembly.Module.customSections(compiled, 'icp:public candid:service');
  const text = new TextDecoder().decode(candid);
  expect(text.trim()).toBe(
    readFileSync(join(root, 'canisters/analytics/analytics.did'), 'utf8').trim(),
  );
});
