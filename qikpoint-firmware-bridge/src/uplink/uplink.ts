/**
 * Takes spooled scans to the event canister: in batches, at least once, idempotent by scan id.
 * The spool is the only state; a killed process continues where the file says.
 */

import { backoffMs, pause, type QikCardError, toQikCardError } from '@qikcard/client';
import { SCANS_PER_BATCH_MAX } from '@qikcard/contracts';
import type { Log } from '../log.ts';
import { type Settlement, type Spool, type SpooledScan, toScan } from '../spool/spool.ts';
import { Bell } from './bell.ts';
import type { EventPort } from './event-port.ts';

/** `unknown` until the first answer; `blocked`: reachable, but it does not take our scans. */
export type UplinkState = 'unknown' | 'online' | 'offline' | 'blocked';

export type UplinkOptions = {
  onSettled(settlements: Settlement[]): void;
  onState?(state: UplinkState): void;
  backoff?: { firstMs: number; mostMs: number };
  /** An idle bridge asks this often whether the canister still answers. */
  idleCheckMs?: number;
  random?: () => number;
};

const BACKOFF = { firstMs: 200, mostMs: 10_000 };
const IDLE_CHECK_MS = 15_000;

export class Uplink {
  private current: UplinkState = 'unknown';
  private batchSize = SCANS_PER_BATCH_MAX;
  private readonly bell = new Bell();
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly spool: Spool,
    private readonly port: EventPort,
    private readonly log: Log,
    private readonly options: UplinkOptions,
  ) {}

  get state(): UplinkState {
    return this.current;
  }

  start(): void {
    this.running = this.run(this.stopping.signal);
  }

  /** A scan was saved: look now. */
  wake(): void {
    this.bell.ring();
  }

  /** Resolves when no request is under way; what was not answered stays in the spool. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.bell.ring();
    await this.running;
  }

  private async run(signal: AbortSignal): Promise<void> {
    let failures = 0;
    // Asked only when nothing else tells us: a scan must not wait behind a question.
    let mustAsk = true;
    while (!signal.aborted) {
      const batch = this.spool.pending(this.batchSize);
      try {
        if (batch.length > 0) await this.send(batch);
        else if (mustAsk) await this.port.reach();
        failures = 0;
        mustAsk = false;
        this.become('online');
        if (batch.length === 0) {
          mustAsk = !(await this.bell.wait(this.options.idleCheckMs ?? IDLE_CHECK_MS));
        }
      } catch (thrown) {
        if (signal.aborted) return;
        mustAsk = true;
        this.handleFailure(toQikCardError(thrown), batch);
        const { backoff = BACKOFF, random } = this.options;
        await pause(backoffMs(++failures, backoff, random), signal);
      }
    }
  }

  private async send(batch: SpooledScan[]): Promise<void> {
    const asked = new Set(batch.map((scan) => idText(scan.scanId)));
    const outcomes = await this.port.submit(batch.map((scan) => toScan(scan)));
    const settlements = outcomes
      .map(({ scan_id, verdict }) => ({ scanId: Uint8Array.from(scan_id), verdict }))
      .filter(({ scanId }) => asked.has(idText(scanId)));
    // Without this, an answer about other scans would make us ask again without a pause.
    if (settlements.length === 0) throw new Error('the answer names none of the scans sent');
    this.spool.settle(settlements);
    this.batchSize = Math.min(SCANS_PER_BATCH_MAX, this.batchSize * 2);
    this.options.onSettled(settlements);
  }

  private handleFailure(error: QikCardError, batch: SpooledScan[]): void {
    const { kind, code } = error;
    const state = kind === 'unreachable' ? 'offline' : 'blocked';
    // Said once for each outage, not for each attempt.
    const level = this.current === state ? 'debug' : 'warn';
    this.log[level]({ kind, reason: code, scans: batch.length }, 'scans stay saved');
    this.become(state);
    if (code === 'TooMany') this.batchSize = (error.data as { limit: number }).limit;
    // One scan that breaks the canister must not hold back the others.
    else if (kind === 'trapped' && batch.length > 1) this.batchSize = Math.ceil(batch.length / 2);
    else if (kind === 'trapped' && batch.length === 1) this.spool.postpone(batch[0].scanId);
  }

  private become(state: UplinkState): void {
    if (this.current === state) return;
    this.current = state;
    this.log.info({ state }, 'uplink');
    this.options.onState?.(state);
  }
}

/** Scan ids as map keys. */
export const idText = (scanId: Uint8Array): string => Buffer.from(scanId).toString('hex');
