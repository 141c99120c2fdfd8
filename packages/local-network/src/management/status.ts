/** Interface spec, "canister_status", "canister_info", "canister_metadata", "fetch_canister_logs". */
import { Principal } from '@dfinity/principal';
import { equalBytes } from '../crypto/bytes.ts';
import type { Canister } from '../exec/canister.ts';
import { idleFee } from '../exec/cycles.ts';
import { code, sentence } from '../exec/reject.ts';
import type { Change, ChangeDetails } from '../exec/types.ts';
import type { Arguments } from './arguments.ts';
import { type CallContext, canisterNamed, notController, refuse } from './context.ts';
import { maySee, settingsIdl } from './settings.ts';

const SECONDS_PER_DAY = 86_400n;
/** Size that the replica gives one entry of the history. */
const CHANGE_BYTES = 100;

const moduleHash = ({ code: installed }: Canister): [] | [Uint8Array] =>
  installed ? [installed.module.hash] : [];

/** `canister_status`, for controllers, the canister itself and those whom the settings name. */
export function canisterStatus(context: CallContext, args: Arguments['canister_status']) {
  const canister = canisterNamed(context, args.canister_id);
  const { state } = canister;
  const own = equalBytes(canister.id, context.sender);
  if (!own && !maySee(state.settings.statusVisibility, state.settings, context.sender)) {
    refuse(...notController(canister, context.method));
  }
  const { memory, compute } = idleFee(canister, SECONDS_PER_DAY);
  return {
    status: { [state.status]: null },
    ready_for_migration: false,
    version: state.version,
    settings: settingsIdl(state.settings),
    module_hash: moduleHash(canister),
    memory_size: BigInt(canister.memoryBytes),
    memory_metrics: memoryMetrics(canister),
    cycles: state.cycles,
    reserved_cycles: 0n,
    idle_cycles_burned_per_day: memory + compute,
    query_stats: {
      num_calls_total: state.queryStats.calls,
      num_instructions_total: state.queryStats.instructions,
      request_payload_bytes_total: state.queryStats.requestBytes,
      response_payload_bytes_total: state.queryStats.responseBytes,
    },
  };
}

const memoryMetrics = (canister: Canister) => ({
  wasm_memory_size: BigInt(canister.heapBytes),
  stable_memory_size: BigInt(canister.stable.bytes),
  global_memory_size: BigInt(canister.globalBytes),
  wasm_binary_size: BigInt(canister.code?.module.binarySize ?? 0),
  custom_sections_size: BigInt(canister.code?.module.customSectionsSize ?? 0),
  canister_history_size: BigInt(canister.state.history.length * CHANGE_BYTES),
  wasm_chunk_store_size: BigInt(canister.chunkBytes),
  snapshots_size: BigInt(canister.snapshotBytes),
  log_memory_store_size: BigInt(canister.logBytes),
});

const detailsIdl = (details: ChangeDetails) => {
  switch (details.kind) {
    case 'creation':
      return {
        creation: {
          controllers: details.controllers.map((id) => Principal.fromUint8Array(id)),
          environment_variables_hash: details.environmentHash ? [details.environmentHash] : [],
        },
      };
    case 'uninstall':
      return { code_uninstall: null };
    case 'deployment':
      return {
        code_deployment: { mode: { [details.mode]: null }, module_hash: details.moduleHash },
      };
    case 'snapshot':
      return {
        load_snapshot: {
          from_canister_id: [],
          snapshot_id: details.id,
          canister_version: details.version,
          taken_at_timestamp: details.takenNs,
          source: { taken_from_canister: null },
        },
      };
    case 'controllers':
      return {
        controllers_change: {
          controllers: details.controllers.map((id) => Principal.fromUint8Array(id)),
        },
      };
  }
};

const changeIdl = ({ timestampNs, version, origin, details }: Change) => ({
  timestamp_nanos: timestampNs,
  canister_version: version,
  origin:
    origin.kind === 'user'
      ? { from_user: { user_id: Principal.fromUint8Array(origin.id) } }
      : {
          from_canister: {
            canister_id: Principal.fromUint8Array(origin.id),
            canister_version: origin.version === undefined ? [] : [origin.version],
          },
        },
  details: detailsIdl(details),
});

/** `canister_info`: public, but only to canisters. */
export function canisterInfo(context: CallContext, args: Arguments['canister_info']) {
  const canister = canisterNamed(context, args.canister_id);
  const { state } = canister;
  const wanted = Number(args.num_requested_changes[0] ?? 0n);
  return {
    total_num_changes: state.historyTotal,
    recent_changes: wanted === 0 ? [] : state.history.slice(-wanted).map(changeIdl),
    module_hash: moduleHash(canister),
    controllers: state.settings.controllers.map((id) => Principal.fromUint8Array(id)),
  };
}

/** `canister_metadata`: private sections are for controllers. */
export function canisterMetadata(context: CallContext, args: Arguments['canister_metadata']) {
  const canister = canisterNamed(context, args.canister_id);
  if (!canister.code) refuse(code.noModule, sentence.noModule(canister.text));
  const found = canister.code?.module.metadata.find(({ name }) => name === args.name);
  const hidden = found?.visibility === 'private' && !canister.isController(context.sender);
  if (!found || hidden) {
    return refuse(
      code.rejectedMessage,
      `The canister ${canister.text} has no metadata section with the name ${args.name}.`,
    );
  }
  return { value: found.bytes };
}

export function canisterMetrics(context: CallContext, args: Arguments['canister_metrics']) {
  const canister = canisterNamed(context, args.canister_id);
  const own = equalBytes(canister.id, context.sender);
  if (!own && !canister.isController(context.sender))
    refuse(...notController(canister, context.method));
  const { consumed } = canister.state;
  return {
    cycles_consumed: {
      memory: consumed.memory,
      compute_allocation: consumed.computeAllocation,
      ingress_induction: consumed.ingressInduction,
      instructions: consumed.instructions,
      request_and_response_transmission: consumed.transmission,
      uninstall: consumed.uninstall,
      canister_creation: consumed.creation,
      http_outcalls: consumed.httpOutcalls,
      burned_cycles: consumed.burned,
    },
  };
}

/** `fetch_canister_logs`, for whom the setting `log_visibility` admits. */
export function fetchLogs(context: CallContext, args: Arguments['fetch_canister_logs']) {
  const canister = canisterNamed(context, args.canister_id);
  const { settings, logs } = canister.state;
  if (!maySee(settings.logVisibility, settings, context.sender)) {
    refuse(
      code.rejectedMessage,
      `Caller ${Principal.fromUint8Array(context.sender).toText()} is not allowed to access canister logs`,
    );
  }
  return {
    canister_log_records: logs.map(({ index, timestampNs, content }) => ({
      idx: index,
      timestamp_nanos: timestampNs,
      content,
    })),
  };
}
