import { mkdirSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import Database from 'libsql';
import { beforeEach, expect, test } from 'vitest';
import { openSpool } from './libsql-spool.ts';
import { scanIdOf } from './scan-id.ts';
import { type NewScan, SpoolFull, toScan } from './spool.ts';

let path: string;
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'qikpoint-spool-')), 'inner', 'spool.db');
});

const scan = (n: number): NewScan => ({
  scanId: scanIdOf({ device: 'door', boot: new Uint8Array(8), seq: n }),
  direction: 'in',
  eventId: (3n << 48n) | 1n,
  gate: 'North',
  payload: Uint8Array.of(1, 2, 0, n & 0xff),
  capturedAtMs: 1_763_700_000_000 + n,
});
const admitted = {
  Admitted: {
    registration_id: 4n,
    display_name: 'Ada',
    at_ns: 5n,
    gate: 'North',
    inside: 1,
    open_loans: [] as [],
    door_notes: [] as [],
  },
};

test('a saved scan is there after the file is opened again, with every byte', () => {
  const first = openSpool(path, { nowMs: () => 77 });
  expect(first.save(scan(1))).toBe('saved');
  first.close();
  const again = openSpool(path);
  expect(again.pending(10)).toEqual([{ ...scan(1), acceptedAtMs: 77 }]);
  expect(toScan(again.pending(1)[0]).captured_at_ns).toBe(1_763_700_000_001_000_000n);
  again.close();
});

test('what the bridge decided alone and checked is there after a restart, and goes up as such', () => {
  const first = openSpool(path);
  const alone = { passed: true, decidedAtMs: 1_763_700_000_005 };
  first.save({ ...scan(1), possession: true, alone });
  const move = { direction: 'in', atNs: 9_000_000n, gate: 'N', gateId: 1, zoneId: 2 } as const;
  first.addMove(5n, 6n, { ...move, step: 3 });
  first.addMove(5n, 6n, { ...move, direction: 'out' });
  first.close();
  const again = openSpool(path);
  expect(toScan(again.pending(1)[0], 1_763_700_000_999)).toMatchObject({
    possession: [{ Verified: null }],
    offline: [
      {
        passed: true,
        decided_at_ns: 1_763_700_000_005_000_000n,
        reader_now_ns: 1_763_700_000_999_000_000n,
      },
    ],
  });
  expect(again.moves(5n)).toEqual([
    { registrationId: 6n, move: { ...move, step: 3 } },
    { registrationId: 6n, move: { ...move, direction: 'out' } },
  ]);
  again.forgetMovesBefore(10);
  expect(again.moves(5n)).toEqual([]);
  again.close();
});

test('a spool of version 1 goes on with every scan that waits in it', () => {
  mkdirSync(dirname(path), { recursive: true });
  const old = new Database(path);
  old.exec(VERSION_1);
  const values = [scan(1).scanId, 'in', '1', 'North', scan(1).payload, 5, 6];
  old
    .prepare(`INSERT INTO scans (scan_id, direction, event_id, gate, payload,
    captured_at_ms, accepted_at_ms) VALUES (?, ?, ?, ?, ?, ?, ?)`)
    .run(values);
  old.pragma('user_version = 1');
  old.close();
  const spool = openSpool(path);
  expect(spool.pending(5)).toMatchObject([{ scanId: scan(1).scanId, capturedAtMs: 5 }]);
  expect(toScan(spool.pending(5)[0])).toMatchObject({ offline: [], possession: [] });
  spool.save({ ...scan(2), alone: { passed: false, decidedAtMs: 8 } });
  spool.close();
  const again = openSpool(path);
  expect(again.pending(5)[1].alone).toEqual({ passed: false, decidedAtMs: 8 });
  again.close();
});
const VERSION_1 = `
  CREATE TABLE scans (
    position       INTEGER PRIMARY KEY AUTOINCREMENT,
    scan_id        BLOB NOT NULL UNIQUE,
    direction      TEXT NOT NULL CHECK (direction IN ('in', 'out')),
    event_id       TEXT NOT NULL,
    gate           TEXT NOT NULL,
    payload        BLOB NOT NULL,
    captured_at_ms INTEGER NOT NULL,
    accepted_at_ms INTEGER NOT NULL,
    postponed      INTEGER NOT NULL DEFAULT 0,
    state          TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'settled')),
    verdict        BLOB,
    refused        INTEGER,
    settled_at_ms  INTEGER
  )`;

test('the spool and its journal are for their owner only: verdicts hold names', () => {
  const spool = openSpool(path);
  spool.save(scan(1));
  for (const file of [path, `${path}-wal`, `${path}-shm`, join(path, '..')]) {
    expect(statSync(file).mode & 0o077, file).toBe(0);
  }
  spool.close();
});

test('a repeat of the same reading is dropped', () => {
  const spool = openSpool(path);
  expect([spool.save(scan(1)), spool.save(scan(1)), spool.save(scan(2))]).toEqual([
    'saved',
    'repeat',
    'saved',
  ]);
  expect(spool.summary().waiting).toBe(2);
});

test('an answered scan keeps its first verdict and leaves the queue', () => {
  const spool = openSpool(path);
  for (const n of [1, 2, 3]) spool.save(scan(n));
  spool.settle([{ scanId: scan(2).scanId, verdict: admitted }]);
  spool.settle([{ scanId: scan(2).scanId, verdict: { Refused: { NotInside: null } } }]);
  expect(spool.find(scan(2).scanId)?.verdict).toEqual(admitted);
  expect(spool.pending(10).map((s) => s.capturedAtMs % 10)).toEqual([1, 3]);
  expect(spool.summary()).toMatchObject({ waiting: 2, settled: 1, refused: 0 });
});

test('a scan that breaks uploads goes behind the others and is never dropped', () => {
  const spool = openSpool(path);
  for (const n of [1, 2, 3]) spool.save(scan(n));
  spool.postpone(scan(1).scanId);
  expect(spool.pending(10).map((s) => s.capturedAtMs % 10)).toEqual([2, 3, 1]);
});

test('a nearly full disk accepts nothing, and what was saved stays', () => {
  let free = 1_000;
  const spool = openSpool(path, { freeBytes: () => free, freeSpaceMinBytes: 500 });
  spool.save(scan(1));
  free = 499;
  expect(() => spool.save(scan(2))).toThrow(SpoolFull);
  expect(spool.summary().waiting).toBe(1);
});

test('names are forgotten after a while, waiting scans never', () => {
  let now = 1_000;
  const spool = openSpool(path, { nowMs: () => now });
  spool.save(scan(1));
  spool.save(scan(2));
  spool.settle([{ scanId: scan(1).scanId, verdict: admitted }]);
  now = 5_000;
  expect(spool.forgetSettledBefore(2_000)).toBe(1);
  expect(spool.pending(10)).toHaveLength(1);
  expect(spool.summary().oldestWaitingMs).toBe(4_000);
});

test('two processes may use one spool: one file, one repeat dropped', () => {
  const [one, two] = [openSpool(path), openSpool(path)];
  one.save(scan(1));
  expect(two.save(scan(1))).toBe('repeat');
  two.settle([{ scanId: scan(1).scanId, verdict: admitted }]);
  expect(one.find(scan(1).scanId)?.verdict).toEqual(admitted);
});

test('scan ids are the same for a repeat and differ for everything else', () => {
  const boots = fc.uint8Array({ minLength: 8, maxLength: 8 });
  const reading = fc.record({
    device: fc.string({ minLength: 1, maxLength: 20 }),
    boot: boots,
    seq: fc.integer({ min: 0, max: 0xffff }),
  });
  const key = (r: { device: string; boot: Uint8Array; seq: number }) =>
    JSON.stringify([r.device, [...r.boot], r.seq]);
  fc.assert(
    fc.property(reading, reading, (a, b) => {
      expect(scanIdOf(a)).toEqual(scanIdOf({ ...a, boot: Uint8Array.from(a.boot) }));
      const same = Buffer.compare(scanIdOf(a), scanIdOf(b)) === 0;
      expect(same).toBe(key(a) === key(b));
    }),
  );
});
