import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { silentLog } from '../log.ts';
import { openSpool } from '../spool/libsql-spool.ts';
import { scanIdOf } from '../spool/scan-id.ts';
import type { Settlement, Spool } from '../spool/spool.ts';
import { FakeEvent } from '../testing/fake-event.ts';
import { until } from '../testing/wait.ts';
import { idText, Uplink } from './uplink.ts';

let spool: Spool;
let event: FakeEvent;
let uplink: Uplink;
let shown: Settlement[];

beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'qikpoint-uplink-'));
  spool = openSpool(join(folder, 'spool.db'), { freeSpaceMinBytes: 0 });
  event = new FakeEvent();
  shown = [];
  uplink = new Uplink(spool, event, silentLog, {
    onSettled: (settlements) => shown.push(...settlements),
    backoff: { firstMs: 2, mostMs: 10 },
    idleCheckMs: 20,
  });
});
afterEach(async () => {
  await uplink.stop();
  spool.close();
});

const idOf = (n: number) => scanIdOf({ device: 'd', boot: new Uint8Array(8), seq: n });
function save(n: number): void {
  spool.save({
    scanId: idOf(n),
    direction: 'in',
    eventId: 1n,
    gate: 'North',
    payload: Uint8Array.of(n),
    capturedAtMs: n,
  });
}

test('saved scans go up in batches of the contract, each verdict is written back', async () => {
  for (let n = 0; n < 120; n++) save(n);
  uplink.start();
  await until('all settled', () => spool.waiting() === 0);
  expect(event.batches).toEqual([50, 50, 20]);
  expect(shown).toHaveLength(120);
  expect(spool.find(idOf(7))?.verdict).toHaveProperty('Admitted');
});

test('without a network scans wait, and go up by themselves when it is back', async () => {
  event.up = false;
  uplink.start();
  save(1);
  uplink.wake();
  await until('offline', () => uplink.state === 'offline');
  expect(spool.waiting()).toBe(1);
  event.up = true;
  await until('settled', () => spool.waiting() === 0);
  expect(uplink.state).toBe('online');
});

test('an idle bridge notices that the network went and came', async () => {
  uplink.start();
  await until('online', () => uplink.state === 'online');
  event.up = false;
  await until('offline', () => uplink.state === 'offline');
  event.up = true;
  await until('online again', () => uplink.state === 'online');
});

test('one refused scan does not hold back or change the others', async () => {
  save(1);
  spool.save({ ...spool.pending(1)[0], scanId: idOf(2) });
  save(3);
  uplink.start();
  await until('settled', () => spool.waiting() === 0);
  const results = [1, 2, 3].map((n) => Object.keys(spool.find(idOf(n))!.verdict!)[0]);
  expect(results).toEqual(['Admitted', 'Refused', 'Admitted']);
});

test('one scan that breaks the canister stays saved and the others still arrive', async () => {
  event.poison = 2;
  for (let n = 0; n < 10; n++) save(n);
  uplink.start();
  await until('the other nine', () => spool.waiting() === 1);
  expect(idText(spool.pending(1)[0].scanId)).toBe(idText(idOf(2)));
  event.poison = undefined;
  await until('the tenth', () => spool.waiting() === 0);
});

test('a scan saved at any moment is sent without waiting for the next check', async () => {
  await uplink.stop();
  uplink = new Uplink(spool, event, silentLog, { onSettled: () => {}, idleCheckMs: 60_000 });
  uplink.start();
  for (let n = 0; n < 20; n++) {
    save(n);
    uplink.wake();
    await until(`scan ${n}`, () => spool.waiting() === 0, 500);
  }
});
