/** Rows of the spool as scans. */
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
    ...(row.verdict ? { verdict: decodeVerdict(bytes(row.verdict)) } : {}),
  };
}

const bytes = (blob: Blob) => new Uint8Array(blob as Uint8Array);
