/** `npm test`: builds, then runs every test there is, the browser's included. */
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { buildCanisters } from './build/canisters.ts';
import { buildWeb } from './build/web.ts';
import { ensureBrowser } from './test/browser.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean', short: 'h' }, project: { type: 'string', multiple: true } },
});
if (values.help) {
  console.log(`npm test                              builds and runs everything
npm test -- tests/journeys/race       only files whose path contains this
npm test -- --project unit            one of: unit, network, browser`);
  process.exit(0);
}

const projects = values.project ?? ['unit', 'network', 'browser'];
const report = 'test-output/results.json';

console.log('Building …');
await buildCanisters();
await buildWeb();
const environment = { ...process.env };
if (projects.includes('browser')) environment.CHROME_PATH = ensureBrowser();

rmSync(report, { force: true });
const run = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...positionals,
  ],
  { stdio: 'inherit', env: environment },
);
const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(
  readFileSync(report, 'utf8'),
);
// A file that fails to load has no tests to count, and must still count.
const broken = testResults.filter(
  (file: { status: string; assertionResults: unknown[] }) =>
    file.status === 'failed' && file.assertionResults.length === 0,
).length;
const skipped = numPendingTests > 0 ? `, ${numPendingTests} skipped` : '';
const failed =
  numFailedTests + broken + (run.status !== 0 && numFailedTests + broken === 0 ? 1 : 0);
console.log(`${numPassedTests} passed, ${failed} failed${skipped}`);
process.exit(failed === 0 && numPassedTests > 0 ? 0 : 1);
