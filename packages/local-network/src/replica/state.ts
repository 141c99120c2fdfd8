/** The whole state as plain data and back. Everything a message could observe is in it. */
import { Canister } from '../exec/canister.ts';
import type { IngressEntry } from '../exec/ingress.ts';
import { WasmInstance } from '../exec/instance.ts';
import { nativeEnv } from '../exec/native.ts';
import type { CanisterState, QueuedMessage, Request } from '../exec/types.ts';
import type { World } from '../exec/world.ts';
import type { GlobalValue } from '../memory/globals.ts';
import type { StableState } from '../memory/stable.ts';
import type { Subnet } from '../replica.ts';
import { prepareModule } from '../wasm/prepare.ts';

const FORMAT = 1;

type SavedCode =
  | { kind: 'wasm'; uploaded: Uint8Array; heap: Uint8Array | undefined; globals: GlobalValue[] }
  | { kind: 'native'; uploaded: Uint8Array; saved: unknown };
type SavedCanister = { state: CanisterState; stable: StableState; code: SavedCode | undefined };

export type SavedWorld = {
  format: number;
  subnets: Subnet[];
  seed: string;
  timeNs: bigint;
  lastRoundNs: bigint;
  certifiedNs: bigint;
  version: number;
  randomCount: number;
  /** Absent in states from before there was a switch. */
  signingStopped?: boolean;
  allocated: number[];
  ingress: Map<string, IngressEntry>;
  inbox: string[];
  streams: { target: string; message: QueuedMessage }[];
  managementCalls: Request[];
  canisters: SavedCanister[];
};

function saveCode({ code }: Canister): SavedCode | undefined {
  if (!code) return undefined;
  const { uploaded } = code.module;
  if (code.kind === 'native')
    return { kind: 'native', uploaded, saved: structuredClone(code.canister.save()) };
  const { heap, globals } = code.instance.save();
  return { kind: 'wasm', uploaded, heap, globals: globals ?? [] };
}

/** The state; later changes of the world do not show in it. */
export function saveWorld(world: World): SavedWorld {
  const canisters = [...world.canisters.values()].map((canister) => ({
    state: structuredClone(canister.state),
    stable: canister.stable.save(),
    code: saveCode(canister),
  }));
  return {
    format: FORMAT,
    seed: world.options.seed,
    timeNs: world.timeNs,
    lastRoundNs: world.lastRoundNs,
    certifiedNs: world.certifiedNs,
    version: world.version,
    randomCount: world.randomCount,
    signingStopped: world.signingStopped,
    ...structuredClone({
      subnets: world.subnets,
      allocated: world.allocated,
      ingress: world.ingress,
      inbox: world.inbox,
      streams: world.streams,
      managementCalls: world.managementCalls,
    }),
    canisters,
  };
}

/** Checks that data is a saved state. */
export function asSavedWorld(data: unknown): SavedWorld {
  const saved = data as SavedWorld;
  if (saved?.format !== FORMAT) {
    throw new Error(`The saved state has the format ${saved?.format}, but ${FORMAT} is needed`);
  }
  return saved;
}

/** Fills a new world, made with the same subnets and seed, with a saved state. */
export function loadWorld(world: World, saved: SavedWorld): void {
  world.timeNs = saved.timeNs;
  world.lastRoundNs = saved.lastRoundNs;
  world.certifiedNs = saved.certifiedNs;
  world.version = saved.version;
  world.randomCount = saved.randomCount;
  world.signingStopped = saved.signingStopped ?? false;
  world.allocated = [...saved.allocated];
  for (const [key, entry] of saved.ingress) world.ingress.set(key, structuredClone(entry));
  world.inbox = [...saved.inbox];
  world.streams = structuredClone(saved.streams);
  world.managementCalls = structuredClone(saved.managementCalls);
  for (const canister of saved.canisters) loadCanister(world, canister);
}

function loadCanister(world: World, saved: SavedCanister): void {
  const state = structuredClone(saved.state);
  const canister = new Canister(state, world.subnets[state.subnet] as Subnet);
  canister.stable.load(saved.stable);
  world.canisters.set(canister.key, canister);
  if (!saved.code) return;
  const module = prepareModule(saved.code.uploaded, world.options.moduleCacheDir);
  if (saved.code.kind === 'wasm') {
    const instance = new WasmInstance(module, canister.stable, saved.code);
    canister.code = { kind: 'wasm', module, instance };
    return;
  }
  const factory = world.options.natives[module.native as string];
  if (!factory) throw new Error(`The saved state needs the native canister "${module.native}"`);
  const native = factory();
  const { certifiedData } = state;
  const env = nativeEnv(world, canister, {
    caller: new Uint8Array(0),
    timeNs: world.timeNs,
    available: 0n,
  });
  native.start(structuredClone(saved.code.saved), undefined, env);
  state.certifiedData = certifiedData;
  canister.code = { kind: 'native', module, canister: native };
}
