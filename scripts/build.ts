/** `npm run build [-- auth event …]`: canisters to dist/canisters, web apps to dist/. */
import { copyFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildCanisters } from './build/canisters.ts';
import { buildWeb } from './build/web.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean', short: 'h' },
    output: { type: 'string' },
    'canisters-only': { type: 'boolean' },
  },
});

if (values.help) {
  console.log(`npm run build                   everything that has changed
npm run build -- auth event     these canisters only
  --canisters-only              leave the web apps out
  --output FILE                 also copy the one named canister's module there (icp CLI)`);
  process.exit(0);
}

const started = Date.now();
const built = await buildCanisters(positionals);
if (values.output && positionals.length === 1) copyFileSync(built[0].wasmPath, values.output);
if (positionals.length === 0 && !values['canisters-only']) await buildWeb();
for (const { name, moduleHash, cached } of built) {
  console.log(`  ${name.padEnd(10)} ${moduleHash}${cached ? '  (unchanged)' : ''}`);
}
console.log(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
