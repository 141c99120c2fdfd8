import type { RoundDriver } from '../http/driver.ts';
import type { LiveControl } from '../pocketic/instance-api.ts';
import type { IngressStatus, Replica } from '../replica.ts';

const NS_PER_MS = 1_000_000n;
/** Age from which the time that queries and certificates show is renewed. */
const STALE_NS = 500n * NS_PER_MS;
/** `setTimeout` takes 31 bits. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

/** How long a synchronous call waits before its client must poll, as on the public network. */
const MAX_SETTLE_MS = 10_000;

type Waiter = { requestId: Uint8Array; resolve: () => void };

const isTerminal = (status: IngressStatus | undefined): boolean =>
  status !== undefined && status.status !== 'received' && status.status !== 'processing';

/**
 * Runs rounds by the real clock: at once when a message arrives, again while there is work, and
 * when a canister timer is due. Otherwise it sleeps. One round per turn of the event loop, so
 * that requests are answered in between.
 */
export class LiveLoop implements LiveControl, RoundDriver {
  enabled = false;
  private delayMs = 0;
  private timer: NodeJS.Timeout | undefined;
  private soon: NodeJS.Immediate | undefined;
  private waiters: Waiter[] = [];

  constructor(
    private readonly replica: Replica,
    /** Runs work outside of requests and deals with its failure. */
    private readonly guard: (work: () => void) => void,
    /** Called after rounds, so that what they did becomes durable. */
    private readonly settled: () => void,
    private readonly nowNs: () => bigint = () => BigInt(Date.now()) * NS_PER_MS,
  ) {}

  start(artificialDelayMs: number): void {
    this.enabled = true;
    this.delayMs = artificialDelayMs;
    this.followClock();
    this.replica.executeRound();
    this.schedule();
  }

  stop(): void {
    this.enabled = false;
    this.cancel();
  }

  /** Not for every read: each new time costs a signature, and blocks are no more frequent. */
  refreshTime(): void {
    if (!this.enabled) return;
    const now = this.nowNs();
    if (now > this.replica.timeNs() + STALE_NS) this.replica.setCertifiedTimeNs(now);
  }

  kick(): void {
    if (!this.enabled) return;
    if (this.delayMs > 0) this.wakeIn(this.delayMs);
    else this.wakeSoon();
  }

  catchUp(): void {
    this.refreshTime();
  }

  /** Resolves once the message has its answer, at once when rounds are run by hand. */
  progress(requestId: Uint8Array): Promise<void> {
    if (!this.enabled || isTerminal(this.replica.ingressStatus(requestId)))
      return Promise.resolve();
    this.kick();
    return new Promise((resolve) => {
      const timeout = setTimeout(() => {
        this.waiters = this.waiters.filter((other) => other !== waiter);
        resolve();
      }, MAX_SETTLE_MS);
      const waiter: Waiter = {
        requestId,
        resolve: () => {
          clearTimeout(timeout);
          resolve();
        },
      };
      this.waiters.push(waiter);
    });
  }

  private run(): void {
    this.followClock();
    if (this.replica.hasWork()) {
      this.replica.executeRound();
      this.answerWaiters();
    }
    this.settled();
    this.schedule();
  }

  /** The clock may stand behind the network's time, which was set ahead; time never goes back. */
  private followClock(): void {
    const now = this.nowNs();
    if (now > this.replica.timeNs()) this.replica.setTimeNs(now);
  }

  private answerWaiters(): void {
    this.waiters = this.waiters.filter(({ requestId, resolve }) => {
      if (!isTerminal(this.replica.ingressStatus(requestId))) return true;
      resolve();
      return false;
    });
  }

  private schedule(): void {
    if (!this.enabled) return;
    const next = this.replica.nextTimerNs();
    if (this.replica.hasWork()) {
      this.wakeSoon();
    } else if (next !== undefined) {
      const waitNs = next - this.nowNs();
      this.wakeIn(waitNs <= 0n ? 1 : Number(waitNs / NS_PER_MS) + 1);
    }
  }

  private wakeSoon(): void {
    this.soon ??= setImmediate(() => {
      this.cancel();
      this.guard(() => this.run());
    });
  }

  private wakeIn(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(
      () => {
        this.cancel();
        this.guard(() => this.run());
      },
      Math.min(ms, MAX_TIMEOUT_MS),
    );
  }

  private cancel(): void {
    clearTimeout(this.timer);
    if (this.soon) clearImmediate(this.soon);
    this.timer = undefined;
    this.soon = undefined;
  }
}
