/**
 * Interface spec, "take_canister_snapshot", "load_canister_snapshot", "list_canister_snapshots" and
 * "delete_canister_snapshot". Reading and uploading snapshots is refused by name.
 */
import { concat, toHex } from '../crypto/bytes.ts';
import type { Canister } from '../exec/canister.ts';
import { WasmInstance } from '../exec/instance.ts';
import { code, sentence } from '../exec/reject.ts';
import { uninstall } from '../exec/stop.ts';
import type { Snapshot, WasmCode } from '../exec/types.ts';
import { StableMemory } from '../memory/stable.ts';
import { prepareModule } from '../wasm/prepare.ts';
import type { Arguments } from './arguments.ts';
import {
  type CallContext,
  canisterNamed,
  controlled,
  notController,
  recordChange,
  refuse,
} from './context.ts';
import { maySee } from './settings.ts';

const MAX_SNAPSHOTS = 10;

const described = ({ id, takenNs, totalSize }: Snapshot) => ({
  id,
  taken_at_timestamp: takenNs,
  total_size: BigInt(totalSize),
});

function snapshotNamed(canister: Canister, id: Uint8Array): Snapshot {
  return (
    canister.snapshots.get(toHex(id)) ??
    refuse(
      code.rejectedMessage,
      `Could not find the snapshot ID ${toHex(id)} for canister ${canister.text}`,
    )
  );
}

function wasmOf(canister: Canister): WasmCode {
  const installed = canister.code;
  if (!installed) return refuse(code.noModule, sentence.noModule(canister.text));
  if (installed.kind === 'wasm') return installed;
  return refuse(
    code.rejectedMessage,
    `Snapshots of the network's own canisters, such as ${canister.text}, are not supported by this local network.`,
  );
}

/** Number of the snapshot, then the canister's id: as long as the replica's. */
function nextId(canister: Canister): Uint8Array {
  const number = new Uint8Array(8);
  new DataView(number.buffer).setBigUint64(0, BigInt(canister.state.nextId++));
  return concat(number, canister.id);
}

function capture({ world }: CallContext, canister: Canister): Snapshot {
  const { module, instance } = wasmOf(canister);
  const { heap, globals } = instance.save();
  const { state } = canister;
  return {
    id: nextId(canister),
    takenNs: world.timeNs,
    version: state.version,
    totalSize: canister.memoryBytes - canister.snapshotBytes,
    uploaded: module.uploaded,
    heap,
    globals: globals ?? [],
    stable: canister.stable.save(),
    chunks: new Map(state.chunks),
    certifiedData: state.certifiedData.slice(),
  };
}

/** `take_canister_snapshot`: code, memories, chunks and certified data as they are now. */
export function takeSnapshot(context: CallContext, args: Arguments['take_canister_snapshot']) {
  const canister = controlled(context, args.canister_id);
  const [replaced] = args.replace_snapshot;
  if (replaced) snapshotNamed(canister, replaced);
  else if (canister.snapshots.size >= MAX_SNAPSHOTS) {
    refuse(
      code.rejectedMessage,
      `Canister ${canister.text} has reached the maximum number of snapshots allowed: ${MAX_SNAPSHOTS}.`,
    );
  }
  const snapshot = capture(context, canister);
  if (replaced) canister.snapshots.delete(toHex(replaced));
  canister.snapshots.set(toHex(snapshot.id), snapshot);
  if (args.uninstall_code[0]) {
    uninstall(context.world, canister);
    canister.state.version++;
    recordChange(context, canister, { kind: 'uninstall' }, args.sender_canister_version[0]);
  }
  return described(snapshot);
}

/**
 * `load_canister_snapshot`: the canister continues from the snapshot, no hook runs. The timer stays
 * as it is, since the replica does not restore it from snapshots that were taken.
 */
export function loadSnapshot(context: CallContext, args: Arguments['load_canister_snapshot']) {
  const canister = controlled(context, args.canister_id);
  const snapshot = snapshotNamed(canister, args.snapshot_id);
  if (canister.code) wasmOf(canister);
  const module = prepareModule(snapshot.uploaded, context.world.options.moduleCacheDir);
  const stable = new StableMemory();
  stable.load(snapshot.stable);
  const instance = new WasmInstance(module, stable, snapshot);
  const { state } = canister;
  canister.stable = stable;
  canister.code = { kind: 'wasm', module, instance };
  state.chunks = new Map(snapshot.chunks);
  state.certifiedData = snapshot.certifiedData.slice();
  state.version++;
  const { id, takenNs, version } = snapshot;
  const details = { kind: 'snapshot' as const, id, takenNs, version };
  recordChange(context, canister, details, args.sender_canister_version[0]);
}

/** `list_canister_snapshots`, for whom the setting `snapshot_visibility` admits. */
export function listSnapshots(context: CallContext, args: Arguments['list_canister_snapshots']) {
  const canister = canisterNamed(context, args.canister_id);
  const { settings } = canister.state;
  if (!maySee(settings.snapshotVisibility, settings, context.sender)) {
    refuse(...notController(canister, context.method));
  }
  return [...canister.snapshots.values()].map(described);
}

/** `delete_canister_snapshot`. */
export function deleteSnapshot(context: CallContext, args: Arguments['delete_canister_snapshot']) {
  const canister = controlled(context, args.canister_id);
  canister.snapshots.delete(toHex(snapshotNamed(canister, args.snapshot_id).id));
}
