/** `npm run check`: what must hold before a commit, in under a minute. */
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { buildCanisters, canisterList } from './build/canisters.ts';
import { incompatibilities } from './check/candid.ts';

type Step = { name: string; run: () => Promise<string | undefined> };

/** Runs a tool; undefined when it is content, else what it printed. */
function tool(name: string, script: string, args: string[]): Step {
  return {
    name,
    run: () =>
      new Promise((resolve) => {
        const child = spawn(process.execPath, [script, ...args], {
          stdio: ['ignore', 'pipe', 'pipe'],
        });
        let output = '';
        child.stdout.on('data', (chunk) => (output += chunk));
        child.stderr.on('data', (chunk) => (output += chunk));
        child.on('exit', (code) => resolve(code === 0 ? undefined : output));
      }),
  };
}

/** The Candid file as it was committed; what lies in the folder where there is no repository. */
function committed(path: string): string {
  try {
    return execFileSync('git', ['show', `HEAD:${path}`], {
      stdio: ['ignore', 'pipe', 'ignore'],
    }).toString();
  } catch {
    return readFileSync(path, 'utf8');
  }
}

const candid: Step = {
  name: 'Candid files say what the canisters do, and committed clients still understand them',
  run: async () => {
    await buildCanisters([], () => {});
    const problems = Object.entries(canisterList()).flatMap(([name, { candid, wasm }]) => {
      const generated = wasm.replace(/\.wasm\.gz$/, '.did');
      const now = readFileSync(generated, 'utf8');
      const found = incompatibilities(committed(candid), now).map(
        (each) => `${name} breaks clients of the committed ${candid}: ${each}.`,
      );
      if (now.trim() !== readFileSync(candid, 'utf8').trim()) {
        const remedy = `if that is meant: cp ${generated} ${candid}`;
        found.push(`${candid} differs from what ${name} exports; ${remedy}`);
      }
      return found;
    });
    return problems.length === 0 ? undefined : problems.join('\n');
  },
};

// Where `npm test` follows anyway.
const withoutTests = process.argv.includes('--without-tests');
const unitTests = tool('unit tests', 'node_modules/vitest/vitest.mjs', [
  'run',
  '--project',
  'unit',
]);

const steps: Step[] = [
  tool('types', 'node_modules/typescript/bin/tsc', ['-p', '.']),
  tool('lint, format, import directions', 'node_modules/@biomejs/biome/bin/biome', ['check', '.']),
  ...(withoutTests ? [] : [unitTests]),
  candid,
];

if (process.argv.includes('--help') || process.argv.includes('-h')) {
  console.log(`npm run check    ${steps.map(({ name }) => name).join('; ')}.
Runs them side by side and exits 1 when one fails; \`npm run format\` mends the format.
--without-tests leaves the unit tests to \`npm test\`.`);
  process.exit(0);
}

const started = Date.now();
const results = await Promise.all(
  steps.map(async ({ name, run }) => {
    const problem = await run();
    console.log(`${problem === undefined ? '✓' : '✗'} ${name}`);
    return problem;
  }),
);
for (const problem of results) if (problem !== undefined) console.error(`\n${problem.trim()}`);
console.log(`Checked in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
process.exit(results.every((problem) => problem === undefined) ? 0 : 1);
