import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { withCandidSections } from './candid-sections.ts';
import { contentHash } from './inputs.ts';
import { stageDirectory, staged } from './stage.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');

type DfxCanister = { type: string; candid: string; wasm: string };
export type BuiltCanister = { name: string; wasmPath: string; moduleHash: string; cached: boolean };

/** The custom canisters of dfx.json, in its order: the one list every tool goes by. */
export function canisterList(): Record<string, DfxCanister> {
  const dfx = JSON.parse(readFileSync(join(root, 'dfx.json'), 'utf8'));
  const all = Object.entries<DfxCanister>(dfx.canisters);
  return Object.fromEntries(all.filter(([, canister]) => canister.type === 'custom'));
}

/** Builds the named canisters (all when none is named), in parallel, skipping unchanged ones. */
export async function buildCanisters(
  names: string[] = [],
  report: (line: string) => void = console.log,
): Promise<BuiltCanister[]> {
  const list = canisterList();
  const wanted = names.length > 0 ? names : Object.keys(list);
  for (const name of wanted) {
    if (!list[name]) {
      throw new Error(`there is no canister "${name}"; there are: ${Object.keys(list).join(', ')}`);
    }
  }
  const built = new Map<string, BuiltCanister>();
  for (const name of wanted) {
    const cached = readCached(name, list[name]);
    if (cached) built.set(name, cached);
  }
  const stale = wanted.filter((name) => !built.has(name));
  if (stale.length > 0) {
    await staged(root, () =>
      inParallel(stale, Math.max(2, availableParallelism() - 1), async (name) => {
        const started = Date.now();
        built.set(name, await buildOne(name, list[name]));
        report(`  built ${name} in ${((Date.now() - started) / 1000).toFixed(1)} s`);
      }),
    );
  }
  return wanted.map((name) => built.get(name) as BuiltCanister);
}

function inputsOf(name: string): string {
  return contentHash(root, [
    `canisters/${name}`,
    'packages/canister-kit/src',
    'packages/contracts/src',
    'scripts/build',
    'package-lock.json',
    'tsconfig.json',
  ]);
}

const recordPath = (canister: DfxCanister) =>
  join(root, canister.wasm.replace(/\.wasm\.gz$/, '.json'));

function readCached(name: string, canister: DfxCanister): BuiltCanister | undefined {
  const wasmPath = join(root, canister.wasm);
  if (!existsSync(recordPath(canister)) || !existsSync(wasmPath)) return undefined;
  const record = JSON.parse(readFileSync(recordPath(canister), 'utf8'));
  if (record.inputs !== inputsOf(name)) return undefined;
  return { name, wasmPath, moduleHash: record.moduleHash, cached: true };
}

async function buildOne(name: string, canister: DfxCanister): Promise<BuiltCanister> {
  const candidPath = join(stageDirectory, `${name}.did`);
  const azle = join(root, 'node_modules/azle/src/build.ts');
  const inputs = inputsOf(name);
  try {
    await run(process.execPath, ['--import', 'tsx', azle, 'build', name], {
      cwd: stageDirectory,
      env: { ...process.env, CANISTER_CANDID_PATH: candidPath },
      maxBuffer: 64 << 20,
    });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`Azle could not build ${name}:\n${stdout}${stderr}`);
  }
  const candid = readFileSync(candidPath, 'utf8');
  const raw = readFileSync(join(stageDirectory, '.azle', name, `${name}.wasm`));
  const module = gzipSync(withCandidSections(raw, candid), { level: 9 });
  // The gzip header names the operating system; 255 is "unknown", so that hashes agree everywhere.
  module[9] = 255;
  const wasmPath = join(root, canister.wasm);
  mkdirSync(dirname(wasmPath), { recursive: true });
  writeFileSync(wasmPath, module);
  writeFileSync(wasmPath.replace(/\.wasm\.gz$/, '.did'), candid);
  const moduleHash = createHash('sha256').update(module).digest('hex');
  writeFileSync(recordPath(canister), `${JSON.stringify({ inputs, moduleHash })}\n`);
  return { name, wasmPath, moduleHash, cached: false };
}

async function inParallel<T>(items: T[], width: number, work: (item: T) => Promise<void>) {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
}
