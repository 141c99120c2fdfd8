/**
 * Takes readings from any reader: saves, shows "saved" honestly when nobody has decided yet, and
 * shows the verdict when it comes. Offline verdicts (roster and rules on this side) come later.
 */
import { type FormatTime, readCode, type Verdict } from '@qikcard/contracts';
import type { Display } from './frame/messages.ts';
import type { Log } from './log.ts';
import { type Settlement, type Spool, SpoolFull } from './spool/spool.ts';
import { idText, type UplinkState } from './uplink/uplink.ts';
import { savedDisplay, troubleDisplay, verdictDisplay } from './verdict/display.ts';

export type Reading = {
  scanId: Uint8Array;
  text: string;
  /** Absent when the reader has no clock: then now counts. */
  capturedAtMs?: number;
};
/** What is shown for one reading. `latencyMs` is from the reading's arrival to the verdict. */
export type Shown = { display: Display; verdict?: Verdict; latencyMs?: number };
export type DeskOptions = {
  eventId: bigint;
  gate: string;
  time: FormatTime;
  uplink: { state(): UplinkState; wake(): void };
  /** Without a verdict after this time the reader says so. */
  patienceMs?: number;
};

const PATIENCE_MS = 1_500;
/**
 * Later verdicts are not shown at the door: whoever stands there by then could be waved through
 * by someone else's green light. They are in the spool and on the organizer's page.
 */
export const LATE_MS = 10_000;

type Waiting = { show(shown: Shown): void; since: number; timers: NodeJS.Timeout[] };

export class ScanDesk {
  direction: 'in' | 'out';
  private readonly waiting = new Map<string, Waiting>();

  constructor(
    private readonly spool: Spool,
    private readonly log: Log,
    private readonly options: DeskOptions,
    direction: 'in' | 'out',
  ) {
    this.direction = direction;
  }

  /** True when the reading is on disk (or needs no disk): only then may the reader forget it. */
  accept(reading: Reading, show: (shown: Shown) => void): boolean {
    const code = readCode(reading.text);
    if (code === undefined) {
      show(this.decided({ Refused: { Malformed: null } }));
      return true;
    }
    const known = this.keep(reading, code.payload, show);
    if (known === undefined) return false;
    if (known.verdict) show(this.decided(known.verdict));
    else this.await(reading.scanId, show);
    return true;
  }

  /** The canister has answered; called with what was just written to the spool. */
  settled(settlements: Settlement[]): void {
    for (const { scanId, verdict } of settlements) {
      const key = idText(scanId);
      const waiting = this.waiting.get(key);
      const latencyMs = waiting && performance.now() - waiting.since;
      this.log.info({ scan: key, verdict: verdictName(verdict), latencyMs }, 'settled');
      this.forget(key);
      waiting?.show(this.decided(verdict, latencyMs));
    }
  }

  /** Ends all waiting; nothing is lost, the spool has it. */
  close(): void {
    for (const key of [...this.waiting.keys()]) this.forget(key);
  }

  private keep(reading: Reading, payload: Uint8Array, show: (shown: Shown) => void) {
    const { scanId, capturedAtMs = Date.now() } = reading;
    const { eventId, gate } = this.options;
    try {
      const { direction } = this;
      const result = this.spool.save({ scanId, direction, eventId, gate, payload, capturedAtMs });
      return result === 'repeat' ? { verdict: this.spool.find(scanId)?.verdict } : {};
    } catch (error) {
      const full = error instanceof SpoolFull;
      this.log.error({ error: String(error) }, 'the scan could not be saved');
      show({ display: troubleDisplay(full ? DISK_FULL : DISK_BROKEN) });
      return undefined;
    }
  }

  private await(scanId: Uint8Array, show: (shown: Shown) => void): void {
    const key = idText(scanId);
    const { uplink, patienceMs = PATIENCE_MS } = this.options;
    const since = this.waiting.get(key)?.since ?? performance.now();
    this.forget(key);
    const offline = () => uplink.state() === 'offline';
    const saySaved = () => show({ display: savedDisplay(offline()) });
    const timers = [setTimeout(() => this.forget(key), LATE_MS)];
    if (offline()) saySaved();
    else timers.push(setTimeout(saySaved, patienceMs));
    this.waiting.set(key, { show, since, timers });
    uplink.wake();
  }

  private forget(key: string): void {
    for (const timer of this.waiting.get(key)?.timers ?? []) clearTimeout(timer);
    this.waiting.delete(key);
  }

  private decided(verdict: Verdict, latencyMs?: number): Shown {
    const display = verdictDisplay(verdict, this.options.time);
    return { display, verdict, ...(latencyMs === undefined ? {} : { latencyMs }) };
  }
}

const DISK_FULL = 'The disk of the bridge is full: this scan was NOT saved. Call the operator.';
const DISK_BROKEN = 'The bridge cannot save scans: this scan was NOT saved. Call the operator.';

/** `Admitted`, `CheckedOut` or the refusal's name: what logs may say. */
export function verdictName(verdict: Verdict): string {
  return Object.keys('Refused' in verdict ? verdict.Refused : verdict)[0];
}
