/**
 * Interface spec, "Message execution": calls of `canister_update` methods and of `canister_query`
 * methods in replicated mode, by users and canisters.
 */
import type { Canister } from './canister.ts';
import { executionFee, limits, liquid } from './cycles.ts';
import { type EntryKind, entry } from './entry-kinds.ts';
import { Execution } from './execution.ts';
import { updateNative } from './native.ts';
import { code, type Fault, fault, rejection, sentence } from './reject.ts';
import { respond } from './routing.ts';
import { callerOf, closeIfDone, openContext, settle } from './settle.ts';
import type { Request, WasmCode } from './types.ts';
import type { World } from './world.ts';

/** Executes one request; returns the instructions it took. */
export function executeRequest(world: World, canister: Canister, request: Request): number {
  const refusal = refuseRequest(canister, request);
  if (refusal) {
    respond(world, request.origin, rejection(refusal), request.cycles, canister);
    return 0;
  }
  if (canister.code?.kind === 'native')
    return updateNative(world, canister, canister.code, request);
  const target = methodOf(canister, request.method);
  if ('code' in target) {
    respond(world, request.origin, rejection(target), request.cycles, canister);
    return 0;
  }
  return executeMethod(world, canister, request, target);
}

function executeMethod(
  world: World,
  canister: Canister,
  request: Request,
  { kind, name }: Method,
): number {
  const prepaid = executionFee(limits.updateInstructions, canister.subnet);
  const { state } = canister;
  if (liquid(canister, state.cycles) < prepaid) {
    const missing = prepaid - liquid(canister, state.cycles);
    const broke = fault(code.outOfCycles, sentence.outOfCycles(canister.text, missing));
    respond(world, request.origin, rejection(broke), request.cycles, canister);
    return 0;
  }
  const context = openContext(canister, request.origin, request.cycles, request.deadlineNs);
  state.cycles -= prepaid;
  const execution = new Execution({
    kind,
    canister,
    timeNs: world.timeNs,
    limit: limits.updateInstructions,
    caller: callerOf(request.origin),
    arg: request.arg,
    method: request.method,
    deadlineNs: kind === entry.U ? request.deadlineNs : 0n,
    available: request.cycles,
    canReply: true,
    log: (content) => recordLog(world, canister, content),
  });
  const { instance } = canister.code as WasmCode;
  const outcome = instance.run(execution, { export: name });
  outcome.fault ??= memoryLimitFault(canister, kind);
  if (outcome.fault || kind === entry.RQ) instance.rollback();
  else instance.commit();
  settle(world, canister, context, execution, outcome, prepaid);
  closeIfDone(world, canister, context, outcome.fault);
  return outcome.instructions;
}

export type Method = { kind: EntryKind; name: string };

/** A method for a replicated call, or why there is none. */
function methodOf(canister: Canister, method: string): Method | Fault {
  const { exports } = (canister.code as WasmCode).module;
  if (exports.has(`canister_update ${method}`)) {
    return { kind: entry.U, name: `canister_update ${method}` };
  }
  if (exports.has(`canister_query ${method}`)) {
    return { kind: entry.RQ, name: `canister_query ${method}` };
  }
  if (exports.has(`canister_composite_query ${method}`)) {
    return fault(
      code.compositeInReplicated,
      'Composite query cannot be called in replicated mode.',
    );
  }
  return fault(code.methodNotFound, sentence.noMethod(canister.text, 'update', method));
}

/** Interface spec, "Canister status" and "minimum_incoming_canister_call_cycles". */
function refuseRequest(canister: Canister, request: Request): Fault | undefined {
  const { status, settings } = canister.state;
  if (status === 'stopped') return fault(code.stopped, sentence.stopped(canister.text));
  if (status === 'stopping') return fault(code.stopping, sentence.stopping(canister.text));
  if (!canister.code) return fault(code.noModule, sentence.noModule(canister.text));
  if (request.origin.kind === 'canister' && request.cycles < settings.minimumIncomingCallCycles) {
    return fault(
      code.insufficientCyclesInCall,
      `Canister ${canister.text} requires at least ${settings.minimumIncomingCallCycles} cycles to be attached to calls, but ${request.cycles} were attached`,
    );
  }
  return undefined;
}

/** The setting `wasm_memory_limit` holds for updates, timers and heartbeats, not for callbacks. */
export function memoryLimitFault(
  canister: Canister,
  kind: EntryKind,
  { instance }: Pick<WasmCode, 'instance'> = canister.code as WasmCode,
): Fault | undefined {
  const limit = canister.state.settings.wasmMemoryLimit;
  const used = BigInt(instance.heapBytes);
  if (limit === 0n || used <= limit || !(kind & (entry.U | entry.T | entry.I))) return undefined;
  return fault(
    code.wasmMemoryLimit,
    `Error from Canister ${canister.text}: Canister exceeded its current Wasm memory limit of ${limit} bytes. The peak Wasm memory usage was ${used} bytes.`,
  );
}

/** Log records of replicated executions are kept even when the message fails. */
export function recordLog(world: World, canister: Canister, content: Uint8Array): void {
  canister.appendLog(world.timeNs, content);
  world.log(canister, world.timeNs, content);
}
