/** Decoded Candid arguments of management calls. */
import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { code, fault } from '../exec/reject.ts';
import { ManagementError } from './context.ts';
import { type ManagementMethod, managementIdl } from './idl.ts';

export type Opt<T> = [] | [T];
export type VisibilityArgument = {
  controllers?: null;
  public?: null;
  allowed_viewers?: Principal[];
};
export type SettingsArgument = {
  controllers: Opt<Principal[]>;
  compute_allocation: Opt<bigint>;
  memory_allocation: Opt<bigint>;
  freezing_threshold: Opt<bigint>;
  reserved_cycles_limit: Opt<bigint>;
  minimum_incoming_canister_call_cycles: Opt<bigint>;
  log_visibility: Opt<VisibilityArgument>;
  log_memory_limit: Opt<bigint>;
  snapshot_visibility: Opt<VisibilityArgument>;
  status_visibility: Opt<VisibilityArgument>;
  wasm_memory_limit: Opt<bigint>;
  wasm_memory_threshold: Opt<bigint>;
  environment_variables: Opt<{ name: string; value: string }[]>;
};
export type ModeArgument = {
  install?: null;
  reinstall?: null;
  upgrade?: Opt<{
    skip_pre_upgrade: Opt<boolean>;
    wasm_memory_persistence: Opt<{ keep?: null; replace?: null }>;
  }>;
};
type Named = { canister_id: Principal };
type Versioned = { sender_canister_version: Opt<bigint> };
type KeyId = { name: string; algorithm?: { bip340secp256k1?: null; ed25519?: null } };
type PublicKey = { canister_id: Opt<Principal>; derivation_path: Uint8Array[]; key_id: KeyId };

export type Arguments = {
  create_canister: Versioned & { settings: Opt<SettingsArgument> };
  provisional_create_canister_with_cycles: Versioned & {
    amount: Opt<bigint>;
    settings: Opt<SettingsArgument>;
    specified_id: Opt<Principal>;
  };
  provisional_top_up_canister: Named & { amount: bigint };
  update_settings: Named & Versioned & { settings: SettingsArgument };
  install_code: Named &
    Versioned & { mode: ModeArgument; wasm_module: Uint8Array; arg: Uint8Array };
  install_chunked_code: Versioned & {
    mode: ModeArgument;
    target_canister: Principal;
    store_canister: Opt<Principal>;
    chunk_hashes_list: { hash: Uint8Array }[];
    wasm_module_hash: Uint8Array;
    arg: Uint8Array;
  };
  uninstall_code: Named & Versioned;
  upload_chunk: Named & { chunk: Uint8Array };
  clear_chunk_store: Named;
  stored_chunks: Named;
  start_canister: Named;
  stop_canister: Named;
  delete_canister: Named;
  canister_status: Named;
  canister_info: Named & { num_requested_changes: Opt<bigint> };
  canister_metadata: Named & { name: string };
  canister_metrics: Named;
  deposit_cycles: Named;
  raw_rand: undefined;
  subnet_info: { subnet_id: Principal };
  fetch_canister_logs: Named;
  take_canister_snapshot: Named &
    Versioned & { replace_snapshot: Opt<Uint8Array>; uninstall_code: Opt<boolean> };
  load_canister_snapshot: Named & Versioned & { snapshot_id: Uint8Array };
  list_canister_snapshots: Named;
  delete_canister_snapshot: Named & { snapshot_id: Uint8Array };
  ecdsa_public_key: PublicKey;
  sign_with_ecdsa: { message_hash: Uint8Array; derivation_path: Uint8Array[]; key_id: KeyId };
  schnorr_public_key: PublicKey;
  sign_with_schnorr: {
    message: Uint8Array;
    derivation_path: Uint8Array[];
    key_id: KeyId;
    aux: Opt<{ bip341: { merkle_root_hash: Uint8Array } }>;
  };
  vetkd_public_key: { canister_id: Opt<Principal>; context: Uint8Array; key_id: KeyId };
  vetkd_derive_key: {
    input: Uint8Array;
    context: Uint8Array;
    transport_public_key: Uint8Array;
    key_id: KeyId;
  };
};

/** Decodes the argument of a method; malformed Candid is refused as the replica does. */
export function decodeArgument<M extends ManagementMethod>(
  method: M,
  bytes: Uint8Array,
): Arguments[M] {
  const [type] = managementIdl[method];
  if (!type) return undefined as Arguments[M];
  try {
    // A copy: the decoder misreads views of Node's shared buffers.
    const [argument] = IDL.decode([type], new Uint8Array(bytes));
    return argument as unknown as Arguments[M];
  } catch (error) {
    throw new ManagementError(
      fault(code.invalidManagementPayload, `Error decoding candid: ${(error as Error).message}`),
    );
  }
}

/** Encodes the result of a method. */
export function encodeResult(method: ManagementMethod, result: unknown): Uint8Array {
  const [, type] = managementIdl[method];
  return type ? IDL.encode([type], [result]) : IDL.encode([], []);
}
