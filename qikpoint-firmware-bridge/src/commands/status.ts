/** `qikpoint status`: what the spool says, also while another process runs the bridge. */
import { existsSync } from 'node:fs';
import { labelForPeople } from '@qikcard/contracts';
import type { ResolvedConfig } from '../config.ts';
import { deviceIdentity } from '../identity/device-key.ts';
import { openHandOvers } from '../lend/hand-overs.ts';
import { openSpool } from '../spool/libsql-spool.ts';
import type { SpoolSummary } from '../spool/spool.ts';

const REFUSED_SHOWN = 20;

export async function status(config: ResolvedConfig): Promise<number> {
  console.log(`event ${config.eventId}, gate ${config.gate}, direction ${config.direction}`);
  if (!existsSync(config.keyPath) || !existsSync(config.spoolPath)) {
    console.log('never started: there is no device key or no spool yet');
    return 0;
  }
  console.log(`device        ${deviceIdentity(config.keyPath).getPrincipal().toText()}`);
  if (config.mode === 'lend') return lendingStatus(config);
  const spool = openSpool(config.spoolPath, { freeSpaceMinBytes: config.freeSpaceMinBytes });
  try {
    for (const line of summaryLines(spool.summary(), Date.now())) console.log(line);
  } finally {
    spool.close();
  }
  return 0;
}

/** The same of a lending desk, with what the canister did not take: staff sort that out. */
function lendingStatus({ spoolPath, freeSpaceMinBytes }: ResolvedConfig): number {
  const kept = openHandOvers(spoolPath, { freeSpaceMinBytes });
  try {
    for (const line of summaryLines(kept.summary(), Date.now())) console.log(line);
    for (const { label, capturedAtMs, verdict } of kept.refused(REFUSED_SHOWN)) {
      const why = verdict && 'Refused' in verdict ? Object.keys(verdict.Refused)[0] : '';
      const when = new Date(capturedAtMs).toISOString();
      console.log(`does not stand  ${labelForPeople(label)}  ${when}  ${why}`);
    }
  } finally {
    kept.close();
  }
  return 0;
}

/** The summary for people. */
export function summaryLines(summary: SpoolSummary, nowMs: number): string[] {
  const { waiting, settled, refused, oldestWaitingMs, lastSyncAtMs, latencyMs } = summary;
  const oldest = oldestWaitingMs === undefined ? '' : `, oldest ${ago(oldestWaitingMs)}`;
  const last = lastSyncAtMs === undefined ? 'never' : ago(nowMs - lastSyncAtMs);
  return [
    `waiting       ${waiting}${oldest}`,
    `answered      ${settled}, of them refused ${refused}`,
    `last sync     ${last}`,
    ...(latencyMs ? [`scan to answer  p50 ${latencyMs.p50} ms, p95 ${latencyMs.p95} ms`] : []),
  ];
}

function ago(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  return seconds < 120 ? `${seconds} s ago` : `${Math.round(seconds / 60)} min ago`;
}
