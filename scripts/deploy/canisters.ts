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

/** Installs or upgrades the canisters whose module changed; reports each by name. */
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
  const arg = IDL.encode([InitArgument], [[{ directory, admins, shard: 0 }]]);
  await Promise.all(
    built.map(async ({ name, wasmPath, moduleHash }) => {
      if (deployment.installed[name] === moduleHash) return;
      const id = deployment.canisters[name as keyof Deployment['canisters']];
      const mode = deployment.installed[name] ? 'upgrade' : 'install';
      await install(agent, id, mode, readFileSync(wasmPath), arg);
      onInstalled(name, mode, moduleHash);
    }),
  );
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
