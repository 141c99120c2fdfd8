/** When a round would do something by itself: what the network sleeps until. */
import type { Canister } from './canister.ts';
import { HEARTBEAT, timerDue } from './execute-task.ts';
import { STOP_TIMEOUT_NS } from './stop.ts';
import type { World } from './world.ts';

/** Rounds of a network that follows the real clock come this often for heartbeats, as on the IC. */
const HEARTBEAT_PERIOD_NS = 1_000_000_000n;

function* dueTimes(world: World, canister: Canister): Iterable<bigint> {
  const { state, code } = canister;
  if (timerDue(canister, state.timerNs)) yield state.timerNs;
  const beats = code?.kind === 'wasm' && code.module.exports.has(HEARTBEAT);
  if (beats && state.status === 'running') yield world.lastRoundNs + HEARTBEAT_PERIOD_NS;
  for (const { deadlineNs } of state.callbacks.values()) if (deadlineNs > 0n) yield deadlineNs + 1n;
  for (const { sinceNs } of state.stopRequests) yield sinceNs + STOP_TIMEOUT_NS + 1n;
}

/** Earliest timer, heartbeat, call deadline or stop timeout of any canister. */
export function nextDueNs(world: World): bigint | undefined {
  let earliest: bigint | undefined;
  for (const canister of world.canisters.values()) {
    for (const ns of dueTimes(world, canister)) {
      if (earliest === undefined || ns < earliest) earliest = ns;
    }
  }
  return earliest;
}

/** Whether another round would do something besides moving time. */
export function hasWork(world: World): boolean {
  if (world.inbox.length + world.streams.length + world.managementCalls.length > 0) return true;
  for (const { state } of world.canisters.values()) if (state.queue.length > 0) return true;
  const due = nextDueNs(world);
  return due !== undefined && due <= world.timeNs;
}
