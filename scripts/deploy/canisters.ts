/** Creates, installs and upgrades canisters through the public API of any network. */
import { readFileSync } from 'node:fs';
import type { HttpAgent } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import { Principal } from '@dfinity/principal';
import { canisterNames, InitArgument } from '@qikcard/contracts';
import { assetStorageModule } from '@qikcard/local-network/native/assets/module';
import type { BuiltCanister } from '../build/canisters.ts';
import { type InstallMode, management } from './management-api.ts';
import type { Deployment } from './state.ts';

const webNames = ['frontend', 'identity'] as const;
const CYCLES = 100_000_000_000_000n;

/** Creates what `known` does not have yet and returns the ids of all. */
export async function createMissing(
  agent: HttpAgent,
  effectiveCanisterId: string,
  known: Partial<Deployment['canisters']>,
  onCreated: (ids: Partial<Deployment['canisters']>) => void,
): Promise<Deployment['canisters']> {
  const ids = { ...known };
  for (const name of [...canisterNames, ...webNames]) {
    if (ids[name]) continue;
    const { canister_id } = await management(
      agent,
      effectiveCanisterId,
    ).provisional_create_canister_with_cycles({ amount: [CYCLES] });
    ids[name] = canister_id.toText();
    onCreated(ids);
  }
  return ids as Deployment['canisters'];
}

/** Adds event canisters until there are `count`; there are never fewer than before. */
export async function createShards(
  agent: HttpAgent,
  effectiveCanisterId: string,
  known: readonly string[],
  count: number,
  onCreated: (shards: string[]) => void,
): Promise<void> {
  const shards = [...known];
  while (shards.length < count) {
    const { canister_id } = await management(
      agent,
      effectiveCanisterId,
    ).provisional_create_canister_with_cycles({ amount: [CYCLES] });
    shards.push(canister_id.toText());
    onCreated([...shards]);
  }
}

/**
 * Installs or upgrades the canisters whose module changed, all of them when an event shard was
 * added; reports each by name.
 */
export async function installChanged(
  agent: HttpAgent,
  deployment: Deployment,
  built: BuiltCanister[],
  admins: Principal[],
  onInstalled: (name: string, mode: InstallMode, hash: string) => void,
): Promise<void> {
  const directory = Object.fromEntries(
    canisterNames.map((name) => [name, Principal.fromText(deployment.canisters[name])]),
  ) as Record<(typeof canisterNames)[number], Principal>;
  const shards = deployment.eventShards;
  const event_shards = [shards.map((id) => Principal.fromText(id))];
  await Promise.all(
    built.flatMap(({ name, wasmPath, moduleHash }) =>
      placesOf(name, deployment).map(async ({ place, id, shard }) => {
        // A deployment that grew tells everyone who the others are by an upgrade.
        const stamp = shards.length > 1 ? `${moduleHash}, ${shards.length} shards` : moduleHash;
        if (deployment.installed[place] === stamp) return;
        const mode = deployment.installed[place] ? 'upgrade' : 'install';
        const arg = IDL.encode([InitArgument], [[{ directory, admins, shard, event_shards }]]);
        await install(agent, id, mode, readFileSync(wasmPath), arg);
        onInstalled(place, mode, stamp);
      }),
    ),
  );
}

/** Where a module runs: the event canister's in every shard. */
function placesOf(name: string, { canisters, eventShards }: Deployment) {
  const ids = name === 'event' ? eventShards : [canisters[name as keyof typeof canisters]];
  return ids.map((id, shard) => ({ id, shard, place: shard === 0 ? name : `${name}#${shard}` }));
}

/** Installs the asset canister of the embedded network into the web canisters. */
export async function installAssetCanisters(
  agent: HttpAgent,
  deployment: Deployment,
  onInstalled: (name: string) => void,
): Promise<void> {
  for (const name of webNames) {
    if (deployment.installed[name]) continue;
    const empty = IDL.encode([], []);
    await install(agent, deployment.canisters[name], 'install', assetStorageModule(), empty);
    onInstalled(name);
  }
}

async function install(
  agent: HttpAgent,
  canisterId: string,
  mode: InstallMode,
  module: Uint8Array,
  arg: Uint8Array,
): Promise<void> {
  await management(agent, canisterId).install_code({
    canister_id: Principal.fromText(canisterId),
    mode: { [mode]: mode === 'upgrade' ? [] : null },
    wasm_module: new Uint8Array(module),
    arg: new Uint8Array(arg),
  });
}
