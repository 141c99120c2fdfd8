/** What a lending reader did, on disk before it is acknowledged, until the canister has answered for it. */
import { IDL } from '@dfinity/candid';
import { LendingVerdict } from '@qikcard/contracts';
import Database from 'libsql';
import { freeBytesAt } from '../spool/free-space.ts';
import { FREE_SPACE_MIN_BYTES, makeFile } from '../spool/libsql-spool.ts';
import { prepare } from '../spool/schema.ts';
import { SpoolFull, type SpoolSummary } from '../spool/spool.ts';
import type { Settled } from '../uplink/courier.ts';

/** A pass and a label that belong together; `scanId` is that of the later reading. */
export type NewHandOver = {
  scanId: Uint8Array;
  label: string;
  pass: Uint8Array;
  capturedAtMs: number;
};
/**
 * `ask`: it comes back if this person has it. `lend`: they do not have it; written before it is handed
 * out, so that a repetition after a crash cannot take it back again.
 */
export type HandOver = NewHandOver & { step: 'ask' | 'lend'; verdict?: LendingVerdict };

type Row = {
  scan_id: Uint8Array | ArrayBuffer;
  label: string;
  pass: Uint8Array | ArrayBuffer;
  captured_at_ms: number;
  step: 'ask' | 'lend';
  verdict: Uint8Array | ArrayBuffer | null;
};
export type HandOvers = ReturnType<typeof openHandOvers>;
export type HandOverOptions = { freeSpaceMinBytes?: number; nowMs?: () => number };

/** Opens (or makes) the file; doors keep theirs in the same one. */
export function openHandOvers(path: string, options: HandOverOptions = {}) {
  const folder = makeFile(path);
  const nowMs = options.nowMs ?? Date.now;
  const needed = options.freeSpaceMinBytes ?? FREE_SPACE_MIN_BYTES;
  const db = new Database(path);
  prepare(db);
  // Values go in as one array, as in the spool of doors.
  const sql = {
    insert: db.prepare(
      `INSERT INTO hand_overs (scan_id, label, pass, captured_at_ms, accepted_at_ms)
       VALUES (?, ?, ?, ?, ?) ON CONFLICT (scan_id) DO NOTHING`,
    ),
    find: db.prepare('SELECT * FROM hand_overs WHERE scan_id = ?'),
    pending: db.prepare(
      'SELECT * FROM hand_overs WHERE verdict IS NULL ORDER BY postponed, position LIMIT ?',
    ),
    lend: db.prepare("UPDATE hand_overs SET step = 'lend' WHERE scan_id = ?"),
    settle: db.prepare(
      `UPDATE hand_overs SET verdict = ?, refused = ?, settled_at_ms = ?
       WHERE scan_id = ? AND verdict IS NULL`,
    ),
    postpone: db.prepare('UPDATE hand_overs SET postponed = postponed + 1 WHERE scan_id = ?'),
    forget: db.prepare('DELETE FROM hand_overs WHERE settled_at_ms < ?'),
    counts: db.prepare(
      `SELECT COALESCE(SUM(verdict IS NULL), 0) AS waiting,
              COALESCE(SUM(verdict IS NOT NULL), 0) AS settled,
              COALESCE(SUM(refused), 0) AS refused,
              MIN(CASE WHEN verdict IS NULL THEN accepted_at_ms END) AS oldest,
              MAX(settled_at_ms) AS last
       FROM hand_overs`,
    ),
    refused: db.prepare(
      'SELECT * FROM hand_overs WHERE refused = 1 ORDER BY position DESC LIMIT ?',
    ),
  };
  const settleAll = db.transaction((settlements: Settled<LendingVerdict>[]) => {
    for (const { scanId, verdict } of settlements) {
      sql.settle.run([encodeVerdict(verdict), 'Refused' in verdict ? 1 : 0, nowMs(), scanId]);
    }
  });
  const rows = (found: unknown) => (found as Row[]).map(fromRow);
  return {
    /** Returns after it is on disk; throws `SpoolFull` when it must not be accepted. */
    save({ scanId, label, pass, capturedAtMs }: NewHandOver): 'saved' | 'repeat' {
      const free = freeBytesAt(folder);
      if (free < needed) throw new SpoolFull(free, needed);
      const { changes } = sql.insert.run([scanId, label, pass, capturedAtMs, nowMs()]);
      return changes === 1 ? 'saved' : 'repeat';
    },
    find(scanId: Uint8Array): HandOver | undefined {
      const row = sql.find.get([scanId]) as Row | undefined;
      return row && fromRow(row);
    },
    pending: (limit: number) => rows(sql.pending.all([limit])),
    /** From now on it can only be handed out. */
    willLend: (scanId: Uint8Array) => void sql.lend.run([scanId]),
    settle: (settlements: Settled<LendingVerdict>[]) => void settleAll(settlements),
    postpone: (scanId: Uint8Array) => void sql.postpone.run([scanId]),
    forgetSettledBefore: (atMs: number) => void sql.forget.run([atMs]),
    waiting: () => (sql.counts.get([]) as { waiting: number }).waiting,
    /** What the canister did not take, newest first: staff sort it out. */
    refused: (limit: number) => rows(sql.refused.all([limit])),
    summary(): SpoolSummary {
      const { oldest, last, ...counts } = sql.counts.get([]) as SpoolSummary & {
        oldest: number | null;
        last: number | null;
      };
      return {
        ...counts,
        ...(oldest === null ? {} : { oldestWaitingMs: nowMs() - oldest }),
        ...(last === null ? {} : { lastSyncAtMs: last }),
      };
    },
    close: () => void db.close(),
  };
}

/** Candid, because it stays readable when the vocabulary grows. */
const encodeVerdict = (verdict: LendingVerdict): Uint8Array =>
  Uint8Array.from(new Uint8Array(IDL.encode([LendingVerdict], [verdict])));

const bytes = (blob: Uint8Array | ArrayBuffer) => new Uint8Array(blob as Uint8Array);

function fromRow(row: Row): HandOver {
  const { label, step } = row;
  const known = { scanId: bytes(row.scan_id), label, pass: bytes(row.pass), step };
  const verdict =
    row.verdict &&
    (IDL.decode([LendingVerdict], Uint8Array.from(bytes(row.verdict)))[0] as unknown);
  return {
    ...known,
    capturedAtMs: row.captured_at_ms,
    ...(verdict ? { verdict: verdict as LendingVerdict } : {}),
  };
}
