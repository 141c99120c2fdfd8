/**
 * Interface spec, "Call contexts" and "Message execution": effects of a successful message are
 * taken over as a whole, those of a failed one are discarded; cycles for execution stay charged.
 */
import { concat, toHex } from '../crypto/bytes.ts';
import type { Response } from '../replica.ts';
import type { Canister } from './canister.ts';
import { executionFee } from './cycles.ts';
import type { Execution, OutgoingCall } from './execution.ts';
import type { RunOutcome } from './instance.ts';
import { code, type Fault, fault, rejection, sentence } from './reject.ts';
import { respond, sendRequest } from './routing.ts';
import type { Callback, CallContext, Origin } from './types.ts';
import type { World } from './world.ts';

/** Opens a call context for an incoming call. */
export function openContext(
  canister: Canister,
  origin: Origin,
  cycles: bigint,
  deadlineNs: bigint,
): CallContext {
  const { state } = canister;
  const context: CallContext = {
    id: state.nextId++,
    origin,
    responded: origin.kind === 'system',
    available: cycles,
    outstanding: 0,
    instructions: 0,
    deadlineNs,
    deleted: false,
  };
  state.contexts.set(context.id, context);
  return context;
}

/** The identity of whoever made the call; system tasks come from the management canister. */
export const callerOf = (origin: Origin): Uint8Array =>
  origin.kind === 'system' ? new Uint8Array(0) : origin.sender;

/** Ends an execution: effects taken over or undone, and the instructions paid from `prepaid`. */
export function settle(
  world: World,
  canister: Canister,
  context: CallContext,
  execution: Execution,
  outcome: RunOutcome,
  prepaid: bigint,
): void {
  const { state } = canister;
  const fee = executionFee(outcome.instructions, canister.subnet);
  if (outcome.fault) logTrap(canister, execution.timeNs, outcome.fault);
  else takeOver(world, canister, context, execution);
  const charged = fee < prepaid ? fee : prepaid;
  state.cycles += prepaid - charged;
  state.consumed.instructions += charged;
  state.instructions += outcome.instructions;
  context.instructions += outcome.instructions;
}

function takeOver(world: World, canister: Canister, context: CallContext, execution: Execution) {
  const { state } = canister;
  execution.discardPendingCall();
  state.cycles = execution.balance;
  state.consumed.burned += execution.burned;
  context.available = execution.available;
  if (execution.certifiedData) state.certifiedData = execution.certifiedData;
  if (execution.timerNs !== undefined) state.timerNs = execution.timerNs;
  state.version++;
  for (const call of execution.calls) sendCall(world, canister, context, execution, call);
  if (execution.response) answer(world, canister, context, execution.response);
}

function sendCall(
  world: World,
  canister: Canister,
  context: CallContext,
  execution: Execution,
  call: OutgoingCall,
): void {
  const { state } = canister;
  const deadlineNs =
    call.timeoutSeconds === undefined
      ? 0n
      : execution.timeNs + BigInt(call.timeoutSeconds) * 1_000_000_000n;
  const callback: Callback = {
    id: state.nextId++,
    context: context.id,
    callee: toHex(call.callee),
    reply: call.reply,
    reject: call.reject,
    cleanup: call.cleanup,
    cycles: call.cycles,
    prepaidExecution: call.prepaidExecution,
    prepaidTransmission: call.prepaidTransmission,
    deadlineNs,
  };
  state.callbacks.set(callback.id, callback);
  context.outstanding++;
  sendRequest(world, canister, {
    kind: 'request',
    origin: {
      kind: 'canister',
      canister: canister.key,
      sender: canister.id,
      callback: callback.id,
    },
    callee: call.callee,
    method: call.method,
    arg: concat(...call.data),
    cycles: call.cycles,
    deadlineNs,
  });
}

/** Answers a call context and returns the cycles it did not accept. */
export function answer(
  world: World,
  canister: Canister,
  context: CallContext,
  response: Response,
): void {
  if (context.responded) return;
  context.responded = true;
  const refund = context.available;
  context.available = 0n;
  respond(world, context.origin, response, refund, canister);
}

/** Closes a context without outstanding calls; one that was never answered is rejected. */
export function closeIfDone(
  world: World,
  canister: Canister,
  context: CallContext,
  failure: Fault | undefined,
): void {
  if (context.outstanding > 0) return;
  const reason = failure ?? fault(code.didNotReply, sentence.didNotReply(canister.text));
  answer(world, canister, context, rejection(reason));
  canister.state.contexts.delete(context.id);
}

/** Traps are part of the canister's log, as on the replica. */
export function logTrap(canister: Canister, timeNs: bigint, failure: Fault): void {
  const text = failure.message.split('\n')[0] ?? '';
  const what = text.replace(/^Error from Canister [a-z0-9-]+: /, '');
  canister.appendLog(timeNs, new TextEncoder().encode(`[TRAP]: ${what}`));
}
