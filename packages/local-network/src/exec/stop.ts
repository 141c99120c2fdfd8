/** Interface spec, "stop_canister" and "uninstall_code". */

import { StableMemory } from '../memory/stable.ts';
import type { Response } from '../replica.ts';
import type { Canister } from './canister.ts';
import { code, fault, rejection } from './reject.ts';
import { respond } from './routing.ts';
import { answer } from './settle.ts';
import type { World } from './world.ts';

const EMPTY_REPLY: Response = { kind: 'reply', bytes: Uint8Array.of(68, 73, 68, 76, 0, 0) };
/** The replica answers a `stop_canister` that cannot complete after five minutes. */
export const STOP_TIMEOUT_NS = 300_000_000_000n;

/** Completes waiting stops once no call context is open, and answers those that waited too long. */
export function completeStops(world: World): void {
  for (const canister of world.canisters.values()) {
    const { state } = canister;
    if (state.status !== 'stopping') continue;
    if (!canister.hasOpenContexts) {
      state.status = 'stopped';
      state.version++;
      answerStops(world, canister, EMPTY_REPLY);
    } else if (state.stopRequests.some(({ sinceNs }) => expired(world, sinceNs))) {
      answerLateStops(world, canister);
    }
  }
}

const expired = (world: World, sinceNs: bigint) => sinceNs + STOP_TIMEOUT_NS < world.timeNs;

function answerLateStops(world: World, canister: Canister): void {
  const { state } = canister;
  const late = state.stopRequests.filter(({ sinceNs }) => expired(world, sinceNs));
  state.stopRequests = state.stopRequests.filter(({ sinceNs }) => !expired(world, sinceNs));
  const timeout = rejection(fault(code.stopTimeout, 'Stop canister request timed out'));
  for (const { origin, refund } of late) respond(world, origin, timeout, refund, undefined);
}

/** Answers everybody who waits for the canister to stop. */
export function answerStops(world: World, canister: Canister, response: Response): void {
  const waiting = canister.state.stopRequests;
  canister.state.stopRequests = [];
  for (const { origin, refund } of waiting) respond(world, origin, response, refund, undefined);
}

/** Removes code and memories; open calls are rejected, their callbacks will never run. */
export function uninstall(world: World, canister: Canister): void {
  const { state } = canister;
  canister.code = undefined;
  canister.stable = new StableMemory();
  state.certifiedData = new Uint8Array(0);
  state.timerNs = 0n;
  state.logs = [];
  state.chunks.clear();
  const gone = rejection(fault(code.rejectedMessage, 'Canister has been uninstalled.'));
  for (const context of state.contexts.values()) {
    answer(world, canister, context, gone);
    context.deleted = true;
    if (context.outstanding === 0) state.contexts.delete(context.id);
  }
}
