/** `npm run bench`: instructions, latency and throughput against the goals, as tables. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { meets, printTable, type Row } from '../bench/rows.ts';
import { buildCanisters } from './build/canisters.ts';

type Suite = { title: string; measure: () => Promise<Row[]> };

const suites: Record<string, () => Promise<Suite>> = {
  kit: async () => (await import('../bench/kit.ts')).suite,
  'check-in': async () => (await import('../bench/check-in.ts')).suite,
  network: async () => (await import('../bench/network.ts')).suite,
  door: async () => (await import('../bench/door.ts')).suite,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { help: { type: 'boolean', short: 'h' }, 'save-baseline': { type: 'boolean' } },
});
if (values.help) {
  console.log(`npm run bench                       every suite: ${Object.keys(suites).join(', ')}
npm run bench -- check-in           only these suites
npm run bench -- --save-baseline    also write exact figures to bench/baseline.json
Writes bench/results.json. Instruction counts are exact; times depend on the machine.`);
  process.exit(0);
}

await buildCanisters([], () => {});
const rows: Row[] = [];
for (const name of positionals.length > 0 ? positionals : Object.keys(suites)) {
  if (!suites[name])
    throw new Error(`no suite "${name}"; there are: ${Object.keys(suites).join(', ')}`);
  const { title, measure } = await suites[name]();
  console.log(`\nMeasuring: ${title} …`);
  const measured = await measure();
  printTable(title, measured);
  rows.push(...measured);
}
mkdirSync('bench', { recursive: true });
writeFileSync('bench/results.json', `${JSON.stringify(rows, null, 2)}\n`);
if (values['save-baseline']) saveBaseline(rows);
compareWithBaseline(rows);
const missed = rows.filter((row) => meets(row) === false);
console.log(
  missed.length === 0
    ? '\nEvery stated goal is met.'
    : `\nGoals missed: ${missed.map(({ name }) => name).join('; ')}`,
);
process.exit(0);

function saveBaseline(measured: Row[]): void {
  const exact = measured.filter((row) => row.exact).map(({ name, value }) => [name, value]);
  const kept = { ...readBaseline(), ...Object.fromEntries(exact) };
  writeFileSync('bench/baseline.json', `${JSON.stringify(kept, null, 2)}\n`);
}

function compareWithBaseline(measured: Row[]): void {
  const baseline = readBaseline();
  for (const { name, value } of measured) {
    const before = baseline[name];
    if (before === undefined || value === before) continue;
    const change = ((value / before - 1) * 100).toFixed(1);
    console.log(`  ${name}: ${change} % against the baseline of ${before.toFixed(2)}`);
  }
}

function readBaseline(): Record<string, number> {
  return JSON.parse(readFileSync('bench/baseline.json', 'utf8'));
}
