/** What lending costs in instructions, and that it costs the same however many things there are. */
import { createHash } from 'node:crypto';
import type { LendingScan, ResourceView } from '@qikcard/contracts';
import { Deployment } from '../tests/support/deployment.ts';
import { granted } from '../tests/support/doors.ts';
import { type Person, person } from '../tests/support/people.ts';
import { draftOf, lendingScan, loanOf, ownedBy } from '../tests/support/things.ts';
import type { Row } from './rows.ts';

/** Things; `QIKCARD_BENCH_ROWS=1000` is done in a minute. */
const SIZES = (process.env.QIKCARD_BENCH_ROWS ?? '1000,20000').split(',').map(Number);
const SAMPLES = 8;
/** One owner adds as many without time going by. */
const PER_OWNER = 50;
const HOUR_NS = 3_600_000_000_000n;

export const suite = { title: 'Lending, instructions', measure };

async function measure(): Promise<Row[]> {
  const deployment = await Deployment.start();
  const costs: [number, Map<string, number>][] = [];
  try {
    let things = 0;
    let last: ResourceView[] = [];
    for (const size of SIZES) {
      while (things < size) {
        last = await fill(deployment, person(`owner ${things}`), things);
        things += last.length;
      }
      await deployment.settle();
      costs.push([size, await lend(deployment, size, last)]);
    }
  } finally {
    await deployment.stop();
  }
  return [...costs.flatMap(([size, of]) => rowsOf(size, of)), ...growthOf(costs)];
}

const rowsOf = (size: number, costs: Map<string, number>): Row[] =>
  [...costs].map(([name, value]) => ({
    name: `${name}, ${size.toLocaleString('en')} things`,
    value,
    unit: 'M instructions',
    goal: '≤ 25',
    exact: true,
  }));

function growthOf(costs: [number, Map<string, number>][]): Row[] {
  const [small, large] = [costs[0]?.[1], costs[1]?.[1]];
  if (small === undefined || large === undefined) return [];
  return [...small].map(([name, before]) => ({
    name: `${name}, growth from few things to many`,
    value: (large.get(name) ?? 0) / before,
    unit: 'x',
    goal: '≤ 1.15',
  }));
}

async function fill(deployment: Deployment, owner: Person, first: number): Promise<ResourceView[]> {
  const { create_resource } = deployment.deferredEvent(owner);
  const adding = Array.from({ length: PER_OWNER }, (_, i) =>
    create_resource(draftOf(ownedBy(owner), { name: `Thing ${first + i}` })),
  );
  const added = await Promise.all((await Promise.all(adding)).map((answer) => answer()));
  await deployment.pass(1);
  return added.map(granted);
}

/** Numbered ids: the same run has the same instructions. */
const scanWith = (name: string, change: Partial<LendingScan>): LendingScan =>
  lendingScan({
    ...change,
    scan_id: Uint8Array.from(createHash('sha256').update(name).digest().subarray(0, 16)),
  });

async function lend(
  deployment: Deployment,
  size: number,
  things: ResourceView[],
): Promise<Map<string, number>> {
  const costs = new Map<string, number>();
  const borrower = (n: number) => deployment.as(person(`borrower ${size} ${n}`)).event;
  const desk = deployment.as(person(`owner ${size - PER_OWNER}`)).event;
  const tokens: Uint8Array[] = [];
  const label = async (n: number) => {
    const { token } = granted(await borrower(n).resolve_label(things[n].label[0] ?? '', []));
    tokens[n] = Uint8Array.from(token);
  };
  const scan = (n: number, step: string) =>
    scanWith(`${size} ${n} ${step}`, { resource_id: things[n].id, payload: tokens[n] });
  const from_ns = (await deployment.nowNs()) + 24n * HOUR_NS;
  const span = { count: 1, from_ns, until_ns: from_ns + HOUR_NS };
  const steps: [string, string, (n: number) => Promise<unknown>][] = [
    ['label token', 'resolve_label', label],
    [
      'check-out',
      'check_out_resource',
      async (n) => loanOf(await borrower(n).check_out_resource(scan(n, 'out'))),
    ],
    ['label token, back', 'resolve_label', label],
    [
      'check-in',
      'check_in_resource',
      async (n) => loanOf(await borrower(n).check_in_resource(scan(n, 'in'))),
    ],
    [
      'reserve',
      'reserve_resource',
      async (n) =>
        granted(await borrower(n).reserve_resource({ resource_id: things[n].id, ...span })),
    ],
    [
      'code of the desk',
      'issue_resource_token',
      (n) =>
        desk.issue_resource_token({
          resource_id: things[n].id,
          purpose: { resource_checkout: null },
        }),
    ],
  ];
  for (const [name, method, call] of steps) {
    const before = await total(deployment, method);
    for (let n = 0; n < SAMPLES; n++) await call(n);
    costs.set(name, ((await total(deployment, method)) - before) / SAMPLES);
  }
  return costs;
}

async function total(deployment: Deployment, method: string): Promise<number> {
  const used = await deployment.as(person('bench')).event.instructions();
  return Number(used.find((entry) => entry.method === method)?.total ?? 0n) / 1e6;
}
