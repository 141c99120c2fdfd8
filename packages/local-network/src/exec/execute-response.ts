/**
 * Interface spec, "Callbacks": a returned call runs the reply or reject callback; if that traps,
 * its changes are undone and the cleanup callback runs.
 */

import type { Canister } from './canister.ts';
import { instructionFee, limits, responseFee } from './cycles.ts';
import { entry } from './entry-kinds.ts';
import { recordLog } from './execute-request.ts';
import { Execution, type ExecutionInput } from './execution.ts';
import { type Fault, fault } from './reject.ts';
import { callerOf, closeIfDone, settle } from './settle.ts';
import type { Callback, CallContext, ReturnedCall, WasmCode } from './types.ts';
import type { World } from './world.ts';

/** Executes the callback of a returned call; returns the instructions it took. */
export function executeResponse(world: World, canister: Canister, returned: ReturnedCall): number {
  const { state } = canister;
  const callback = state.callbacks.get(returned.callback);
  if (!callback) return 0; // the late answer of a call whose deadline has passed
  state.callbacks.delete(callback.id);
  creditRefund(canister, callback, returned);
  const context = state.contexts.get(callback.context);
  if (!context) throw new Error(`Canister ${canister.text}: a callback without call context`);
  context.outstanding--;
  if (context.deleted || canister.code?.kind !== 'wasm') {
    state.cycles += callback.prepaidExecution;
    closeIfDone(world, canister, context, undefined);
    return 0;
  }
  const { failure, instructions } = runCallback(world, canister, context, callback, returned);
  closeIfDone(world, canister, context, failure);
  return instructions;
}

/** Cycles return before the callback runs; bytes that the answer did not need are given back. */
function creditRefund(canister: Canister, callback: Callback, { response, refund }: ReturnedCall) {
  const bytes = response.kind === 'reply' ? response.bytes.length : response.message.length;
  const due = responseFee(bytes, canister.subnet);
  const charged = due < callback.prepaidTransmission ? due : callback.prepaidTransmission;
  canister.state.cycles += refund + callback.prepaidTransmission - charged;
  canister.state.consumed.transmission += charged;
}

function runCallback(
  world: World,
  canister: Canister,
  context: CallContext,
  callback: Callback,
  { response, refund }: ReturnedCall,
): { failure: Fault | undefined; instructions: number } {
  const { instance } = canister.code as WasmCode;
  const common = inputOf(world, canister, context);
  const outcomeInput: ExecutionInput =
    response.kind === 'reply'
      ? { ...common, kind: entry.Ry, arg: response.bytes, refunded: refund }
      : {
          ...common,
          kind: entry.Rt,
          rejectCode: response.code,
          rejectMessage: new TextEncoder().encode(response.message),
          refunded: refund,
        };
  const execution = new Execution(outcomeInput);
  const closure = response.kind === 'reply' ? callback.reply : callback.reject;
  const outcome = instance.run(execution, { closure });
  if (outcome.fault) instance.rollback();
  else instance.commit();
  settle(world, canister, context, execution, outcome, callback.prepaidExecution);
  if (!outcome.fault || !callback.cleanup) {
    return { failure: outcome.fault, instructions: outcome.instructions };
  }
  const left = limits.updateInstructions - outcome.instructions;
  const cleanup = runCleanup(world, canister, context, callback, execution, left);
  return {
    failure: cleanup.fault ? combined(outcome.fault, cleanup.fault) : outcome.fault,
    instructions: outcome.instructions + cleanup.instructions,
  };
}

const combined = (callback: Fault, cleanup: Fault): Fault =>
  fault(callback.code, `${callback.message}\n\ncall_on_cleanup also failed:\n\n${cleanup.message}`);

function runCleanup(
  world: World,
  canister: Canister,
  context: CallContext,
  callback: Callback,
  failed: Execution,
  limit: number,
) {
  const { instance } = canister.code as WasmCode;
  const execution = new Execution({
    ...inputOf(world, canister, context),
    kind: entry.C,
    canReply: false,
    rejectCode: failed.rejectCode,
    limit: Math.max(limit, limits.queryInstructions),
  });
  const closure = callback.cleanup as Callback['reply'];
  const outcome = instance.run(execution, { closure });
  if (outcome.fault) instance.rollback();
  else instance.commit();
  settle(world, canister, context, execution, outcome, 0n);
  const { state } = canister;
  const fee = instructionFee(outcome.instructions, canister.subnet);
  state.cycles -= fee < state.cycles ? fee : state.cycles;
  return outcome;
}

const inputOf = (world: World, canister: Canister, context: CallContext): ExecutionInput => ({
  kind: entry.Ry,
  canister,
  timeNs: world.timeNs,
  limit: limits.updateInstructions,
  caller: callerOf(context.origin),
  deadlineNs: context.deadlineNs,
  available: context.available,
  canReply: !context.responded,
  contextInstructions: context.instructions,
  log: (content) => recordLog(world, canister, content),
});
