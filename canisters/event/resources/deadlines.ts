/** What has to happen at its time: kept in stable memory, so that no upgrade forgets it. */
import { ic } from '@qikcard/canister-kit';
import { deadlines } from './store.ts';

/** By position: only ever append. */
const kinds = [
  'loan',
  'approval',
  'reservation',
  'loanReminder',
  'reservationReady',
  'deposit',
] as const;
export type DeadlineKind = (typeof kinds)[number];

const SECOND_NS = 1_000_000_000n;
const STEP_MAX = 50;
const SLEEP_MAX_SECONDS = 3_600n;

/** On the heap: an upgrade forgets timers, and `startClock` sets them again. */
let wakesAtNs: bigint | undefined;
let happen: (kind: DeadlineKind, id: bigint, nowNs: bigint) => void = () => {};

/** Something has to happen at this time. */
export function due(atNs: bigint, kind: DeadlineKind, id: bigint): void {
  deadlines.insert([atNs, kinds.indexOf(kind), id]);
  wakeAt(atNs);
}
/** It need not happen any more. */
export function undue(atNs: bigint, kind: DeadlineKind, id: bigint): void {
  deadlines.remove([atNs, kinds.indexOf(kind), id]);
}

/** After installation and every upgrade: what became due meanwhile happens now. */
export function startClock(react: typeof happen): void {
  happen = react;
  sleep();
}

function wakeAt(atNs: bigint): void {
  if (wakesAtNs !== undefined && wakesAtNs <= atNs) return;
  const nowNs = ic.nowNs();
  const left = atNs > nowNs ? (atNs - nowNs + SECOND_NS - 1n) / SECOND_NS : 0n;
  const seconds = left < SLEEP_MAX_SECONDS ? left : SLEEP_MAX_SECONDS;
  wakesAtNs = nowNs + seconds * SECOND_NS;
  ic.setTimer(Number(seconds), tick);
}

/** A bounded step: whatever is left comes in the next one. Timers of earlier plans do no harm. */
function tick(): void {
  const nowNs = ic.nowNs();
  if (wakesAtNs !== undefined && wakesAtNs > nowNs) return;
  wakesAtNs = undefined;
  for (const [atNs, kind, id] of deadlines.scan({ limit: STEP_MAX })) {
    if (atNs > nowNs) break;
    deadlines.remove([atNs, kind, id]);
    happen(kinds[kind], id, nowNs);
  }
  sleep();
}

function sleep(): void {
  const [next] = deadlines.scan({ limit: 1 });
  if (next) wakeAt(next[0]);
}
