/** Interface spec, "update_settings". */
import { Principal } from '@dfinity/principal';
import { equalBytes, sha256 } from '../crypto/bytes.ts';
import { hashOfMap } from '../crypto/request-id.ts';
import { code } from '../exec/reject.ts';
import type { Settings, Visibility } from '../exec/types.ts';
import type { Arguments, SettingsArgument, VisibilityArgument } from './arguments.ts';
import { type CallContext, controlled, recordChange, refuse } from './context.ts';

const MAX_CONTROLLERS = 10;
const MAX_VIEWERS = 10;
const MAX_VARIABLES = 20;
const MAX_LOG_BYTES = 2n * 1024n * 1024n;

const visibilityOf = ({ allowed_viewers, ...rest }: VisibilityArgument): Visibility => {
  if (!allowed_viewers) return { kind: 'public' in rest ? 'public' : 'controllers' };
  if (allowed_viewers.length > MAX_VIEWERS) {
    refuse(
      code.invalidManagementPayload,
      `At most ${MAX_VIEWERS} allowed viewers can be set, but ${allowed_viewers.length} are given`,
    );
  }
  return { kind: 'viewers', viewers: allowed_viewers.map((viewer) => viewer.toUint8Array()) };
};

const invalid = (message: string) => refuse(code.invalidManagementPayload, message);

function check(settings: Settings): void {
  if (settings.controllers.length > MAX_CONTROLLERS) {
    invalid(`The number of controllers exceeds the maximum of ${MAX_CONTROLLERS}`);
  }
  if (settings.computeAllocation > 100n) {
    invalid(
      `ComputeAllocation expected to be in the range [0..100], got ${settings.computeAllocation}`,
    );
  }
  if (settings.freezingThreshold >= 1n << 64n) {
    invalid('freezing_threshold must be less than 2^64');
  }
  if (settings.wasmMemoryLimit > 1n << 48n) invalid('wasm_memory_limit must be at most 2^48');
  if (settings.logMemoryLimit > MAX_LOG_BYTES) {
    invalid(`log_memory_limit must be at most ${MAX_LOG_BYTES}`);
  }
  const names = settings.environmentVariables.map(({ name }) => name);
  if (names.length > MAX_VARIABLES)
    invalid(`At most ${MAX_VARIABLES} environment variables can be set`);
  if (new Set(names).size < names.length)
    invalid('Environment variables must have different names');
}

/** The settings with everything replaced that the argument gives. */
export function changedSettings(current: Settings, change: SettingsArgument): Settings {
  const or = <T>([value]: [] | [T], before: T): T => (value === undefined ? before : value);
  const seen = ([value]: [] | [VisibilityArgument], before: Visibility) =>
    value ? visibilityOf(value) : before;
  const [controllers] = change.controllers;
  const settings: Settings = {
    controllers: controllers?.map((one) => one.toUint8Array()) ?? current.controllers,
    computeAllocation: or(change.compute_allocation, current.computeAllocation),
    memoryAllocation: or(change.memory_allocation, current.memoryAllocation),
    freezingThreshold: or(change.freezing_threshold, current.freezingThreshold),
    reservedCyclesLimit: or(change.reserved_cycles_limit, current.reservedCyclesLimit),
    minimumIncomingCallCycles: or(
      change.minimum_incoming_canister_call_cycles,
      current.minimumIncomingCallCycles,
    ),
    logVisibility: seen(change.log_visibility, current.logVisibility),
    logMemoryLimit: or(change.log_memory_limit, current.logMemoryLimit),
    snapshotVisibility: seen(change.snapshot_visibility, current.snapshotVisibility),
    statusVisibility: seen(change.status_visibility, current.statusVisibility),
    wasmMemoryLimit: or(change.wasm_memory_limit, current.wasmMemoryLimit),
    wasmMemoryThreshold: or(change.wasm_memory_threshold, current.wasmMemoryThreshold),
    environmentVariables: or(change.environment_variables, current.environmentVariables),
  };
  check(settings);
  return settings;
}

/** `update_settings`: the version rises and a change of controllers enters the history. */
export function updateSettings(context: CallContext, args: Arguments['update_settings']): void {
  const canister = controlled(context, args.canister_id);
  const { state } = canister;
  state.settings = changedSettings(state.settings, args.settings);
  state.version++;
  if (args.settings.controllers.length === 0) return;
  const { controllers } = state.settings;
  const [senderVersion] = args.sender_canister_version;
  recordChange(context, canister, { kind: 'controllers', controllers }, senderVersion);
}

const visibilityIdl = (visibility: Visibility) => {
  if (visibility.kind === 'viewers') {
    return { allowed_viewers: visibility.viewers.map((id) => Principal.fromUint8Array(id)) };
  }
  return { [visibility.kind]: null };
};

/** Settings as `canister_status` shows them. */
export const settingsIdl = (settings: Settings) => ({
  controllers: settings.controllers.map((id) => Principal.fromUint8Array(id)),
  compute_allocation: settings.computeAllocation,
  memory_allocation: settings.memoryAllocation,
  freezing_threshold: settings.freezingThreshold,
  reserved_cycles_limit: settings.reservedCyclesLimit,
  minimum_incoming_canister_call_cycles: settings.minimumIncomingCallCycles,
  log_visibility: visibilityIdl(settings.logVisibility),
  log_memory_limit: settings.logMemoryLimit,
  snapshot_visibility: visibilityIdl(settings.snapshotVisibility),
  status_visibility: visibilityIdl(settings.statusVisibility),
  wasm_memory_limit: settings.wasmMemoryLimit,
  wasm_memory_threshold: settings.wasmMemoryThreshold,
  environment_variables: settings.environmentVariables,
});

/** Hash of environment variables in the history: that of the map from names to values. */
export const environmentHash = (settings: Settings): Uint8Array =>
  settings.environmentVariables.length === 0
    ? sha256('')
    : hashOfMap(Object.fromEntries(settings.environmentVariables.map((v) => [v.name, v.value])));

/** Whether somebody may read what a visibility setting guards. */
export function maySee(visibility: Visibility, settings: Settings, principal: Uint8Array): boolean {
  if (visibility.kind === 'public') return true;
  const listed = visibility.kind === 'viewers' ? visibility.viewers : [];
  return [...settings.controllers, ...listed].some((id) => equalBytes(id, principal));
}
