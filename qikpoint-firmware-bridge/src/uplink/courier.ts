/**
 * Takes what is on disk to a canister: in batches, at least once, idempotent by scan id. The disk is the
 * only state; a killed process continues where the file says.
 */
import { backoffMs, pause, type QikCardError, toQikCardError } from '@qikcard/client';
import { SCANS_PER_BATCH_MAX } from '@qikcard/contracts';
import type { Log } from '../log.ts';
import { Bell } from './bell.ts';

/** `unknown` until the first answer; `blocked`: reachable, but it does not take our scans. */
export type UplinkState = 'unknown' | 'online' | 'offline' | 'blocked';

export type Settled<V> = { scanId: Uint8Array; verdict: V };
/** What waits on disk. */
export type Queue<Row, V> = {
  pending(limit: number): Row[];
  settle(settlements: Settled<V>[]): void;
  postpone(scanId: Uint8Array): void;
};
export type CourierOptions<V> = {
  onSettled(settlements: Settled<V>[]): void;
  onState?(state: UplinkState): void;
  backoff?: { firstMs: number; mostMs: number };
  /** An idle bridge asks this often whether the canister still answers. */
  idleCheckMs?: number;
  random?: () => number;
};

const BACKOFF = { firstMs: 200, mostMs: 10_000 };
const IDLE_CHECK_MS = 15_000;

export class Courier<Row extends { scanId: Uint8Array }, V> {
  private current: UplinkState = 'unknown';
  private batchSize = SCANS_PER_BATCH_MAX;
  private readonly bell = new Bell();
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly queue: Queue<Row, V>,
    /** Both fail with `QikCardError`; what is not answered for is asked again. */
    private readonly port: {
      carry(rows: Row[]): Promise<Settled<V>[]>;
      reach(): Promise<void>;
    },
    private readonly log: Log,
    private readonly options: CourierOptions<V>,
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
      const batch = this.queue.pending(this.batchSize);
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

  private async send(batch: Row[]): Promise<void> {
    const asked = new Set(batch.map((row) => idText(row.scanId)));
    const settlements = (await this.port.carry(batch)).filter(({ scanId }) =>
      asked.has(idText(scanId)),
    );
    // Without this, an answer about other scans would make us ask again without a pause.
    if (settlements.length === 0) throw new Error('the answer names none of the scans sent');
    this.queue.settle(settlements);
    this.batchSize = Math.min(SCANS_PER_BATCH_MAX, this.batchSize * 2);
    this.options.onSettled(settlements);
  }

  private handleFailure(error: QikCardError, batch: Row[]): void {
    const { kind, code } = error;
    const state = kind === 'unreachable' ? 'offline' : 'blocked';
    // Said once for each outage, not for each attempt.
    const level = this.current === state ? 'debug' : 'warn';
    this.log[level]({ kind, reason: code, scans: batch.length }, 'scans stay saved');
    this.become(state);
    if (code === 'TooMany') this.batchSize = (error.data as { limit: number }).limit;
    // One scan that breaks the canister must not hold back the others.
    else if (kind === 'trapped' && batch.length > 1) this.batchSize = Math.ceil(batch.length / 2);
    else if (kind === 'trapped' && batch.length === 1) this.queue.postpone(batch[0].scanId);
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
