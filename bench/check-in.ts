/** What a scan costs in instructions, and that it costs the same however many guests there are. */
import { createHash } from 'node:crypto';
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import {
  eventApi,
  macKey,
  mintToken,
  type RuleNode,
  readToken,
  type Scan,
  type TokenFields,
} from '@qikcard/contracts';
import { Deployment } from '../tests/support/deployment.ts';
import { granted, organizer, pair, publishEvent, scanOf } from '../tests/support/doors.ts';
import { type Person, person } from '../tests/support/people.ts';
import { planOf, setPlan } from '../tests/support/plans.ts';
import type { Row } from './rows.ts';

/** Registrations; `QIKCARD_BENCH_ROWS=1000,20000,100000` takes some minutes more. */
const SIZES = (process.env.QIKCARD_BENCH_ROWS ?? '1000,20000').split(',').map(Number);
const AT_ONCE = 200;
const PROGRESS_EVERY = 10_000;
const SAMPLES = 20;
const BATCH = 25;
const PAGE = 50;
const NO_EVENT = 999n;

export const suite = { title: 'Check-in, instructions', measure };

type Door = { deployment: Deployment; eventId: bigint; reader: Person; registered: number };

async function measure(): Promise<Row[]> {
  const deployment = await Deployment.start();
  try {
    await deployment.grant(organizer, 'organizer');
    const { id: eventId } = await publishEvent(deployment);
    const reader = person('reader');
    await pair(deployment, eventId, reader);
    const door: Door = { deployment, eventId, reader, registered: 0 };
    const tables: Map<string, number>[] = [];
    for (const size of SIZES) tables.push(await measureAt(door, size));
    return rowsOf(tables);
  } finally {
    await deployment.stop();
  }
}

async function measureAt(door: Door, size: number): Promise<Map<string, number>> {
  const first = door.registered;
  await register(door, size);
  const { event } = door.deployment.as(door.reader);
  const single = await tokensOf(door, first, SAMPLES);
  const batched = await tokensOf(door, first + SAMPLES, BATCH);
  const late = await tokensOf(door, first + SAMPLES + BATCH, SAMPLES);
  const costs = new Map<string, number>();
  costs.set('single', await cost(door, 'check_in', single, (scan) => event.check_in(scan)));
  await setRules(door, THREE_RULES);
  const ruled = first + 2 * SAMPLES + BATCH;
  const singleRuled = await tokensOf(door, ruled, SAMPLES);
  const batchRuled = await tokensOf(door, ruled + SAMPLES, BATCH);
  costs.set('rules', await cost(door, 'check_in', singleRuled, (scan) => event.check_in(scan)));
  costs.set('batch, rules', await batchCost(door, batchRuled));
  await setRules(door, []);
  costs.set('replay', await cost(door, 'check_in', single, (scan) => event.check_in(scan)));
  costs.set(
    'bad MAC',
    await cost(door, 'check_in', single.map(forged), (scan) => event.check_in(scan)),
  );
  costs.set('batch', await batchCost(door, batched));
  costs.set('batch, replay', await batchCost(door, batched));
  costs.set('batch, bad MAC', await batchCost(door, batched.map(forged)));
  // The first call after time has passed is also charged for what is due, memory for one.
  await pageCost(door, []);
  costs.set('first page', await pageCost(door, []));
  await delivered(door);
  const last = await door.deployment.as(organizer).event.attendance(door.eventId, [], 1);
  costs.set(
    'last page',
    await pageCost(door, [granted(last).rows[0].id + BigInt(size - PAGE - 1)]),
  );
  await door.deployment.pass(15 * 60 + 1);
  costs.set('expired', await cost(door, 'check_in', late, (scan) => event.check_in(scan)));
  return costs;
}

const THREE_RULES: RuleNode[] = [
  { MaxEntries: { count: 2, per: { Day: null } } },
  { MinGap: { seconds: 60, since: { Entry: null } } },
  { CapacityInside: { count: 1_000_000, of: { Event: null } } },
];

/** One list with these rules for every gate. */
async function setRules({ deployment, eventId }: Door, rules: RuleNode[]): Promise<void> {
  await setPlan(deployment, eventId, await planOf(deployment, { rules }));
}

/** The organizer lists guests; facts about them reach the other canisters as time goes by. */
async function register(door: Door, size: number): Promise<void> {
  const { event } = door.deployment.as(organizer);
  while (door.registered < size) {
    const from = door.registered;
    door.registered = Math.min(size, from + AT_ONCE);
    const rows = [];
    for (let n = from; n < door.registered; n++) rows.push(rowOf(n));
    granted(await event.add_guests({ event_id: door.eventId, rows, claim_codes: false }));
    // Without time going by the canister would take this for a flood.
    await door.deployment.pass(2);
    if (door.registered % PROGRESS_EVERY === 0) console.log(`  ${door.registered} guests`);
  }
}

const rowOf = (n: number) => ({
  row_key: Uint8Array.from(Buffer.from(String(n).padStart(16, '0'))),
  display_name: `Guest ${n}`,
  ...{ ticket_type: 0, note: '', attention: '' },
  holder: [guest(n).principal] as [Principal],
});

const guest = (n: number): Person => {
  const principal = Principal.selfAuthenticating(
    createHash('sha256').update(`guest ${n}`).digest(),
  );
  return { name: `guest ${n}`, principal } as Person;
};

async function tokensOf(door: Door, from: number, count: number): Promise<Uint8Array[]> {
  const tokens: Uint8Array[] = [];
  for (let n = from; n < from + count; n++) {
    const { event } = door.deployment.as(guest(n));
    const { rows } = await event.my_registrations([], 1);
    const request = { registration_id: rows[0].id, purpose: { check_in: null } };
    tokens.push(Uint8Array.from(granted(await event.issue_token(request)).token));
  }
  return tokens;
}

let scans = 0;
/** Numbered scan ids: the same run has the same instructions. */
function scan({ eventId }: Door, token: Uint8Array): Scan {
  const scan_id = Uint8Array.from(createHash('sha256').update(`scan ${scans++}`).digest()).slice(
    0,
    16,
  );
  return scanOf(eventId, token, { scan_id });
}

/** A token whose nonce nobody issued: the dearest way to be wrong. */
function forged(token: Uint8Array): Uint8Array {
  const fields = readToken(token) as TokenFields;
  const nonce = createHash('sha256').update(fields.nonce).digest().subarray(0, 16);
  return mintToken({ ...fields, nonce: Uint8Array.from(nonce) }, macKey(new Uint8Array(32)));
}

async function cost(
  door: Door,
  method: string,
  tokens: Uint8Array[],
  call: (scan: Scan) => Promise<unknown>,
): Promise<number> {
  const before = await total(door, method);
  for (const token of tokens) await call(scan(door, token));
  return ((await total(door, method)) - before) / tokens.length;
}

/** Million instructions that a method has used so far, decoding and answering included. */
async function total({ deployment, reader }: Door, method: string): Promise<number> {
  const used = await deployment.as(reader).event.instructions();
  return Number(used.find((entry) => entry.method === method)?.total ?? 0n) / 1e6;
}

/** Instructions of each scan when these are sent together. */
async function batchCost(door: Door, tokens: Uint8Array[]): Promise<number> {
  const { event } = door.deployment.as(door.reader);
  const before = await total(door, 'submit_scans');
  granted(await event.submit_scans(tokens.map((token) => scan(door, token))));
  return ((await total(door, 'submit_scans')) - before) / tokens.length;
}

/** Waits until all facts are delivered: what timers use would be charged to a page. */
async function delivered({ deployment, reader }: Door): Promise<void> {
  const { event } = deployment.as(reader);
  do await deployment.settle();
  while ((await event.outbox_status()).some(({ backlog }) => backlog > 0n));
}

/**
 * A page of guests, called as an update so that the network charges for it: a query's own counters
 * are forgotten with it. A cycle is an instruction here; an empty answer is taken off.
 */
async function pageCost({ deployment, eventId }: Door, cursor: [] | [bigint]): Promise<number> {
  const { pic, ids } = deployment;
  const canisterId = ids.event as never;
  const sender = organizer.principal as never;
  const cyclesOf = async (event: bigint) => {
    const arg = IDL.encode(eventApi.attendance.args, [event, cursor, PAGE]);
    const before = await pic.getCyclesBalance(canisterId);
    await pic.updateCall({ canisterId, sender, method: 'attendance', arg });
    return Number(BigInt(before) - BigInt(await pic.getCyclesBalance(canisterId)));
  };
  return ((await cyclesOf(eventId)) - (await cyclesOf(NO_EVENT))) / 1e6;
}

function rowsOf(tables: Map<string, number>[]): Row[] {
  const rows: Row[] = [];
  const figure = (name: string, value: number, goal?: string) =>
    rows.push({ name, value, unit: 'M instructions', exact: true, ...(goal ? { goal } : {}) });
  const ratio = (name: string, value: number, goal: string) =>
    rows.push({ name, value, unit: '%', goal });
  tables.forEach((costs, i) => {
    const of = (kind: string) => costs.get(kind) as number;
    const at = `${SIZES[i].toLocaleString('en')} registrations`;
    figure(`check_in, ${at}`, of('single'), '≤ 20');
    figure(`check_in in batches of ${BATCH}, each, ${at}`, of('batch'), '≤ 10');
    figure(`check_in, a list with three rules, ${at}`, of('rules'), '≤ 20');
    figure(`check_in in batches with three rules, each, ${at}`, of('batch, rules'), '≤ 10');
    for (const kind of ['replay', 'bad MAC', 'expired']) {
      figure(`refused, ${kind}, ${at}`, of(kind));
      ratio(`  against accepted, ${at}`, (100 * of(kind)) / of('single'), '≤ 60');
    }
    for (const kind of ['batch, replay', 'batch, bad MAC']) {
      figure(`refused in a ${kind}, each, ${at}`, of(kind));
      ratio(`  against accepted in a batch, ${at}`, (100 * of(kind)) / of('batch'), '≤ 60');
    }
    figure(`attendance, first page of ${PAGE}, ${at}`, of('first page'), '≤ 60');
    figure(`attendance, last page of ${PAGE}, ${at}`, of('last page'), '≤ 60');
    const apart = of('last page') / of('first page');
    rows.push({
      name: `attendance, last against first, ${at}`,
      value: apart,
      unit: 'x',
      goal: '≤ 1.2',
    });
  });
  const growth = (tables.at(-1)?.get('single') ?? 0) / (tables[0].get('single') ?? 1);
  const name = `check_in, growth from ${SIZES[0]} to ${SIZES.at(-1)} rows`;
  rows.push({ name, value: growth, unit: 'x', goal: '≤ 1.15' });
  return rows;
}
