/** What `qikpoint status` says about a spool; readable while another process runs the bridge. */
import type Database from 'libsql';
import type { SpoolSummary } from './spool.ts';

const LATENCY_SAMPLE = 200;

type Counts = {
  waiting: number;
  settled: number;
  refused: number;
  oldest: number | null;
  last: number | null;
};

export function summarize(db: Database.Database, nowMs: number): SpoolSummary {
  const counts = db
    .prepare(
      `SELECT COALESCE(SUM(state = 'waiting'), 0) AS waiting,
              COALESCE(SUM(state = 'settled'), 0) AS settled,
              COALESCE(SUM(refused), 0) AS refused,
              MIN(CASE WHEN state = 'waiting' THEN accepted_at_ms END) AS oldest,
              MAX(settled_at_ms) AS last
       FROM scans`,
    )
    .get() as Counts;
  const latencyMs = latencyOfLast(db);
  return {
    waiting: counts.waiting,
    settled: counts.settled,
    refused: counts.refused,
    ...(counts.oldest === null ? {} : { oldestWaitingMs: nowMs - counts.oldest }),
    ...(counts.last === null ? {} : { lastSyncAtMs: counts.last }),
    ...(latencyMs ? { latencyMs } : {}),
  };
}

function latencyOfLast(db: Database.Database): SpoolSummary['latencyMs'] {
  const rows = db
    .prepare(
      `SELECT settled_at_ms - accepted_at_ms AS ms FROM scans
       WHERE state = 'settled' ORDER BY settled_at_ms DESC LIMIT ${LATENCY_SAMPLE}`,
    )
    .all() as { ms: number }[];
  if (rows.length === 0) return undefined;
  const sorted = rows.map((row) => row.ms).sort((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return { p50: at(0.5), p95: at(0.95) };
}
