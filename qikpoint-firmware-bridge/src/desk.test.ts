import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Verdict } from '@qikcard/contracts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LATE_MS, ScanDesk, type Shown } from './desk.ts';
import { silentLog } from './log.ts';
import { openSpool } from './spool/libsql-spool.ts';
import { scanIdOf } from './spool/scan-id.ts';
import type { Spool } from './spool/spool.ts';
import { codeOf } from './testing/fake-event.ts';
import type { UplinkState } from './uplink/uplink.ts';

let desk: ScanDesk;
let spool: Spool;
let state: UplinkState;
let shown: Shown[];
const scanId = scanIdOf({ device: 'd', boot: new Uint8Array(8), seq: 1 });
const refused: Verdict = { Refused: { NotInside: null } };
const titles = () => shown.map(({ display }) => display.title);

beforeEach(() => {
  vi.useFakeTimers();
  state = 'online';
  shown = [];
  const folder = mkdtempSync(join(tmpdir(), 'qikpoint-desk-'));
  spool = openSpool(join(folder, 'spool.db'), { freeSpaceMinBytes: 0 });
  const uplink = { state: () => state, wake: () => {} };
  const place = { eventId: 1n, gate: 'North', time: () => '18:30', uplink };
  desk = new ScanDesk(spool, silentLog, place, 'in');
});
afterEach(() => vi.useRealTimers());
const accept = () => desk.accept({ scanId, text: codeOf(1) }, (what) => shown.push(what));

test('a quick verdict is the only thing the guest sees', () => {
  accept();
  vi.advanceTimersByTime(200);
  desk.settled([{ scanId, verdict: refused }]);
  vi.advanceTimersByTime(60_000);
  expect(titles()).toEqual(['Refused']);
});

test('a slow network is said after a moment, offline at once', () => {
  accept();
  expect(titles()).toEqual([]);
  vi.advanceTimersByTime(2_000);
  expect(shown[0].display.sentence).toBe('Saved, still being checked.');
  state = 'offline';
  accept();
  expect(shown[1].display.sentence).toContain('No network');
});

test('a verdict that comes too late is not shown to whoever stands there by then', () => {
  accept();
  vi.advanceTimersByTime(LATE_MS + 1);
  desk.settled([{ scanId, verdict: refused }]);
  expect(titles()).toEqual(['Saved']);
});

test('a repeat of an answered scan gets the same answer again', () => {
  accept();
  spool.settle([{ scanId, verdict: refused }]);
  desk.settled([{ scanId, verdict: refused }]);
  expect(accept()).toBe(true);
  expect(titles()).toEqual(['Refused', 'Refused']);
});
