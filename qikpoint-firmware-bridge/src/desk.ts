/**
 * Takes readings from any reader: saves, shows "saved" honestly when nobody has decided yet, and
 * shows the verdict when it comes. Without a network the door keeper decides, before the scan is saved,
 * so that what is on disk says what was done.
 */
import { type FormatTime, type OfflineVerdict, readCode, type Verdict } from '@qikcard/contracts';
import type { DoorKeeper } from './alone/door-keeper.ts';
import type { Display } from './frame/messages.ts';
import type { Log } from './log.ts';
import { type NewScan, type Settlement, type Spool, SpoolFull } from './spool/spool.ts';
import { idText, type UplinkState } from './uplink/uplink.ts';
import { aloneDisplay, savedDisplay, troubleDisplay, verdictDisplay } from './verdict/display.ts';

export type Reading = {
  scanId: Uint8Array;
  text: string;
  /** Absent when the reader has no clock: then now counts. */
  capturedAtMs?: number;
};
/** What is shown for one reading. `latencyMs` is from the reading's arrival to the verdict. */
export type Shown = { display: Display; verdict?: Verdict; latencyMs?: number };
type Timed = Reading & { capturedAtMs: number };
/** Whatever takes the readings of a reader. */
export type ReadingDesk = {
  /** True when the reading is on disk, or need not be: only then may the reader forget it. */
  accept(reading: Reading, show: (shown: Shown) => void): boolean | Promise<boolean>;
  close(): void;
};
export type DeskOptions = {
  eventId: bigint;
  gate: string;
  time: FormatTime;
  uplink: { state(): UplinkState; wake(): void };
  /** Absent: nobody decides here. */
  keeper?: Pick<DoorKeeper, 'look' | 'remember'>;
  /** Without a verdict after this time the reader says so. */
  patienceMs?: number;
};

const PATIENCE_MS = 1_500;
/**
 * Later verdicts are not shown at the door: whoever stands there by then could be waved through
 * by someone else's green light. They are in the spool and on the organizer's page.
 */
export const LATE_MS = 10_000;

type Judged = { possession?: boolean; alone?: NewScan['alone']; verdict?: OfflineVerdict };
type Waiting = { show(shown: Shown): void; since: number; timers: NodeJS.Timeout[] };

export class ScanDesk {
  direction: 'in' | 'out';
  private readonly waiting = new Map<string, Waiting>();
  /** One after the other: two readers must not both let in by the same code. */
  private judging: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly spool: Spool,
    private readonly log: Log,
    private readonly options: DeskOptions,
    direction: 'in' | 'out',
  ) {
    this.direction = direction;
  }

  /** True when the reading is on disk (or needs no disk): only then may the reader forget it. */
  accept(reading: Reading, show: (shown: Shown) => void): boolean | Promise<boolean> {
    const code = readCode(reading.text);
    if (code === undefined) {
      show(this.decided({ Refused: { Malformed: null } }));
      return true;
    }
    const timed = { ...reading, capturedAtMs: reading.capturedAtMs ?? Date.now() };
    if (this.options.keeper === undefined) return this.take(timed, code.payload, {}, show);
    const judged = this.judging.then(async () => {
      const found = await this.judge(timed, code.payload);
      return this.take(timed, code.payload, found, show);
    });
    this.judging = judged.catch(() => {});
    return judged;
  }

  private take(
    reading: Timed,
    payload: Uint8Array,
    judged: Judged,
    show: (shown: Shown) => void,
  ): boolean {
    const known = this.keep(reading, payload, judged, show);
    if (known === undefined) return false;
    if (known.verdict) show(this.decided(known.verdict));
    else this.await(reading.scanId, judged.verdict, show);
    return true;
  }

  /** What can be said here: online only whether the phone was there, offline everything. */
  private async judge({ scanId, capturedAtMs }: Timed, payload: Uint8Array): Promise<Judged> {
    const { keeper, uplink } = this.options;
    // A repeat was judged before; what it did is on disk.
    if (keeper === undefined || this.spool.find(scanId)) return {};
    const { direction } = this;
    const { verdict, possession } = await keeper.look({ payload, direction, atMs: capturedAtMs });
    if (uplink.state() !== 'offline' || verdict === undefined) return { possession };
    if (verdict.kind === 'unproven') return { possession, verdict };
    const passed = verdict.kind === 'passed';
    return { possession, verdict, alone: { passed, decidedAtMs: Date.now() } };
  }

  /** The canister has answered; called with what was just written to the spool. */
  settled(settlements: Settlement[]): void {
    for (const { scanId, verdict } of settlements) {
      const key = idText(scanId);
      const waiting = this.waiting.get(key);
      const latencyMs = waiting && performance.now() - waiting.since;
      this.log.info({ scan: key, verdict: verdictName(verdict), latencyMs }, 'settled');
      this.forget(key);
      this.learn(scanId, verdict);
      waiting?.show(this.decided(verdict, latencyMs));
    }
  }

  /** Ends all waiting; nothing is lost, the spool has it. */
  close(): void {
    for (const key of [...this.waiting.keys()]) this.forget(key);
  }

  private keep(
    { scanId, capturedAtMs }: Timed,
    payload: Uint8Array,
    { possession, alone, verdict }: Judged,
    show: (shown: Shown) => void,
  ) {
    const { eventId, gate } = this.options;
    try {
      const { direction } = this;
      const place = { scanId, direction, eventId, gate, payload, capturedAtMs };
      const found = { ...(possession ? { possession } : {}), ...(alone ? { alone } : {}) };
      const result = this.spool.save({ ...place, ...found });
      if (result === 'saved' && verdict?.kind === 'passed') {
        const { entry, step } = verdict;
        this.options.keeper?.remember(entry.registrationId, direction, capturedAtMs, step);
      }
      return result === 'repeat' ? { verdict: this.spool.find(scanId)?.verdict } : {};
    } catch (error) {
      this.log.error({ error: String(error) }, 'the scan could not be saved');
      show({ display: notSaved(error) });
      return undefined;
    }
  }

  private await(
    scanId: Uint8Array,
    alone: OfflineVerdict | undefined,
    show: (shown: Shown) => void,
  ): void {
    const key = idText(scanId);
    const { uplink, patienceMs = PATIENCE_MS } = this.options;
    const since = this.waiting.get(key)?.since ?? performance.now();
    this.forget(key);
    const offline = () => uplink.state() === 'offline';
    const saySaved = () =>
      show({ display: alone ? aloneDisplay(alone, this.options.time) : savedDisplay(offline()) });
    const timers = [setTimeout(() => this.forget(key), LATE_MS)];
    if (alone || offline()) saySaved();
    else timers.push(setTimeout(saySaved, patienceMs));
    this.waiting.set(key, { show, since, timers });
    uplink.wake();
  }

  /** The canister let somebody through: the keeper must know when the network goes. */
  private learn(scanId: Uint8Array, verdict: Verdict): void {
    const { keeper } = this.options;
    if (keeper === undefined || !('Admitted' in verdict || 'CheckedOut' in verdict)) return;
    const scan = this.spool.find(scanId);
    if (scan === undefined || scan.alone?.passed) return;
    const passage = 'Admitted' in verdict ? verdict.Admitted : verdict.CheckedOut;
    keeper.remember(passage.registration_id, scan.direction, scan.capturedAtMs);
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

/** What a reader shows when its reading is not on disk. */
export const notSaved = (error: unknown): Display =>
  troubleDisplay(error instanceof SpoolFull ? DISK_FULL : DISK_BROKEN);

/** `Admitted`, `CheckedOut` or the refusal's name: what logs may say. */
export function verdictName(verdict: Verdict): string {
  return Object.keys('Refused' in verdict ? verdict.Refused : verdict)[0];
}
