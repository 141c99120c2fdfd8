/**
 * Commits the audit trail to refused scans, some at a time: a record each would cost a refusal about
 * as much as an admission. What waits lies in stable memory; the chain follows within a minute.
 */
import { ic, recordOwn, sha256 } from '@qikcard/canister-kit';
import { REFUSED_SCANS, type RefusedLine, refusedLinesSubject } from '@qikcard/contracts';
import { whenStarted } from './platform.ts';
import type { LogRow } from './rows-doors.ts';
import { scanLog, uncommitted } from './store-doors.ts';

/** Lines of one record, and how long the first of them waits for the others. */
export const LINES_PER_RECORD = 20;
export const COMMITTED_WITHIN_SECONDS = 60;

/** Lines since the last record; on the heap, because an upgrade commits at once. */
let waiting = 0;
let armed: 'no' | 'later' | 'now' = 'no';

/** The lines of one message, to be committed to with those of others. */
export function commitLater(eventId: bigint, seqs: bigint[]): void {
  uncommitted.append({ eventId, seqs });
  waiting += seqs.length;
  arm();
}

function arm(): void {
  const now = waiting >= LINES_PER_RECORD;
  if (armed === 'now' || (armed === 'later' && !now)) return;
  armed = now ? 'now' : 'later';
  ic.setTimer(now ? 0 : COMMITTED_WITHIN_SECONDS, commit);
}

/** One record per event for the oldest lines: about 3 M instructions a line. */
function commit(): void {
  armed = 'no';
  const first = uncommitted.first();
  const seqs = new Map<bigint, bigint[]>();
  let lines = 0;
  let taken = 0n;
  for (const row of uncommitted.page(first, LINES_PER_RECORD)) {
    if (lines >= LINES_PER_RECORD) break;
    seqs.set(row.eventId, [...(seqs.get(row.eventId) ?? []), ...row.seqs]);
    lines += row.seqs.length;
    taken++;
  }
  for (const [eventId, ofEvent] of seqs) record(eventId, ofEvent);
  uncommitted.forgetBelow(first + taken, LINES_PER_RECORD);
  waiting = Math.max(0, waiting - lines);
  if (uncommitted.first() < uncommitted.length()) arm();
}

function record(eventId: bigint, seqs: bigint[]): void {
  const lines = seqs.flatMap((seq) => {
    const row = scanLog.get([eventId, seq]);
    return row ? [lineOf(seq, row)] : [];
  });
  if (lines.length === 0) return;
  const subject = refusedLinesSubject(eventId, lines, sha256);
  recordOwn(REFUSED_SCANS, 'Ok', subject);
}

const lineOf = (seq: bigint, row: LogRow): RefusedLine => {
  const { atNs, registrationId, by, gate, reason } = row;
  return { seq, atNs, registrationId, by, gate, reason };
};

whenStarted(() => {
  if (uncommitted.first() < uncommitted.length()) arm();
});
