/**
 * Facts on their way out. A fact is stored in the message that made it true and delivered at least
 * once, in order, one batch at a time per receiver; the receiver makes repetitions harmless. What a
 * receiver has acknowledged is forgotten in bounded steps.
 */
import {
  binary,
  type CanisterName,
  canisterNames,
  FACTS_PER_BATCH_MAX,
  type FactBatch,
  type FactKind,
  type Infer,
  type OutboxStatus,
} from '@qikcard/contracts';
import { appendLog } from './append-log.ts';
import { cell } from './cell.ts';
import { prefixed, type RawMap } from './memory-map.ts';

const { bytes, struct, u16, u64, versioned } = binary;

const BATCH_BYTES_MAX = 200_000;
const FORGET_PER_STEP = 500;
const BACKOFF_MAX_SECONDS = 60;
const NS_PER_SECOND = 1_000_000_000n;

const rowCodec = versioned(1, struct({ atNs: u64, kind: u16, body: bytes }));

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

type Lane = ReturnType<typeof openLane>;

function openLane(map: RawMap, receiver: CanisterName) {
  // The position in the list of canisters is stored for ever: the list is only ever appended to.
  const number = canisterNames.indexOf(receiver);
  return {
    receiver,
    log: appendLog(prefixed(map, number, 0), rowCodec),
    acknowledged: cell(prefixed(map, number, 1), versioned(1, u64), 0n),
    inFlight: false,
    attempts: 0,
    retryAtNs: 0n,
    lastError: undefined as string | undefined,
  };
}

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

  function nextBatch(lane: Lane): FactBatch {
    const start = lane.acknowledged.get();
    let size = 0;
    const facts: FactBatch['facts'] = [];
    for (const { atNs, kind, body } of lane.log.page(start, FACTS_PER_BATCH_MAX)) {
      size += body.length;
      if (facts.length > 0 && size > BATCH_BYTES_MAX) break;
      facts.push({ seq: start + BigInt(facts.length) + 1n, at_ns: atNs, kind, body });
    }
    return { stream: stream.get(), facts };
  }

  async function deliver(lane: Lane): Promise<void> {
    lane.inFlight = true;
    try {
      const reply = await port.send(lane.receiver, nextBatch(lane));
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
        .map((lane) => ({
          receiver: lane.receiver,
          backlog: lane.log.length() - lane.acknowledged.get(),
          next_seq: lane.log.length() + 1n,
          acknowledged_seq: lane.acknowledged.get(),
          attempts: lane.attempts,
          last_error: lane.lastError === undefined ? [] : [lane.lastError],
        }));
    },
  };
}
export type Outbox = ReturnType<typeof createOutbox>;

const REASON_MAX_CHARS = 200;

function reasonOf(error: unknown): string {
  const { type, rejectMessage, message } = (error ?? {}) as Record<string, unknown>;
  return String(rejectMessage ?? message ?? type ?? 'unknown').slice(0, REASON_MAX_CHARS);
}
