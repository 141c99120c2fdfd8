/** What waits for one receiver, and how far it has got. */
import {
  binary,
  FACTS_PER_BATCH_MAX,
  type FactEnvelope,
  type Infer,
  type OutboxStatus,
  type PeerName,
  peerNumber,
} from '@qikcard/contracts';
import { appendLog } from './append-log.ts';
import { cell } from './cell.ts';
import { openDeadLetters } from './dead-letters.ts';
import { prefixed, type RawMap } from './memory-map.ts';

const { bytes, struct, u16, u64, versioned } = binary;

const BATCH_BYTES_MAX = 200_000;
const rowFields = struct({ atNs: u64, kind: u16, body: bytes });
const rowCodec = versioned(1, rowFields);
export type FactRow = binary.ValueOf<typeof rowFields>;

export type Lane = ReturnType<typeof openLane>;

export function openLane(map: RawMap, receiver: PeerName) {
  const number = peerNumber(receiver);
  return {
    receiver,
    log: appendLog(prefixed(map, number, 0), rowCodec),
    acknowledged: cell(prefixed(map, number, 1), versioned(1, u64), 0n),
    dead: openDeadLetters(map, number),
    inFlight: false,
    attempts: 0,
    /** Facts in the next batch at most: one after a trap, so that a poisonous one is found. */
    batchMax: FACTS_PER_BATCH_MAX,
    /** How often the receiver trapped on the first fact alone. */
    trapsAlone: 0,
    retryAtNs: 0n,
    lastError: undefined as string | undefined,
  };
}

/** The facts to send next: bounded in number and in bytes. */
export function nextFacts(lane: Lane): FactEnvelope[] {
  const start = lane.acknowledged.get();
  let size = 0;
  const facts: FactEnvelope[] = [];
  for (const { atNs, kind, body } of lane.log.page(start, lane.batchMax)) {
    size += body.length;
    if (facts.length > 0 && size > BATCH_BYTES_MAX) break;
    facts.push({ seq: start + BigInt(facts.length) + 1n, at_ns: atNs, kind, body });
  }
  return facts;
}

/** What operators see of it. */
export function statusOf(lane: Lane): Infer<typeof OutboxStatus> {
  return {
    receiver: lane.receiver,
    backlog: lane.log.length() - lane.acknowledged.get(),
    next_seq: lane.log.length() + 1n,
    acknowledged_seq: lane.acknowledged.get(),
    attempts: lane.attempts,
    last_error: lane.lastError === undefined ? [] : [lane.lastError],
    dead: lane.dead.count(),
  };
}
