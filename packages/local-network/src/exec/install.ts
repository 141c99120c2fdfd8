/** Interface spec, "install_code": the hooks run as one unit, and a failure changes nothing. */
import { StableMemory } from '../memory/stable.ts';
import type { PreparedModule } from '../wasm/prepare.ts';
import type { Canister } from './canister.ts';
import { executionFee, limits, liquid } from './cycles.ts';
import { type EntryKind, entry } from './entry-kinds.ts';
import { memoryLimitFault, recordLog } from './execute-request.ts';
import { Execution } from './execution.ts';
import { type EntryPoint, WasmInstance } from './instance.ts';
import { nativeEnv } from './native.ts';
import { code, type Fault, fault, sentence } from './reject.ts';
import { logTrap } from './settle.ts';
import type { Code, WasmCode } from './types.ts';
import type { World } from './world.ts';

export type InstallMode = 'install' | 'reinstall' | 'upgrade';
export type Installation = {
  mode: InstallMode;
  module: PreparedModule;
  arg: Uint8Array;
  caller: Uint8Array;
  skipPreUpgrade: boolean;
  /** Keep the heap over the upgrade (`wasm_memory_persistence`). */
  keepMemory: boolean;
};

/** Accumulates over the hooks: they share one instruction limit and one set of effects. */
type Progress = {
  world: World;
  canister: Canister;
  caller: Uint8Array;
  arg: Uint8Array;
  instructions: number;
  balance: bigint;
  certifiedData: Uint8Array | undefined;
  timerNs: bigint;
};

/** Installs a module; the reason when it fails. */
export function install(world: World, canister: Canister, job: Installation): Fault | undefined {
  const { state } = canister;
  const prepaid = executionFee(limits.installInstructions, canister.subnet);
  const spendable = liquid(canister, state.cycles);
  if (spendable < prepaid) {
    const text = sentence.outOfCycles(canister.text, prepaid - spendable);
    return fault(code.outOfCycles, `Canister installation failed with \`${text}\`.`);
  }
  state.cycles -= prepaid;
  const progress: Progress = {
    world,
    canister,
    caller: job.caller,
    arg: job.arg,
    instructions: 0,
    balance: state.cycles,
    certifiedData: job.mode === 'upgrade' ? undefined : new Uint8Array(0),
    timerNs: 0n,
  };
  const failure = job.module.native ? installNative(progress, job) : installWasm(progress, job);
  if (failure) logTrap(canister, world.timeNs, failure);
  else takeOver(progress);
  const charged = executionFee(progress.instructions, canister.subnet);
  state.cycles += prepaid - charged;
  state.consumed.instructions += charged;
  state.instructions += progress.instructions;
  return failure;
}

function takeOver({ canister, balance, certifiedData, timerNs }: Progress): void {
  const { state } = canister;
  state.cycles = balance;
  if (certifiedData) state.certifiedData = certifiedData;
  state.timerNs = timerNs;
}

function installWasm(progress: Progress, job: Installation): Fault | undefined {
  const { canister } = progress;
  const upgrade = job.mode === 'upgrade';
  const old = canister.code?.kind === 'wasm' ? canister.code.instance : undefined;
  const stable = upgrade ? canister.stable : new StableMemory();
  try {
    const failure =
      (upgrade && old && !job.skipPreUpgrade
        ? runHook(progress, canister.code as WasmCode, entry.G, 'canister_pre_upgrade')
        : undefined) ?? installInstance(progress, job, stable, old);
    if (failure) old?.rollback();
    if (failure && !old) stable.rollback();
    return failure;
  } catch (error) {
    old?.rollback();
    throw error;
  }
}

function installInstance(
  progress: Progress,
  job: Installation,
  stable: StableMemory,
  old: WasmInstance | undefined,
): Fault | undefined {
  const { canister } = progress;
  const kept = job.keepMemory && old ? { heap: old.memory().slice() } : undefined;
  const instance = new WasmInstance(job.module, stable, kept);
  const fresh: WasmCode = { kind: 'wasm', module: job.module, instance };
  const hook = job.mode === 'upgrade' ? 'canister_post_upgrade' : 'canister_init';
  const failure =
    runHook(progress, fresh, entry.s, 'start') ?? runHook(progress, fresh, entry.I, hook);
  const limited = failure ?? memoryLimitFault(canister, entry.I, fresh);
  if (limited) return limited;
  instance.commit();
  canister.code = fresh;
  canister.stable = stable;
  return undefined;
}

function runHook(
  progress: Progress,
  wasm: WasmCode,
  kind: EntryKind,
  name: string,
): Fault | undefined {
  const { world, canister } = progress;
  if (name !== 'start' && !wasm.module.exports.has(name)) return undefined;
  const execution = new Execution({
    kind,
    canister,
    timeNs: world.timeNs,
    limit: limits.installInstructions - progress.instructions,
    caller: progress.caller,
    arg: progress.arg,
    log: (content) => recordLog(world, canister, content),
  });
  execution.balance = progress.balance;
  const point: EntryPoint = name === 'start' ? 'start' : { export: name };
  const outcome = wasm.instance.run(execution, point);
  progress.instructions += outcome.instructions;
  if (outcome.fault) return outcome.fault;
  progress.balance = execution.balance;
  progress.certifiedData = execution.certifiedData ?? progress.certifiedData;
  // Interface spec: any code change deactivates the timer; the hook of the new code may set it.
  progress.timerNs = kind === entry.I ? (execution.timerNs ?? 0n) : 0n;
  return undefined;
}

function installNative(progress: Progress, job: Installation): Fault | undefined {
  const { world, canister, caller, arg } = progress;
  const name = job.module.native as string;
  const factory = world.options.natives[name];
  if (!factory) {
    return fault(
      code.invalidWasm,
      sentence.invalidWasm(canister.text, `there is no native canister "${name}"`),
    );
  }
  const upgrade = job.mode === 'upgrade' && canister.code?.kind === 'native';
  const before = upgrade ? canister.code : undefined;
  const native = factory();
  const env = nativeEnv(world, canister, { caller, timeNs: world.timeNs, available: 0n });
  try {
    const saved = before?.kind === 'native' ? structuredClone(before.canister.save()) : undefined;
    native.start(saved, arg, env);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return fault(code.calledTrap, sentence.calledTrap(canister.text, message));
  }
  if (!upgrade) canister.stable = new StableMemory();
  canister.code = { kind: 'native', module: job.module, canister: native } satisfies Code;
  progress.balance = canister.state.cycles;
  progress.certifiedData = canister.state.certifiedData;
  return undefined;
}
