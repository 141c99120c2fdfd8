import type { Scan, Verdict } from '@qikcard/contracts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useOnline } from '../../../lib/online.ts';
import { useSession } from '../../session/api/session.tsx';
import { forgetScans, type QueuedScan, waitingCount, waitingScans } from './door-store.ts';

const SEND_EVERY_MS = 10_000;

/** Sends what waits, in batches, as soon as there is a network; its scan id makes a repeat harmless. */
export function useQueue(
  eventId: bigint,
  batch: number,
  onAnswered: (scanId: string, verdict: Verdict) => void,
) {
  const { qik, status } = useSession();
  // Nobody believes somebody who is not signed in: what waits is not spent on that.
  const isIn = status === 'in';
  const online = useOnline();
  const [count, setCount] = useState(0);
  const answered = useRef(onAnswered);
  answered.current = onAnswered;
  const look = useCallback(async () => setCount(await waitingCount(eventId)), [eventId]);
  useEffect(() => void look(), [look]);
  useEffect(() => {
    if (!online || !isIn || count === 0) return;
    let isStopped = false;
    const flush = async () => {
      const scans = await waitingScans(eventId, batch);
      if (isStopped || scans.length === 0) return;
      const answer = await qik.event.submit_scans(scans.map(lateScan)).catch(() => undefined);
      if (answer && 'Ok' in answer) await settle(answer.Ok, answered.current);
      if (!isStopped) await look();
    };
    void flush();
    const timer = setInterval(flush, SEND_EVERY_MS);
    return () => {
      isStopped = true;
      clearInterval(timer);
    };
  }, [qik, isIn, eventId, batch, online, count, look]);
  return { count, look };
}

type Outcomes = { scan_id: Uint8Array | number[]; verdict: Verdict }[];

/** Forgets what was answered for good; a full queue at the canister is no answer to the scan. */
async function settle(outcomes: Outcomes, tell: (scanId: string, verdict: Verdict) => void) {
  const final = outcomes.filter(({ verdict }) => !isTryAgain(verdict));
  await forgetScans(final.map(({ scan_id }) => toHex(scan_id)));
  for (const { scan_id, verdict } of final) tell(toHex(scan_id), verdict);
}

const isTryAgain = (verdict: Verdict): boolean =>
  'Refused' in verdict && 'RateLimited' in verdict.Refused;

/** The scan as the canister takes it afterwards: what was decided here, and by which clock. */
function lateScan(row: QueuedScan): Scan {
  return {
    scan_id: fromHex(row.scanId),
    event_id: BigInt(row.eventId),
    direction: row.out ? { Out: null } : { In: null },
    payload: row.payload,
    gate: row.gate,
    captured_at_ns: row.capturedAtNs,
    possession: [],
    list_id: [],
    offline: [
      {
        passed: row.passed,
        decided_at_ns: row.capturedAtNs,
        reader_now_ns: BigInt(Date.now()) * 1_000_000n,
      },
    ],
  };
}

export const toHex = (bytes: Uint8Array | number[]): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const fromHex = (text: string): Uint8Array =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
