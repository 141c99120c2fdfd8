/** Interface spec, "Heartbeat", "Global timer" and "On Low Wasm Memory": at most one each per round. */
import type { Canister } from './canister.ts';
import { executionFee, limits, liquid } from './cycles.ts';
import { entry } from './entry-kinds.ts';
import { memoryLimitFault, recordLog } from './execute-request.ts';
import { Execution } from './execution.ts';
import { callerOf, closeIfDone, openContext, settle } from './settle.ts';
import type { WasmCode } from './types.ts';
import type { World } from './world.ts';

const TIMER = 'canister_global_timer';
export const HEARTBEAT = 'canister_heartbeat';
const LOW_MEMORY = 'canister_on_low_wasm_memory';

/** Whether the canister's timer is due at `timeNs`. */
export const timerDue = ({ state, code }: Canister, timeNs: bigint): boolean =>
  state.status === 'running' &&
  code?.kind === 'wasm' &&
  code.module.exports.has(TIMER) &&
  state.timerNs > 0n &&
  state.timerNs <= timeNs;

/** Runs the tasks that are due; returns the instructions they took. */
export function executeTasks(world: World, canister: Canister): number {
  if (canister.state.status !== 'running' || canister.code?.kind !== 'wasm') return 0;
  const { exports } = canister.code.module;
  let instructions = runLowMemoryHook(world, canister);
  if (timerDue(canister, world.timeNs)) {
    canister.state.timerNs = 0n; // cleared when scheduled, even if the task then traps
    instructions += runTask(world, canister, TIMER);
  }
  if (exports.has(HEARTBEAT)) instructions += runTask(world, canister, HEARTBEAT);
  return instructions;
}

function runLowMemoryHook(world: World, canister: Canister): number {
  const { state } = canister;
  if (!canister.lacksMemory) state.lowMemoryHook = 'unneeded';
  else if (state.lowMemoryHook === 'unneeded') {
    state.lowMemoryHook = 'executed';
    const { module } = canister.code as WasmCode;
    if (module.exports.has(LOW_MEMORY)) return runTask(world, canister, LOW_MEMORY);
  }
  return 0;
}

function runTask(world: World, canister: Canister, name: string): number {
  const { state } = canister;
  const prepaid = executionFee(limits.updateInstructions, canister.subnet);
  if (liquid(canister, state.cycles) < prepaid) return 0;
  const context = openContext(canister, { kind: 'system' }, 0n, 0n);
  state.cycles -= prepaid;
  const execution = new Execution({
    kind: entry.T,
    canister,
    timeNs: world.timeNs,
    limit: limits.updateInstructions,
    caller: callerOf(context.origin),
    log: (content) => recordLog(world, canister, content),
  });
  const { instance } = canister.code as WasmCode;
  const outcome = instance.run(execution, { export: name });
  outcome.fault ??= memoryLimitFault(canister, entry.T);
  if (outcome.fault) instance.rollback();
  else instance.commit();
  settle(world, canister, context, execution, outcome, prepaid);
  closeIfDone(world, canister, context, outcome.fault);
  return outcome.instructions;
}
