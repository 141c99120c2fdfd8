/** Interface spec, "install_code", "install_chunked_code" and "uninstall_code". */
import { concat, equalBytes, sha256, toHex } from '../crypto/bytes.ts';
import type { Canister } from '../exec/canister.ts';
import { type InstallMode, install } from '../exec/install.ts';
import { code, sentence } from '../exec/reject.ts';
import { uninstall } from '../exec/stop.ts';
import { type PreparedModule, prepareModule } from '../wasm/prepare.ts';
import type { Arguments, ModeArgument } from './arguments.ts';
import {
  type CallContext,
  canisterNamed,
  controlled,
  ManagementError,
  recordChange,
  refuse,
} from './context.ts';

type Options = { mode: InstallMode; skipPreUpgrade: boolean; keepMemory: boolean | undefined };

function optionsOf(mode: ModeArgument): Options {
  if (!mode.upgrade) {
    const plain = 'install' in mode ? 'install' : 'reinstall';
    return { mode: plain, skipPreUpgrade: false, keepMemory: undefined };
  }
  const [upgrade] = mode.upgrade;
  const [persistence] = upgrade?.wasm_memory_persistence ?? [];
  return {
    mode: 'upgrade',
    skipPreUpgrade: upgrade?.skip_pre_upgrade[0] ?? false,
    keepMemory: persistence && 'keep' in persistence,
  };
}

/** `install_code`: the module may be compressed; its hash is that of the uploaded bytes. */
export function installCode(context: CallContext, args: Arguments['install_code']): void {
  const canister = controlled(context, args.canister_id);
  installModule(context, canister, args.wasm_module, args);
}

/** `install_chunked_code`: the module is put together from chunks of the store canister. */
export function installChunked(
  context: CallContext,
  args: Arguments['install_chunked_code'],
): void {
  const canister = controlled(context, args.target_canister);
  const [named] = args.store_canister;
  const store = named ? canisterNamed(context, named) : canister;
  const permitted = store.isController(context.sender) || equalBytes(store.id, context.sender);
  if (!permitted) {
    refuse(
      code.notController,
      `Only the controllers of canister ${store.text} or the canister itself can install from its chunk store`,
    );
  }
  const chunks = args.chunk_hashes_list.map(({ hash }) => chunkOf(store, hash));
  const module = concat(...chunks);
  if (!equalBytes(sha256(module), args.wasm_module_hash)) {
    refuse(
      code.invalidManagementPayload,
      `Error from Wasm chunk store: Wasm module hash ${toHex(sha256(module))} does not match given hash ${toHex(args.wasm_module_hash)}`,
    );
  }
  installModule(context, canister, module, args);
}

function chunkOf(store: Canister, hash: Uint8Array): Uint8Array {
  return (
    store.state.chunks.get(toHex(hash)) ??
    refuse(
      code.invalidManagementPayload,
      `Error from Wasm chunk store: Chunk hash ${toHex(hash)} was not found`,
    )
  );
}

type Job = { mode: ModeArgument; arg: Uint8Array; sender_canister_version: [] | [bigint] };

function installModule(context: CallContext, canister: Canister, wasm: Uint8Array, job: Job): void {
  const { mode, skipPreUpgrade, keepMemory } = optionsOf(job.mode);
  if (mode === 'install' && canister.code) {
    refuse(
      code.nonEmpty,
      `Canister ${canister.text} cannot be installed because the canister is not empty. Try installing with mode='reinstall' instead.`,
    );
  }
  if (mode === 'upgrade' && !canister.code) refuse(code.noModule, sentence.noModule(canister.text));
  const module = prepared(context, canister, wasm);
  const kept = mode === 'upgrade' && keepsMemory(canister, module, keepMemory);
  const failure = install(context.world, canister, {
    mode,
    module,
    arg: job.arg,
    caller: context.sender,
    skipPreUpgrade,
    keepMemory: kept,
  });
  if (failure) throw new ManagementError(failure);
  canister.state.version++;
  const details = { kind: 'deployment' as const, mode, moduleHash: module.hash };
  recordChange(context, canister, details, job.sender_canister_version[0]);
}

function prepared(context: CallContext, canister: Canister, wasm: Uint8Array): PreparedModule {
  try {
    return prepareModule(wasm, context.world.options.moduleCacheDir);
  } catch (error) {
    const why = (error as Error).message;
    return refuse(code.invalidWasm, sentence.invalidWasm(canister.text, why));
  }
}

/** A canister with enhanced orthogonal persistence must not lose its heap by accident. */
function keepsMemory(
  canister: Canister,
  module: PreparedModule,
  keep: boolean | undefined,
): boolean {
  if (keep === undefined && canister.code?.module.keepsMemory) {
    refuse(
      code.contractViolation,
      'Missing upgrade option: Enhanced orthogonal persistence requires the `wasm_memory_persistence` upgrade option.',
    );
  }
  if (keep && !module.keepsMemory) {
    refuse(
      code.contractViolation,
      'Invalid upgrade option: The `wasm_memory_persistence: opt Keep` upgrade option requires that the new canister module supports enhanced orthogonal persistence.',
    );
  }
  return keep ?? false;
}

/** `uninstall_code`: code, memories and chunks are gone, open calls are rejected. */
export function uninstallCode(context: CallContext, args: Arguments['uninstall_code']): void {
  const canister = controlled(context, args.canister_id);
  uninstall(context.world, canister);
  canister.state.version++;
  recordChange(context, canister, { kind: 'uninstall' }, args.sender_canister_version[0]);
}
