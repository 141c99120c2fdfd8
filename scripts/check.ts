/** `npm run check`: what must hold before a commit, in under a minute. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { buildCanisters, canisterList } from './build/canisters.ts';

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

const candidDrift: Step = {
  name: 'Candid files say what the canisters do',
  run: async () => {
    await buildCanisters([], () => {});
    const drifted = Object.entries(canisterList()).filter(([, canister]) => {
      const generated = readFileSync(canister.wasm.replace(/\.wasm\.gz$/, '.did'), 'utf8');
      return generated.trim() !== readFileSync(canister.candid, 'utf8').trim();
    });
    if (drifted.length === 0) return undefined;
    return drifted
      .map(([name, { candid, wasm }]) => {
        const generated = wasm.replace(/\.wasm\.gz$/, '.did');
        return `${candid} differs from what ${name} exports; if that is meant: cp ${generated} ${candid}`;
      })
      .join('\n');
  },
};

const steps: Step[] = [
  tool('types', 'node_modules/typescript/bin/tsc', ['-p', '.']),
  tool('lint, format, import directions', 'node_modules/@biomejs/biome/bin/biome', ['check', '.']),
  tool('unit tests', 'node_modules/vitest/vitest.mjs', ['run', '--project', 'unit']),
  candidDrift,
];

if (process.argv.includes('--help') || process.argv.includes('-h')) {
  console.log(`npm run check    ${steps.map(({ name }) => name).join('; ')}.
Runs them side by side and exits 1 when one fails; \`npm run format\` mends the format.`);
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
