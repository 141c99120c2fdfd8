/**
 * Facts on their way out. A fact is stored in the message that made it true and delivered at least
 * once, in order, one batch at a time per receiver; the receiver makes repetitions harmless. What a
 * receiver has acknowledged is forgotten in bounded steps.
 */
import {
  binary,
  type CanisterName,
  canisterNames,
  type FactBatch,
  type FactKind,
  type Infer,
  type OutboxStatus,
} from '@qikcard/contracts';
import { cell } from './cell.ts';
import { prefixed, type RawMap } from './memory-map.ts';
import { type Lane, nextFacts, openLane, statusOf } from './outbox-lane.ts';

const { u64, versioned } = binary;

const FORGET_PER_STEP = 500;
const BACKOFF_MAX_SECONDS = 60;
const NS_PER_SECOND = 1_000_000_000n;

export type Delivery =
  | { Ok: { received_through: bigint } }
  | { Err: { Gap: { expected_seq: bigint } } | Record<string, unknown> };

export type OutboxPort = {
  map: RawMap;
  nowNs(): bigint;
  setTimer(seconds: number, run: () => void): void;
  send(receiver: CanisterName, batch: FactBatch): Promise<Delivery>;
  /** Between 0 and 1; spreads retries of many senders. */
  jitter(): number;
};

export function createOutbox(port: OutboxPort) {
  const lanes = new Map<CanisterName, Lane>();
  const stream = cell(prefixed(port.map, 0xff), versioned(1, u64), 0n);
  let armed = false;

  function laneOf(receiver: CanisterName): Lane {
    let lane = lanes.get(receiver);
    if (lane === undefined) {
      lane = openLane(port.map, receiver);
      lanes.set(receiver, lane);
    }
    return lane;
  }

  function arm(seconds: number): void {
    if (seconds === 0) {
      if (armed) return;
      armed = true;
    }
    port.setTimer(seconds, run);
  }

  function run(): void {
    armed = false;
    const nowNs = port.nowNs();
    for (const receiver of canisterNames) {
      const lane = laneOf(receiver);
      const idle = !lane.inFlight && lane.retryAtNs <= nowNs;
      if (idle && lane.log.length() > lane.acknowledged.get()) void deliver(lane);
    }
  }

  async function deliver(lane: Lane): Promise<void> {
    lane.inFlight = true;
    try {
      const reply = await port.send(lane.receiver, {
        stream: stream.get(),
        facts: nextFacts(lane),
      });
      if ('Ok' in reply) succeeded(lane, reply.Ok.received_through);
      else refused(lane, reply.Err);
    } catch (error) {
      failed(lane, reasonOf(error));
    } finally {
      lane.inFlight = false;
    }
  }

  function succeeded(lane: Lane, through: bigint): void {
    const length = lane.log.length();
    lane.acknowledged.set(through < length ? through : length);
    lane.attempts = 0;
    lane.retryAtNs = 0n;
    lane.lastError = undefined;
    lane.log.forgetBelow(lane.acknowledged.get(), FORGET_PER_STEP);
    if (lane.acknowledged.get() < length) arm(0);
  }

  function refused(lane: Lane, refusal: Record<string, unknown>): void {
    const gap = refusal.Gap as { expected_seq: bigint } | undefined;
    if (gap !== undefined && gap.expected_seq >= 1n && gap.expected_seq - 1n <= lane.log.length()) {
      const kept = lane.log.get(gap.expected_seq - 1n) !== undefined;
      if (kept) lane.acknowledged.set(gap.expected_seq - 1n);
    }
    failed(lane, `refused: ${Object.keys(refusal)[0]}`);
  }

  function failed(lane: Lane, reason: string): void {
    lane.attempts++;
    lane.lastError = reason;
    const seconds = Math.min(BACKOFF_MAX_SECONDS, 2 ** Math.min(lane.attempts - 1, 10));
    const delay = Math.max(1, Math.round(seconds * (0.75 + 0.25 * port.jitter())));
    lane.retryAtNs = port.nowNs() + BigInt(delay) * NS_PER_SECOND;
    arm(delay);
  }

  return {
    /** Records a fact for `receiver` in this message; delivery starts right after it. */
    append<T>(receiver: CanisterName, fact: FactKind<T>, value: T): void {
      laneOf(receiver).log.append({
        atNs: port.nowNs(),
        kind: fact.kind,
        body: fact.codec.encode(value),
      });
      arm(0);
    },
    /** At first installation only: what came before belongs to another stream. */
    begin: () => stream.set(port.nowNs()),
    /** After installation and every upgrade: timers do not survive one. */
    start: () => arm(0),
    status(): Infer<typeof OutboxStatus>[] {
      return canisterNames
        .map(laneOf)
        .filter((lane) => lane.log.length() > 0n)
        .map(statusOf);
    },
  };
}
export type Outbox = ReturnType<typeof createOutbox>;

const REASON_MAX_CHARS = 200;

function reasonOf(error: unknown): string {
  const { type, rejectMessage, message } = (error ?? {}) as Record<string, unknown>;
  return String(rejectMessage ?? message ?? type ?? 'unknown').slice(0, REASON_MAX_CHARS);
}
