/**
 * Facts on their way out. A fact is stored in the message that made it true and delivered at least
 * once, in order, one batch at a time per receiver; the receiver makes repetitions harmless. What a
 * receiver has acknowledged is forgotten in bounded steps. A fact that its receiver traps on again
 * and again is put aside as a dead letter; a receiver that cannot be reached is waited for.
 */
import {
  binary,
  type CanisterName,
  type DeadLetter,
  FACTS_PER_BATCH_MAX,
  type FactBatch,
  type FactKind,
  type Infer,
  type OutboxStatus,
  type PeerName,
  WITHDRAWN_FACT_KIND,
} from '@qikcard/contracts';
import { cell } from './cell.ts';
import { prefixed, type RawMap } from './memory-map.ts';
import { type Lane, nextFacts, openLane, statusOf } from './outbox-lane.ts';

const { u64, versioned } = binary;

const FORGET_PER_STEP = 500;
const BACKOFF_MAX_SECONDS = 60;
/** With the pauses between them about three minutes: long enough for an upgrade that repairs. */
const TRAPS_UNTIL_DEAD = 8;
const NS_PER_SECOND = 1_000_000_000n;

export type Delivery =
  | { Ok: { received_through: bigint } }
  | { Err: { Gap: { expected_seq: bigint } } | Record<string, unknown> };

export type OutboxPort = {
  map: RawMap;
  nowNs(): bigint;
  setTimer(seconds: number, run: () => void): void;
  /** Everyone that facts for a canister go to. */
  receivers(name: CanisterName): readonly PeerName[];
  /** Every receiver there is. */
  everyone(): readonly PeerName[];
  send(receiver: PeerName, batch: FactBatch): Promise<Delivery>;
  /** Between 0 and 1; spreads retries of many senders. */
  jitter(): number;
};

export function createOutbox(port: OutboxPort) {
  const lanes = new Map<PeerName, Lane>();
  const stream = cell(prefixed(port.map, 0xff), versioned(1, u64), 0n);
  let armed = false;

  function laneOf(receiver: PeerName): Lane {
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
    for (const receiver of port.everyone()) {
      const lane = laneOf(receiver);
      const idle = !lane.inFlight && lane.retryAtNs <= nowNs;
      if (idle && lane.log.length() > lane.acknowledged.get()) void deliver(lane);
    }
  }

  async function deliver(lane: Lane): Promise<void> {
    lane.inFlight = true;
    const facts = nextFacts(lane);
    try {
      const reply = await port.send(lane.receiver, { stream: stream.get(), facts });
      if ('Ok' in reply) succeeded(lane, reply.Ok.received_through);
      else refused(lane, reply.Err);
    } catch (error) {
      const reason = reasonOf(error);
      if (receiverTrapped(reason) && trapped(lane, facts.length, reason)) arm(0);
      else failed(lane, reason);
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
    lane.batchMax = Math.min(FACTS_PER_BATCH_MAX, lane.batchMax * 2);
    lane.trapsAlone = 0;
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

  /** Narrows a batch down to the fact that does it; true when that fact was put aside. */
  function trapped(lane: Lane, sent: number, reason: string): boolean {
    lane.batchMax = 1;
    if (sent > 1) return false;
    lane.trapsAlone++;
    if (lane.trapsAlone < TRAPS_UNTIL_DEAD) return false;
    const index = lane.acknowledged.get();
    const fact = lane.log.get(index);
    if (fact === undefined || !lane.dead.add(index + 1n, fact, port.nowNs(), reason)) return false;
    // The number stays in use, so that the receiver sees no gap.
    lane.log.replace(index, { ...fact, kind: WITHDRAWN_FACT_KIND, body: new Uint8Array() });
    lane.attempts = 0;
    lane.trapsAlone = 0;
    return true;
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
    /**
     * Records a fact for `receiver` (for each of its shards) in this message; delivery starts
     * right after it.
     */
    append<T>(receiver: CanisterName, fact: FactKind<T>, value: T): void {
      const row = { atNs: port.nowNs(), kind: fact.kind, body: fact.codec.encode(value) };
      for (const peer of port.receivers(receiver)) laneOf(peer).log.append(row);
      arm(0);
    },
    /** At first installation only: what came before belongs to another stream. */
    begin: () => stream.set(port.nowNs()),
    /** After installation and every upgrade: timers do not survive one. */
    start: () => arm(0),
    deadLetters: (receiver: PeerName): DeadLetter[] => laneOf(receiver).dead.list(),
    /** Sends dead letters (all when none is named) behind what waits; gives their number. */
    retryDead(receiver: PeerName, seqs: readonly bigint[]): number {
      const lane = laneOf(receiver);
      const taken = lane.dead.take(seqs);
      for (const fact of taken) lane.log.append(fact);
      if (taken.length > 0) arm(0);
      return taken.length;
    },
    /** Gives the named dead letters up for good; gives their number. */
    discardDead(receiver: PeerName, seqs: readonly bigint[]): number {
      // Naming none means all of them when sending again; nothing is given up by leaving out a name.
      return seqs.length === 0 ? 0 : laneOf(receiver).dead.take(seqs).length;
    },
    status(): Infer<typeof OutboxStatus>[] {
      return port
        .everyone()
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

const TRAPPED = /IC05(02|03|06|22)\b|trapped|`ic0\.trap`|did not reply|instruction limit/i;
/** Traps that say: later. */
const NOT_NOW = /QIKCARD_(MAINTENANCE|RATE_LIMITED)/;

/** Whether the receiver runs and choked on what it got; everything else is worth waiting for. */
const receiverTrapped = (reason: string): boolean => TRAPPED.test(reason) && !NOT_NOW.test(reason);
