/** Canisters of the host: TypeScript behind the same queues, cycles and statuses as wasm ones. */
import type { NativeEnv, QueryOptions, Response } from '../replica.ts';
import type { Canister } from './canister.ts';
import { code, fault, rejection, sentence } from './reject.ts';
import { answer, callerOf, closeIfDone, openContext } from './settle.ts';
import type { NativeCode, Request } from './types.ts';
import type { World } from './world.ts';

/** Counted towards the round, so that a queue of messages cannot hold it up for ever. */
const NATIVE_INSTRUCTIONS = 1_000_000;

type EnvInput = {
  caller: Uint8Array;
  timeNs: bigint;
  available: bigint;
  dataCertificate?: () => Uint8Array;
};

/** The surroundings of one native execution; `available` falls as cycles are accepted. */
export function nativeEnv(
  world: World,
  canister: Canister,
  input: EnvInput,
): NativeEnv & { available: bigint } {
  const env = {
    available: input.available,
    caller: input.caller,
    self: canister.id,
    timeNs: input.timeNs,
    isController: (principal: Uint8Array) => canister.isController(principal),
    setCertifiedData: (data: Uint8Array) => {
      if (data.length > 32) throw new Error(`certified data of ${data.length} bytes exceeds 32`);
      canister.state.certifiedData = data.slice();
    },
    dataCertificate: () => input.dataCertificate?.(),
    acceptCycles: (max: bigint) => {
      const amount = max < env.available ? max : env.available;
      env.available -= amount;
      canister.state.cycles += amount;
      return amount;
    },
    management: (method: string, arg: Uint8Array, cycles: bigint) =>
      callManagement(world, canister, method, arg, cycles),
  };
  return env;
}

/** Created canisters go to the default application subnet, as those of the real CMC do. */
function callManagement(
  world: World,
  canister: Canister,
  method: string,
  arg: Uint8Array,
  cycles: bigint,
): Response {
  const { state } = canister;
  if (state.cycles < cycles) {
    return rejection(fault(code.outOfCycles, sentence.outOfCycles(canister.text, cycles)));
  }
  state.cycles -= cycles;
  const origin = {
    kind: 'canister' as const,
    canister: canister.key,
    sender: canister.id,
    callback: 0,
  };
  const request: Request = {
    kind: 'request',
    origin,
    callee: new Uint8Array(0),
    method,
    arg,
    cycles,
    deadlineNs: 0n,
  };
  const subnet = world.subnets.find(({ kind }) => kind === 'Application') ?? canister.subnet;
  const done = world.options.management(world, { request, subnet, caller: canister });
  if (!done) return { kind: 'reply', bytes: new TextEncoder().encode('DIDL\0\0') };
  state.cycles += done.refund;
  return done.response;
}

/** Runs an update (or a query, replicated); returns the instructions it counts for. */
export function updateNative(
  world: World,
  canister: Canister,
  native: NativeCode,
  request: Request,
): number {
  const context = openContext(canister, request.origin, request.cycles, request.deadlineNs);
  const env = nativeEnv(world, canister, {
    caller: callerOf(request.origin),
    timeNs: world.timeNs,
    available: request.cycles,
  });
  const response = guarded(
    canister,
    () =>
      native.canister.update(request.method, request.arg, env) ??
      native.canister.query(request.method, request.arg, env),
    () => {
      canister.state.cycles -= request.cycles - env.available;
      env.available = request.cycles;
    },
  );
  context.available = env.available;
  canister.state.version++;
  answer(world, canister, context, response ?? noMethod(canister, 'update', request.method));
  closeIfDone(world, canister, context, undefined);
  return NATIVE_INSTRUCTIONS;
}

/** Answers a query. */
export function queryNative(
  world: World,
  canister: Canister,
  native: NativeCode,
  { method, arg, sender }: { method: string; arg: Uint8Array; sender: Uint8Array },
  options: QueryOptions | undefined,
): Response {
  const env = nativeEnv(world, canister, {
    caller: sender,
    timeNs: world.certifiedNs,
    available: 0n,
    ...(options && { dataCertificate: options.dataCertificate }),
  });
  const response = guarded(canister, () => native.canister.query(method, arg, env));
  return response ?? noMethod(canister, 'query', method);
}

const noMethod = (canister: Canister, kind: string, method: string): Response =>
  rejection(fault(code.methodNotFound, sentence.noMethod(canister.text, kind, method)));

/** A thrown error is the native canister's trap: the cycles it accepted go back. */
function guarded(
  canister: Canister,
  run: () => Response | undefined,
  undo: () => void = () => {},
): Response | undefined {
  try {
    return run();
  } catch (error) {
    undo();
    const message = error instanceof Error ? error.message : String(error);
    return rejection(fault(code.calledTrap, sentence.calledTrap(canister.text, message)));
  }
}
