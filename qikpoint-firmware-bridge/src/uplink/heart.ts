/**
 * Once a minute the bridge says how it is (battery, firmware, queue, clock) and fetches what it needs to
 * decide alone. A beat that fails is no error: the next one comes.
 */
import { pause, toQikCardError } from '@qikcard/client';
import type { DoorKeeper } from '../alone/door-keeper.ts';
import type { Log } from '../log.ts';
import type { CarryPort } from './event-port.ts';

const BEAT_MS = 60_000;
/** While there is no list yet, it is asked for more often. */
const FIRST_BEAT_MS = 3_000;
const NO_BATTERY = 255;
const FIRMWARE_MAX_CHARS = 40;
const SKEW_WARNED_SECONDS = 30;

/** What a reader said last about itself. */
export type ReaderHealth = { firmware?: string; batteryPercent?: number; waiting?: number };
export type HeartOptions = { beatMs?: number; queueDepth(): number };

export class Heart {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();
  private reader: ReaderHealth = {};

  constructor(
    private readonly port: CarryPort,
    private readonly keeper: Pick<DoorKeeper, 'ready' | 'refresh'>,
    private readonly log: Log,
    private readonly options: HeartOptions,
  ) {}

  /** The reader told something about itself. */
  heard(health: ReaderHealth): void {
    this.reader = { ...this.reader, ...health };
  }

  start(): void {
    this.running = this.run(this.stopping.signal);
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(signal: AbortSignal): Promise<void> {
    const { beatMs = BEAT_MS } = this.options;
    while (!signal.aborted) {
      await this.beat();
      await pause(this.keeper.ready > 0 ? beatMs : Math.min(beatMs, FIRST_BEAT_MS), signal);
    }
  }

  private async beat(): Promise<void> {
    try {
      const { firmware = 'bridge', batteryPercent = NO_BATTERY, waiting = 0 } = this.reader;
      const reply = await this.port.heartbeat({
        battery_percent: batteryPercent,
        firmware: firmware.slice(0, FIRMWARE_MAX_CHARS),
        // What the reader itself still holds has not reached the spool.
        queue_depth: this.options.queueDepth() + waiting,
        reader_at_ns: BigInt(Date.now()) * 1_000_000n,
      });
      const skewSeconds = Math.round(Date.now() / 1_000 - Number(reply.now_ns / 1_000_000_000n));
      if (Math.abs(skewSeconds) > SKEW_WARNED_SECONDS) {
        this.log.warn({ skewSeconds }, 'the clock of this bridge is off');
      }
      await this.keeper.refresh(this.port, reply.policy);
      this.log.debug({ guests: this.keeper.ready }, 'the list is up to date');
    } catch (thrown) {
      const { kind, code } = toQikCardError(thrown);
      this.log.debug({ kind, reason: code }, 'no heartbeat');
    }
  }
}
