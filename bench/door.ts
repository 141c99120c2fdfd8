/** A door under load: reader bytes → frames → spool → real event canister → verdict on the reader. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { HttpAgent } from '@dfinity/agent';
import { expectOk } from '@qikcard/client';
import { canisterNames, doorCode } from '@qikcard/contracts';
import {
  createBridge,
  createSimulator,
  deviceIdentity,
  enroll,
  memoryLinkPair,
  resolveConfig,
  type Simulator,
} from 'qikpoint-firmware-bridge';
import { Deployment } from '../tests/support/deployment.ts';
import { people, person } from '../tests/support/people.ts';
import { percentile, type Row } from './rows.ts';

const PACED = 200;
const PACE_PER_SECOND = 50;
const BURST = 600;
/** Scans that are under way at once; a reader holds 64 unacknowledged ones. */
const AT_THE_DOOR = 60;
const HOUR_NS = 3_600_000_000_000n;

export const suite = { title: 'A door: reader to verdict, one bridge', measure };

async function measure(): Promise<Row[]> {
  const deployment = await Deployment.start();
  const folder = mkdtempSync(join(tmpdir(), 'qikcard-bench-'));
  try {
    const door = await openDoor(deployment, PACED + BURST);
    const reader = await startReader(deployment, door.eventId, folder);
    try {
      const latencies = await paced(reader.simulator, door.codes.slice(0, PACED));
      const seconds = await burst(reader.simulator, door.codes.slice(PACED));
      return [
        {
          name: `verdict at ${PACE_PER_SECOND} scans/s, median`,
          value: percentile(latencies, 0.5),
          unit: 'ms',
        },
        {
          name: `verdict at ${PACE_PER_SECOND} scans/s, p95`,
          value: percentile(latencies, 0.95),
          unit: 'ms',
          goal: '≤ 150',
        },
        { name: 'sustained scans', value: BURST / seconds, unit: '/s', goal: '≥ 200' },
      ];
    } finally {
      await reader.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await deployment.stop();
  }
}

async function openDoor(deployment: Deployment, count: number) {
  const organizer = person('organizer');
  await deployment.pic.setTime(new Date());
  await deployment.grant(organizer, 'organizer');
  const { event } = deployment.as(organizer);
  const now = BigInt(Date.now()) * 1_000_000n;
  const draft = {
    name: 'Bench',
    description: '',
    location: 'Hall',
    time_zone: 'UTC',
    starts_at_ns: now,
    ends_at_ns: now + 4n * HOUR_NS,
    doors_open_ns: [] as [],
    capacity: [] as [],
  };
  const { id } = expectOk(await event.create_event(draft));
  expectOk(await event.publish_event(id));
  const codes: string[] = [];
  for (const guest of people('guest', count)) {
    const own = deployment.as(guest).event;
    const { id: registration_id } = expectOk(await own.join_event(id, guest.name));
    const { token } = expectOk(
      await own.issue_token({ registration_id, purpose: { check_in: null } }),
    );
    codes.push(doorCode(token));
  }
  return { eventId: id, codes };
}

async function startReader(deployment: Deployment, eventId: bigint, folder: string) {
  const host = `http://localhost:${await deployment.pic.makeLive()}`;
  const agent = await HttpAgent.create({ host, shouldFetchRootKey: true });
  const config = resolveConfig(
    {
      network: {
        host,
        rootKey: Buffer.from(agent.rootKey as Uint8Array).toString('hex'),
        canisters: Object.fromEntries(
          canisterNames.map((name) => [name, deployment.ids[name].toText()]),
        ),
      },
      eventId: eventId.toString(),
      gate: 'Bench gate',
      direction: 'in',
      spoolPath: 'spool.db',
      keyPath: 'device-key.json',
    },
    folder,
  );
  deviceIdentity(config.keyPath);
  const pairing = { event_id: eventId, name: 'Bench reader', gate: 'Bench gate' };
  const organizer = deployment.as(person('organizer')).event;
  await enroll(config, expectOk(await organizer.start_pairing(pairing)).code);
  const [readerEnd, bridgeEnd] = memoryLinkPair();
  const bridge = createBridge(config, { link: bridgeEnd });
  const simulator = createSimulator(readerEnd, { patienceMs: 60_000 });
  await bridge.start();
  await simulator.start();
  const stop = async () => {
    await simulator.stop();
    await bridge.stop();
  };
  return { simulator, stop };
}

async function admitted(simulator: Simulator, code: string): Promise<void> {
  const display = await simulator.scanText(code);
  if (display.led.color !== 'green') throw new Error(`not admitted: ${display.sentence}`);
}

async function paced(simulator: Simulator, codes: string[]): Promise<number[]> {
  const latencies: number[] = [];
  const pending: Promise<void>[] = [];
  const began = performance.now();
  for (const [index, code] of codes.entries()) {
    const due = began + (index * 1_000) / PACE_PER_SECOND;
    await sleep(Math.max(0, due - performance.now()));
    const started = performance.now();
    pending.push(
      admitted(simulator, code).then(() => {
        latencies.push(performance.now() - started);
      }),
    );
  }
  await Promise.all(pending);
  return latencies;
}

/** Keeps as many guests before the reader as it can hold, until all are through. */
async function burst(simulator: Simulator, codes: string[]): Promise<number> {
  const queue = [...codes];
  const started = performance.now();
  const guest = async () => {
    for (let code = queue.shift(); code !== undefined; code = queue.shift()) {
      await admitted(simulator, code);
    }
  };
  await Promise.all(Array.from({ length: AT_THE_DOOR }, guest));
  return (performance.now() - started) / 1_000;
}
