/**
 * A reader at a lending desk: a pass or a card, and a label, in either order, are one hand-over. Nothing is on disk
 * before there are both; from then on it is like a scan at a door: saved, then acknowledged, then sent.
 */
import {
  type FormatTime,
  type LendingVerdict,
  namesPerson,
  readCard,
  readCode,
  readLabel,
} from '@qikcard/contracts';
import { LATE_MS, notSaved, type Reading, type Shown } from '../desk.ts';
import type { Log } from '../log.ts';
import { idText, type Settled, type UplinkState } from '../uplink/courier.ts';
import {
  lendDisplay,
  lendSavedDisplay,
  nextDisplay,
  unknownDisplay,
} from '../verdict/lend-display.ts';
import type { HandOvers, NewHandOver } from './hand-overs.ts';

export type LendDeskOptions = {
  time: FormatTime;
  uplink: { state(): UplinkState; wake(): void };
  patienceMs?: number;
};

const PATIENCE_MS = 1_500;
/** Whoever has shown one half and gone away must not borrow what the next person shows. */
export const PAIR_WITHIN_MS = 30_000;

type Half = { scanId: Uint8Array; atMs: number } & ({ label: string } | { pass: Uint8Array });
type Show = (shown: Shown) => void;
type Waiting = { show: Show; since: number; timers: NodeJS.Timeout[] };

export class LendDesk {
  private half: Half | undefined;
  private readonly waiting = new Map<string, Waiting>();

  constructor(
    private readonly kept: Pick<HandOvers, 'save' | 'find'>,
    private readonly log: Log,
    private readonly options: LendDeskOptions,
  ) {}

  /** True when the reader may forget the reading. */
  accept(reading: Reading, show: Show): boolean {
    const known = this.kept.find(reading.scanId);
    if (known) {
      if (known.verdict) show(this.decided(known.verdict));
      else this.await(reading.scanId, show);
      return true;
    }
    const half = halfOf(reading);
    if (half === undefined) {
      show({ display: unknownDisplay() });
      return true;
    }
    const first = this.half;
    const both = first && idText(first.scanId) !== idText(half.scanId) && pairOf(first, half);
    if (!both) {
      this.half = half;
      show({
        display: nextDisplay('label' in half ? 'label' : readCard(half.pass) ? 'card' : 'pass'),
      });
      return true;
    }
    if (!this.save(both, show)) return false;
    this.half = undefined;
    this.await(both.scanId, show);
    return true;
  }

  /** The canister has answered; called with what was just written to disk. */
  settled(settlements: Settled<LendingVerdict>[]): void {
    for (const { scanId, verdict } of settlements) {
      const key = idText(scanId);
      const waiting = this.waiting.get(key);
      const latencyMs = waiting && performance.now() - waiting.since;
      this.log.info({ scan: key, verdict: lendVerdictName(verdict), latencyMs }, 'settled');
      this.forget(key);
      waiting?.show({ ...this.decided(verdict), ...(latencyMs ? { latencyMs } : {}) });
    }
  }

  close(): void {
    for (const key of [...this.waiting.keys()]) this.forget(key);
  }

  private save(both: NewHandOver, show: Show): boolean {
    try {
      this.kept.save(both);
      return true;
    } catch (error) {
      this.log.error({ error: String(error) }, 'the hand-over could not be saved');
      show({ display: notSaved(error) });
      return false;
    }
  }

  private await(scanId: Uint8Array, show: Show): void {
    const key = idText(scanId);
    const { uplink, patienceMs = PATIENCE_MS } = this.options;
    const since = this.waiting.get(key)?.since ?? performance.now();
    this.forget(key);
    const offline = () => uplink.state() === 'offline';
    const saySaved = () => show({ display: lendSavedDisplay(offline()) });
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

  private decided(verdict: LendingVerdict): Shown {
    return { display: lendDisplay(verdict, this.options.time) };
  }
}

function halfOf({ scanId, text, capturedAtMs }: Reading): Half | undefined {
  const atMs = capturedAtMs ?? Date.now();
  const label = readLabel(text);
  if (label !== undefined) return { scanId, atMs, label };
  const pass = readCode(text)?.payload;
  return pass && namesPerson(pass) ? { scanId, atMs, pass } : undefined;
}

/** Both halves, if they are one of each and belong together; the id is that of the later one. */
function pairOf(first: Half, second: Half): NewHandOver | undefined {
  const [pass, label] = 'pass' in first ? [first, second] : [second, first];
  if (!('pass' in pass) || !('label' in label)) return undefined;
  if (second.atMs - first.atMs > PAIR_WITHIN_MS) return undefined;
  const { scanId, atMs: capturedAtMs } = second;
  return { scanId, capturedAtMs, pass: pass.pass, label: label.label };
}

/** What logs may say. */
const lendVerdictName = (verdict: LendingVerdict): string =>
  Object.keys('Refused' in verdict ? verdict.Refused : verdict)[0];
