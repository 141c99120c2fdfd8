import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { contentHash } from '../../../scripts/build/inputs.ts';

const root = resolve(import.meta.dirname, '../../..');
const run = promisify(execFile);

/**
 * The wasm of a canister in this folder, built with Azle once per content; the cache is below
 * `node_modules/.cache/qikcard`, and its Candid file lies beside it.
 */
export async function buildTestCanister(name: string): Promise<string> {
  const source = join(import.meta.dirname, `${name}.ts`);
  const azle = readFileSync(join(root, 'node_modules/azle/package.json'));
  const hash = createHash('sha256')
    .update(azle)
    .update(readFileSync(source))
    .update(ownInputs(readFileSync(source, 'utf8')))
    .digest('hex');
  const cache = join(root, 'node_modules/.cache/qikcard');
  const wasm = join(cache, `${name}-${hash.slice(0, 16)}.wasm`);
  if (existsSync(wasm) && existsSync(wasm.replace(/wasm$/, 'did'))) return wasm;
  // Test files run in parallel: each build has its own folder and appears by renaming.
  const folder = join(cache, `build-${name}-${process.pid}`);
  prepare(folder, name, source);
  await run(
    process.execPath,
    ['--import', 'tsx', join(root, 'node_modules/azle/src/build.ts'), 'build', name],
    {
      cwd: folder,
      env: { ...process.env, CANISTER_CANDID_PATH: join(folder, `${name}.did`) },
    },
  );
  cpSync(join(folder, `${name}.did`), wasm.replace(/wasm$/, 'did'));
  renameSync(join(folder, '.azle', name, `${name}.wasm`), wasm);
  return wasm;
}

/** What a test canister that is made of the kit depends on besides itself. */
function ownInputs(source: string): string {
  if (!source.includes("'@qikcard/")) return '';
  return contentHash(root, ['packages/canister-kit/src', 'packages/contracts/src']);
}

function prepare(folder: string, name: string, source: string): void {
  mkdirSync(join(folder, 'src'), { recursive: true });
  cpSync(source, join(folder, 'src/index.ts'));
  const canister = {
    type: 'custom',
    main: 'src/index.ts',
    candid: `${name}.did`,
    wasm: `.azle/${name}/${name}.wasm`,
    build: 'azle',
    metadata: [],
  };
  writeFileSync(join(folder, 'dfx.json'), JSON.stringify({ canisters: { [name]: canister } }));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  cpSync(join(root, 'tsconfig.json'), join(folder, 'tsconfig.json'));
  if (!existsSync(join(folder, 'node_modules'))) {
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  }
}
