/** Interface spec, "Cycles": canisters pay for memory and reserved computing power as time passes. */
import type { Canister } from './canister.ts';
import { idleFee, isFree } from './cycles.ts';
import { uninstall } from './stop.ts';
import type { World } from './world.ts';

/** Time between two charges (replica: `duration_between_allocation_charges`). */
const PERIOD_NS = 10_000_000_000n;
const NS_PER_SECOND = 1_000_000_000n;

/** Charges every canister whose last charge is long enough ago; who cannot pay loses its code. */
export function chargeIdleCanisters(world: World): void {
  for (const canister of world.canisters.values()) {
    const { state } = canister;
    const since = world.timeNs - state.chargedUntilNs;
    if (since < PERIOD_NS) continue;
    state.chargedUntilNs = world.timeNs;
    if (!isFree(canister.subnet)) charge(world, canister, since / NS_PER_SECOND);
  }
}

function charge(world: World, canister: Canister, seconds: bigint): void {
  const { state } = canister;
  const { memory, compute } = idleFee(canister, seconds);
  if (state.cycles >= memory + compute) {
    state.cycles -= memory + compute;
    state.consumed.memory += memory;
    state.consumed.computeAllocation += compute;
    return;
  }
  state.consumed.uninstall += state.cycles;
  state.cycles = 0n;
  if (canister.code) {
    uninstall(world, canister);
    state.version++;
  }
}
