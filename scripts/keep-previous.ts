/** Keeps what a version's canisters store, for the tests of upgrades from it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { canisterNames } from '@qikcard/contracts';
import { Deployment } from '../tests/support/deployment.ts';
import { picIdOf } from '../tests/support/operator.ts';
import { packMemory } from '../tests/support/previous/memory-file.ts';
import { makeScene } from '../tests/support/previous/scene.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean', short: 'h' }, modules: { type: 'string' } },
});
if (values.help || positionals.length !== 1) {
  console.log(`npx tsx scripts/keep-previous.ts NAME      plays a scene on the canisters built here
  --modules FOLDER    on the six modules (*.wasm.gz) of another version instead
Writes tests/data/previous/NAME: each canister's stable memory and what the scene was.
tests/journeys/upgrade-previous.test.ts upgrades from every folder there.`);
  process.exit(values.help ? 0 : 1);
}

const folder = resolve(import.meta.dirname, '../tests/data/previous', positionals[0]);
const modules = values.modules === undefined ? {} : { modules: resolve(values.modules) };
const deployment = await Deployment.start(modules);
try {
  const scene = await makeScene(deployment);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'scene.json'), `${JSON.stringify(scene, null, 2)}\n`);
  for (const name of canisterNames) {
    const memory = await deployment.pic.getStableMemory(picIdOf(deployment, name));
    const packed = packMemory(memory);
    writeFileSync(join(folder, `${name}.memory.br`), packed);
    console.log(`  ${name.padEnd(10)} ${memory.length >> 20} MiB in ${packed.length} bytes`);
  }
} finally {
  await deployment.stop();
}
process.exit(0);
