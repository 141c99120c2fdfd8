/** What the bridge keeps on disk: every accepted scan until the canister has answered for it. */
import type { Scan, SeenMove, Verdict } from '@qikcard/contracts';

/** A scan as it is saved; `scanId` makes every repeat harmless, on the wire and in the canister. */
export type NewScan = {
  scanId: Uint8Array;
  direction: 'in' | 'out';
  eventId: bigint;
  gate: string;
  payload: Uint8Array;
  /** By the reader's clock, or the bridge's when the reader has none. */
  capturedAtMs: number;
  /** The signature of the holder's phone was checked here, against the certified roster. */
  possession?: boolean;
  /** What the bridge decided on its own, without the network. */
  alone?: { passed: boolean; decidedAtMs: number };
};
export type SpooledScan = NewScan & {
  acceptedAtMs: number;
  /** Absent while the canister has not answered. */
  verdict?: Verdict;
};
export type Settlement = { scanId: Uint8Array; verdict: Verdict };

export type SpoolSummary = {
  waiting: number;
  settled: number;
  refused: number;
  /** Age of the oldest scan that still waits. */
  oldestWaitingMs?: number;
  lastSyncAtMs?: number;
  /** Acceptance to verdict of the last 200 settled scans. */
  latencyMs?: { p50: number; p95: number };
};

/** One small interface, so that the engine behind it can be changed in one file. */
export type Spool = {
  /** Returns after the scan is on disk; throws `SpoolFull` when it must not be accepted. */
  save(scan: NewScan): 'saved' | 'repeat';
  find(scanId: Uint8Array): SpooledScan | undefined;
  /** Scans without an answer, oldest first; those that once broke an upload come last. */
  pending(limit: number): SpooledScan[];
  /** Writes answers back, all or none; scans that already have one keep it. */
  settle(settlements: Settlement[]): void;
  /** Puts a scan that breaks uploads behind the others. It is never dropped. */
  postpone(scanId: Uint8Array): void;
  /** Forgets answered scans from before this moment: names do not stay longer than needed. */
  forgetSettledBefore(atMs: number): number;
  /** Remembers who went through here, for deciding alone; over restarts, too. */
  addMove(eventId: bigint, registrationId: bigint, move: SeenMove): void;
  /** All moves seen at an event, oldest first. */
  moves(eventId: bigint): { registrationId: bigint; move: SeenMove }[];
  forgetMovesBefore(atMs: number): void;
  /** How many wait; cheap enough for every heartbeat. */
  waiting(): number;
  summary(): SpoolSummary;
  close(): void;
};

/** The disk is nearly full: accepting a scan now could mean losing it. */
export class SpoolFull extends Error {
  override readonly name = 'SpoolFull';
  constructor(freeBytes: number, neededBytes: number) {
    super(`only ${freeBytes} bytes are free where the scans are saved; ${neededBytes} are needed`);
  }
}

/** The scan in the event canister's shape. @param nowMs the bridge's clock, while it uploads. */
export function toScan(scan: NewScan, nowMs = Date.now()): Scan {
  const { alone } = scan;
  const ns = (ms: number) => BigInt(ms) * 1_000_000n;
  return {
    scan_id: scan.scanId,
    event_id: scan.eventId,
    direction: scan.direction === 'in' ? { In: null } : { Out: null },
    payload: scan.payload,
    gate: scan.gate,
    captured_at_ns: ns(scan.capturedAtMs),
    possession: scan.possession ? [{ Verified: null }] : [],
    list_id: [],
    offline: alone
      ? [
          {
            passed: alone.passed,
            decided_at_ns: ns(alone.decidedAtMs),
            reader_now_ns: ns(nowMs),
          },
        ]
      : [],
  };
}
