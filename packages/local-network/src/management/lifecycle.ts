/** Interface spec, "start_canister", "stop_canister", "delete_canister", "deposit_cycles". */

import { code, fault, rejection } from '../exec/reject.ts';
import { answerStops, uninstall } from '../exec/stop.ts';
import type { Response } from '../replica.ts';
import type { Arguments } from './arguments.ts';
import { type CallContext, canisterNamed, controlled, refuse } from './context.ts';

export function startCanister(context: CallContext, args: Arguments['start_canister']): void {
  const canister = controlled(context, args.canister_id);
  const cancelled: Response = rejection(
    fault(code.stoppingCancelled, `Canister ${canister.text}'s stop request was cancelled.`),
  );
  answerStops(context.world, canister, cancelled);
  canister.state.status = 'running';
  canister.state.version++;
}

/** The answer comes once no call context is open; see `completeStops`. */
export function stopCanister(
  context: CallContext,
  args: Arguments['stop_canister'],
): 'later' | undefined {
  const { state } = controlled(context, args.canister_id);
  if (state.status === 'stopped') return undefined;
  if (state.status === 'running') {
    state.status = 'stopping';
    state.version++;
  }
  const { origin, world } = context;
  state.stopRequests.push({ origin, refund: context.cycles, sinceNs: world.timeNs });
  context.cycles = 0n;
  return 'later';
}

export function deleteCanister(context: CallContext, args: Arguments['delete_canister']): void {
  const canister = controlled(context, args.canister_id);
  if (canister.id === context.sender || canister === context.caller) {
    refuse(code.rejectedMessage, `Canister ${canister.text} cannot delete itself.`);
  }
  if (canister.state.status !== 'stopped') {
    refuse(code.notStopped, `Canister ${canister.text} must be stopped before it is deleted.`);
  }
  uninstall(context.world, canister);
  context.world.canisters.delete(canister.key);
}

/** Everybody may give cycles to any canister. */
export function depositCycles(context: CallContext, args: Arguments['deposit_cycles']): void {
  canisterNamed(context, args.canister_id).state.cycles += context.cycles;
  context.cycles = 0n;
}

export function topUp(context: CallContext, args: Arguments['provisional_top_up_canister']): void {
  canisterNamed(context, args.canister_id).state.cycles += args.amount;
}
