/** Rows of the spool as scans. */
import type { SeenMove } from '@qikcard/contracts';
import type { SpooledScan } from './spool.ts';
import { decodeVerdict } from './verdict-codec.ts';

/** libsql gives blobs as a Buffer from `get` and as an ArrayBuffer from `all`. */
type Blob = Uint8Array | ArrayBuffer;

export type Row = {
  scan_id: Blob;
  direction: 'in' | 'out';
  event_id: string;
  gate: string;
  payload: Blob;
  captured_at_ms: number;
  accepted_at_ms: number;
  possession: number;
  alone_passed: number | null;
  alone_at_ms: number | null;
  verdict: Blob | null;
};

export function fromRow(row: Row): SpooledScan {
  return {
    scanId: bytes(row.scan_id),
    direction: row.direction,
    eventId: BigInt(row.event_id),
    gate: row.gate,
    payload: bytes(row.payload),
    capturedAtMs: row.captured_at_ms,
    acceptedAtMs: row.accepted_at_ms,
    ...(row.possession === 1 ? { possession: true } : {}),
    ...(row.alone_at_ms === null
      ? {}
      : { alone: { passed: row.alone_passed === 1, decidedAtMs: row.alone_at_ms } }),
    ...(row.verdict ? { verdict: decodeVerdict(bytes(row.verdict)) } : {}),
  };
}

export type MoveRow = {
  registration_id: string;
  direction: 'in' | 'out';
  at_ms: number;
  gate: string;
  gate_id: number;
  zone_id: number;
  step: number | null;
};

/** A row as a move that was seen. */
export function fromMoveRow(row: MoveRow): { registrationId: bigint; move: SeenMove } {
  const { direction, gate, gate_id: gateId, zone_id: zoneId, step } = row;
  const where = { direction, atNs: BigInt(row.at_ms) * 1_000_000n, gate, gateId, zoneId };
  const move = step === null ? where : { ...where, step };
  return { registrationId: BigInt(row.registration_id), move };
}

const bytes = (blob: Blob) => new Uint8Array(blob as Uint8Array);
