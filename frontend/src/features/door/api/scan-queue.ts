/** Scans that could not be sent: kept on this device until the canister has answered them. */
import type { Scan } from '@qikcard/contracts';

const KEY = 'qikcard.door-queue';
/** A door that is offline for a whole evening. */
const SCANS_MAX = 5_000;

type Stored = {
  scanId: string;
  eventId: string;
  out: boolean;
  payload: string;
  capturedAtNs: string;
};

const toHex = (bytes: Uint8Array | number[]): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
const fromHex = (text: string): Uint8Array =>
  Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

const all = (): Stored[] => JSON.parse(localStorage.getItem(KEY) ?? '[]') as Stored[];
const save = (rows: Stored[]) => localStorage.setItem(KEY, JSON.stringify(rows));

/** Keeps a scan; false when no more fit, which the door must say aloud. */
export function enqueue(scan: Scan): boolean {
  const rows = all();
  if (rows.length >= SCANS_MAX) return false;
  rows.push({
    scanId: toHex(scan.scan_id),
    eventId: String(scan.event_id),
    out: 'Out' in scan.direction,
    payload: toHex(scan.payload),
    capturedAtNs: String(scan.captured_at_ns),
  });
  save(rows);
  return true;
}

/** The oldest waiting scans of an event. */
export function waiting(eventId: bigint, limit: number): Scan[] {
  const rows = all().filter((row) => row.eventId === String(eventId));
  return rows.slice(0, limit).map((row) => ({
    scan_id: fromHex(row.scanId),
    event_id: eventId,
    direction: row.out ? { Out: null } : { In: null },
    payload: fromHex(row.payload),
    gate: '',
    captured_at_ns: BigInt(row.capturedAtNs),
    possession: [],
    list_id: [],
    // Staff decided by eye: the canister counts it, and flags what its rules contradict.
    offline: [
      {
        passed: true,
        decided_at_ns: BigInt(row.capturedAtNs),
        reader_now_ns: BigInt(Date.now()) * 1_000_000n,
      },
    ],
  }));
}

export const waitingCount = (eventId: bigint): number =>
  all().filter((row) => row.eventId === String(eventId)).length;

/** Forgets scans that were answered. */
export function forget(scans: Scan[]): void {
  const answered = new Set(scans.map(({ scan_id }) => toHex(scan_id)));
  save(all().filter(({ scanId }) => !answered.has(scanId)));
}
