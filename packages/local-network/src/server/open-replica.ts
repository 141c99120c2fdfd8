/** Opens the replica of an instance: a new one, or the one that its directory keeps. */
import { resolve } from 'node:path';
import { BITCOIN_CANISTER, BITCOIN_CANISTER_NAME, bitcoinCanister } from '../bitcoin/canister.ts';
import { createAssetStorage } from '../native/assets/asset-storage.ts';
import { assetStorageName } from '../native/assets/module.ts';
import { systemCanisters } from '../native/system/index.ts';
import type { InstanceConfig } from '../pocketic/instance-config.ts';
import { ReplicaCore, type ReplicaHost } from '../replica/core.ts';
import type { Replica } from '../replica.ts';
import { ReplicaJournal, replay } from '../storage/journaled-replica.ts';
import { StateDirectory } from '../storage/state-directory.ts';

export type OpenReplica = {
  replica: Replica;
  /** Seed of the keys; that of the kept state, whatever the configuration says. */
  seed: string;
  /** Returns once everything that happened is on the disk. */
  makeDurable(): void;
  /** Final checkpoint. */
  close(): void;
};
type Kept = { config: { seed: string }; state: unknown };

/** Metered modules, by content hash: a restart need not rewrite them. */
const MODULE_CACHE = resolve(
  import.meta.dirname,
  '../../../../node_modules/.cache/qikcard/metered-modules',
);
/** A replay that took longer is not repeated by the next start. */
const LONG_REPLAY_MS = 1_000;

/** Opens the replica that a configuration describes; throws a sentence when its state is unusable. */
export function openReplica(config: InstanceConfig): OpenReplica {
  if (config.stateDir === undefined) {
    const replica = newReplica(config);
    return { replica, seed: config.seed, makeDurable: () => {}, close: () => {} };
  }
  const directory = StateDirectory.open(config.stateDir);
  try {
    return openKept(config, directory);
  } catch (error) {
    directory.close();
    throw error;
  }
}

function openKept(config: InstanceConfig, directory: StateDirectory): OpenReplica {
  const kept = directory.load();
  const checkpoint = kept?.checkpoint as Kept | undefined;
  const core = checkpoint ? restoredReplica(checkpoint.state) : newReplica(config);
  const seed = checkpoint?.config.seed ?? config.seed;
  const replayMs = kept ? replayReported(core, kept.frames, kept.tornBytes) : 0;
  const journal = new ReplicaJournal(core, directory, { seed });
  if (!kept || replayMs > LONG_REPLAY_MS) journal.checkpoint();
  return {
    replica: journal.replica,
    seed,
    makeDurable: () => journal.flush(),
    close: () => {
      journal.checkpoint();
      directory.close();
    },
  };
}

/** Replays the journal and says what was unusual about it; returns the milliseconds it took. */
function replayReported(core: Replica, frames: unknown[], tornBytes: number): number {
  const start = performance.now();
  const { inputs, faithful } = replay(core, frames);
  if (tornBytes > 0) {
    console.error(
      `The journal ended in ${tornBytes} bytes of an unfinished write; they are dropped.`,
    );
  }
  if (!faithful) {
    console.error(
      `Replaying ${inputs} inputs took another course than before. The engine was changed since ` +
        'they were recorded; the state may differ from what was acknowledged.',
    );
  }
  return performance.now() - start;
}

function newReplica(config: InstanceConfig): ReplicaCore {
  const core: ReplicaCore = new ReplicaCore({
    subnets: config.subnets,
    seed: config.seed,
    startTimeNs: config.initialTimeNs,
    ...host(() => core),
  });
  if (config.bitcoindAddresses.length > 0) {
    core.installNative(BITCOIN_CANISTER, BITCOIN_CANISTER_NAME);
  }
  if (config.systemCanisters) {
    for (const { id, name } of systemCanistersOf(() => core)) {
      if (core.subnetOf(id)) core.installNative(id, name);
    }
  }
  return core;
}

function restoredReplica(state: unknown): ReplicaCore {
  const core: ReplicaCore = ReplicaCore.fromState(
    state,
    host(() => core),
  );
  return core;
}

const systemCanistersOf = (core: () => Replica) =>
  systemCanisters(() =>
    core()
      .subnets.filter(({ kind }) => kind === 'Application')
      .map(({ id }) => id),
  );

/** Canisters print to stderr, as in PocketIC, where clients show or hide them. */
const host = (core: () => Replica): ReplicaHost => ({
  moduleCacheDir: MODULE_CACHE,
  nativeCanisters: {
    [assetStorageName]: createAssetStorage,
    [BITCOIN_CANISTER_NAME]: bitcoinCanister,
    ...Object.fromEntries(systemCanistersOf(core).map(({ name, make }) => [name, make])),
  },
  onLog: ({ content }) => process.stderr.write(`${Buffer.from(content).toString()}\n`),
});
