/** `npm run bench`: instructions, latency and throughput against the goals, as tables. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { meets, printTable, type Row } from '../bench/rows.ts';
import { buildCanisters } from './build/canisters.ts';

type Suite = { title: string; measure: () => Promise<Row[]> };

const suites: Record<string, () => Promise<Suite>> = {
  kit: async () => (await import('../bench/kit.ts')).suite,
  'check-in': async () => (await import('../bench/check-in.ts')).suite,
  passes: async () => (await import('../bench/passes.ts')).suite,
  lending: async () => (await import('../bench/lending.ts')).suite,
  people: async () => (await import('../bench/people.ts')).suite,
  badges: async () => (await import('../bench/badges.ts')).suite,
  wallet: async () => (await import('../bench/wallet.ts')).suite,
  network: async () => (await import('../bench/network.ts')).suite,
  door: async () => (await import('../bench/door.ts')).suite,
};

/** Of a figure in the baseline; random bytes move a figure by less. */
const RISE_MAX_PERCENT = 3;
/** Counted, not timed: their figures are the same on every machine. */
const COUNTED = ['kit', 'check-in', 'passes', 'lending', 'people', 'badges', 'wallet'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean', short: 'h' },
    'save-baseline': { type: 'boolean' },
    check: { type: 'boolean' },
  },
});
if (values.help) {
  console.log(`npm run bench                       every suite: ${Object.keys(suites).join(', ')}
npm run bench -- check-in           only these suites
npm run bench -- --save-baseline    also write exact figures to bench/baseline.json
npm run bench -- --check            small tables only; fails when instructions rose over ${RISE_MAX_PERCENT} %
Writes bench/results.json. Instruction counts are exact; times depend on the machine.`);
  process.exit(0);
}

if (values.check) process.env.QIKCARD_BENCH_ROWS ??= '1000';
await buildCanisters([], () => {});
const chosen = positionals.length > 0 ? positionals : values.check ? COUNTED : Object.keys(suites);
const rows: Row[] = [];
for (const name of chosen) {
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
const risen = compareWithBaseline(rows);
const missed = rows.filter((row) => meets(row) === false);
console.log(
  missed.length === 0
    ? '\nEvery stated goal is met.'
    : `\nGoals missed: ${missed.map(({ name }) => name).join('; ')}`,
);
if (risen.length > 0) console.log(`\nMore instructions than before: ${risen.join('; ')}`);
process.exit(values.check && risen.length > 0 ? 1 : 0);

function saveBaseline(measured: Row[]): void {
  const exact = measured.filter((row) => row.exact).map(({ name, value }) => [name, value]);
  const kept = { ...readBaseline(), ...Object.fromEntries(exact) };
  writeFileSync('bench/baseline.json', `${JSON.stringify(kept, null, 2)}\n`);
}

/** Prints what has changed; gives the names of the figures that rose too far. */
function compareWithBaseline(measured: Row[]): string[] {
  const baseline = readBaseline();
  const risen: string[] = [];
  for (const { name, value } of measured) {
    const before = baseline[name];
    if (before === undefined || value === before) continue;
    const change = (value / before - 1) * 100;
    const was = `${change.toFixed(1)} % against the baseline of ${before.toFixed(2)}`;
    console.log(`  ${name}: ${was}`);
    if (change > RISE_MAX_PERCENT) risen.push(name);
  }
  return risen;
}

function readBaseline(): Record<string, number> {
  return JSON.parse(readFileSync('bench/baseline.json', 'utf8'));
}
