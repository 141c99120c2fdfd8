/** A pass and a label, carried to the event canister: taken back if this person has it, else handed out. */
import { createHash } from 'node:crypto';
import type { QikCard } from '@qikcard/client';
import {
  type LendingScan,
  type LendingVerdict,
  type ResourceRefusal,
  readCard,
  SCAN_ID_BYTES,
} from '@qikcard/contracts';
import type { Settled } from '../uplink/courier.ts';
import type { HandOver, HandOvers } from './hand-overs.ts';

/** What is needed of the network; all fail with `QikCardError`. */
export type LendPort = Pick<
  QikCard['event'],
  'look_up_label' | 'check_in_resource' | 'check_out_resource'
>;

/** Later than this it is said that it has happened already (docs/decisions/115). */
const LATE_MS = 10_000;
const NS_PER_MS = 1_000_000n;

/** Carries one after the other; what was answered before something failed is not lost. */
export async function carryHandOvers(
  rows: HandOver[],
  port: LendPort,
  kept: Pick<HandOvers, 'willLend'>,
): Promise<Settled<LendingVerdict>[]> {
  const settled: Settled<LendingVerdict>[] = [];
  for (const row of rows) {
    try {
      const verdict = await carry(row, port, kept);
      if (!mustWait(verdict)) settled.push({ scanId: row.scanId, verdict });
    } catch (error) {
      if (settled.length === 0) throw error;
      break;
    }
  }
  return settled;
}

/** A desk that is too fast is told so, not contradicted. */
const mustWait = (verdict: LendingVerdict): boolean =>
  'Refused' in verdict && ('RateLimited' in verdict.Refused || 'KeysNotReady' in verdict.Refused);

async function carry(
  row: HandOver,
  port: LendPort,
  kept: Pick<HandOvers, 'willLend'>,
): Promise<LendingVerdict> {
  const found = await port.look_up_label(row.label);
  if ('Err' in found) return { Refused: found.Err };
  const { id } = found.Ok.resource;
  if (row.step === 'ask') {
    const back = await port.check_in_resource(scanOf(row, id, returnIdOf(row.scanId)));
    // Asked first even when nothing seems to be out: an answer that was lost is told again.
    if (!isNotLent(back)) return back;
    kept.willLend(row.scanId);
  }
  return port.check_out_resource(scanOf(row, id, row.scanId));
}

const isNotLent = (verdict: LendingVerdict): boolean =>
  'Refused' in verdict && 'NotLent' in (verdict.Refused as ResourceRefusal);

/** The same reading as a return; a hand-over has the id of the reading itself. */
export function returnIdOf(scanId: Uint8Array): Uint8Array {
  const hash = createHash('sha256').update('qikcard-return-v1').update(scanId);
  return Uint8Array.from(hash.digest().subarray(0, SCAN_ID_BYTES));
}

function scanOf(row: HandOver, resourceId: bigint, scanId: Uint8Array): LendingScan {
  const nowMs = Date.now();
  const late = nowMs - row.capturedAtMs > LATE_MS;
  return {
    scan_id: scanId,
    payload: row.pass,
    resource_id: resourceId,
    borrower: [],
    loan_id: [],
    reservation_id: [],
    count: 1,
    due_at_ns: [],
    method: readCard(row.pass) ? { nfc: null } : { qr: null },
    condition: [],
    note: '',
    seen_version: [],
    accepts_terms: true,
    offline: late
      ? [
          {
            captured_at_ns: BigInt(row.capturedAtMs) * NS_PER_MS,
            reader_now_ns: BigInt(nowMs) * NS_PER_MS,
          },
        ]
      : [],
  };
}
