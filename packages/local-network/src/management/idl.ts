/** Candid types of the management canister, as in the reference `ic.did`. */
import { IDL } from '@dfinity/candid';

const { Bool, Nat, Nat64, Null, Opt, Principal, Record, Text, Variant, Vec } = IDL;
const Blob = Vec(IDL.Nat8);
const visibility = Variant({ controllers: Null, public: Null, allowed_viewers: Vec(Principal) });
const environmentVariables = Vec(Record({ name: Text, value: Text }));

const canisterSettings = Record({
  controllers: Opt(Vec(Principal)),
  compute_allocation: Opt(Nat),
  memory_allocation: Opt(Nat),
  freezing_threshold: Opt(Nat),
  reserved_cycles_limit: Opt(Nat),
  minimum_incoming_canister_call_cycles: Opt(Nat),
  log_visibility: Opt(visibility),
  log_memory_limit: Opt(Nat),
  snapshot_visibility: Opt(visibility),
  status_visibility: Opt(visibility),
  wasm_memory_limit: Opt(Nat),
  wasm_memory_threshold: Opt(Nat),
  environment_variables: Opt(environmentVariables),
});
const definiteSettings = Record({
  controllers: Vec(Principal),
  compute_allocation: Nat,
  memory_allocation: Nat,
  freezing_threshold: Nat,
  reserved_cycles_limit: Nat,
  minimum_incoming_canister_call_cycles: Nat,
  log_visibility: visibility,
  log_memory_limit: Nat,
  snapshot_visibility: visibility,
  status_visibility: visibility,
  wasm_memory_limit: Nat,
  wasm_memory_threshold: Nat,
  environment_variables: environmentVariables,
});

const canisterId = Record({ canister_id: Principal });
const versioned = { sender_canister_version: Opt(Nat64) };
const installMode = Variant({
  install: Null,
  reinstall: Null,
  upgrade: Opt(
    Record({
      skip_pre_upgrade: Opt(Bool),
      wasm_memory_persistence: Opt(Variant({ keep: Null, replace: Null })),
    }),
  ),
});
const chunkHash = Record({ hash: Blob });

const change = Record({
  timestamp_nanos: Nat64,
  canister_version: Nat64,
  origin: Variant({
    from_user: Record({ user_id: Principal }),
    from_canister: Record({ canister_id: Principal, canister_version: Opt(Nat64) }),
  }),
  details: Variant({
    creation: Record({ controllers: Vec(Principal), environment_variables_hash: Opt(Blob) }),
    code_uninstall: Null,
    code_deployment: Record({
      mode: Variant({ install: Null, reinstall: Null, upgrade: Null }),
      module_hash: Blob,
    }),
    load_snapshot: Record({
      from_canister_id: Opt(Principal),
      snapshot_id: Blob,
      canister_version: Nat64,
      taken_at_timestamp: Nat64,
      source: Variant({ taken_from_canister: IDL.Reserved, metadata_upload: IDL.Reserved }),
    }),
    controllers_change: Record({ controllers: Vec(Principal) }),
  }),
});

const canisterStatus = Record({
  status: Variant({ running: Null, stopping: Null, stopped: Null }),
  ready_for_migration: Bool,
  version: Nat64,
  settings: definiteSettings,
  module_hash: Opt(Blob),
  memory_size: Nat,
  memory_metrics: Record({
    wasm_memory_size: Nat,
    stable_memory_size: Nat,
    global_memory_size: Nat,
    wasm_binary_size: Nat,
    custom_sections_size: Nat,
    canister_history_size: Nat,
    wasm_chunk_store_size: Nat,
    snapshots_size: Nat,
    log_memory_store_size: Nat,
  }),
  cycles: Nat,
  reserved_cycles: Nat,
  idle_cycles_burned_per_day: Nat,
  query_stats: Record({
    num_calls_total: Nat,
    num_instructions_total: Nat,
    request_payload_bytes_total: Nat,
    response_payload_bytes_total: Nat,
  }),
});

const snapshot = Record({ id: Blob, taken_at_timestamp: Nat64, total_size: Nat64 });
const ecdsaKey = Record({ curve: Variant({ secp256k1: Null }), name: Text });
const schnorrKey = Record({
  algorithm: Variant({ bip340secp256k1: Null, ed25519: Null }),
  name: Text,
});
const vetkdKey = Record({ curve: Variant({ bls12_381_g2: Null }), name: Text });
const publicKeyOf = (keyId: IDL.Type) =>
  Record({ canister_id: Opt(Principal), derivation_path: Vec(Blob), key_id: keyId });
const publicKey = Record({ public_key: Blob, chain_code: Blob });
const signature = Record({ signature: Blob });

const installCode = {
  mode: installMode,
  arg: Blob,
  ...versioned,
};

/** Argument and result of every method that this network implements. */
export const managementIdl = {
  create_canister: [Record({ settings: Opt(canisterSettings), ...versioned }), canisterId],
  provisional_create_canister_with_cycles: [
    Record({
      amount: Opt(Nat),
      settings: Opt(canisterSettings),
      specified_id: Opt(Principal),
      ...versioned,
    }),
    canisterId,
  ],
  provisional_top_up_canister: [Record({ canister_id: Principal, amount: Nat }), undefined],
  update_settings: [
    Record({ canister_id: Principal, settings: canisterSettings, ...versioned }),
    undefined,
  ],
  install_code: [Record({ ...installCode, canister_id: Principal, wasm_module: Blob }), undefined],
  install_chunked_code: [
    Record({
      ...installCode,
      target_canister: Principal,
      store_canister: Opt(Principal),
      chunk_hashes_list: Vec(chunkHash),
      wasm_module_hash: Blob,
    }),
    undefined,
  ],
  uninstall_code: [Record({ canister_id: Principal, ...versioned }), undefined],
  upload_chunk: [Record({ canister_id: Principal, chunk: Blob }), chunkHash],
  clear_chunk_store: [canisterId, undefined],
  stored_chunks: [canisterId, Vec(chunkHash)],
  start_canister: [canisterId, undefined],
  stop_canister: [canisterId, undefined],
  delete_canister: [canisterId, undefined],
  canister_status: [canisterId, canisterStatus],
  canister_info: [
    Record({ canister_id: Principal, num_requested_changes: Opt(Nat64) }),
    Record({
      total_num_changes: Nat64,
      recent_changes: Vec(change),
      module_hash: Opt(Blob),
      controllers: Vec(Principal),
    }),
  ],
  canister_metadata: [Record({ canister_id: Principal, name: Text }), Record({ value: Blob })],
  canister_metrics: [
    canisterId,
    Record({
      cycles_consumed: Record({
        memory: Nat,
        compute_allocation: Nat,
        ingress_induction: Nat,
        instructions: Nat,
        request_and_response_transmission: Nat,
        uninstall: Nat,
        canister_creation: Nat,
        http_outcalls: Nat,
        burned_cycles: Nat,
      }),
    }),
  ],
  deposit_cycles: [canisterId, undefined],
  raw_rand: [undefined, Blob],
  subnet_info: [
    Record({ subnet_id: Principal }),
    Record({ replica_version: Text, registry_version: Nat64 }),
  ],
  fetch_canister_logs: [
    canisterId,
    Record({
      canister_log_records: Vec(Record({ idx: Nat64, timestamp_nanos: Nat64, content: Blob })),
    }),
  ],
  take_canister_snapshot: [
    Record({
      canister_id: Principal,
      replace_snapshot: Opt(Blob),
      uninstall_code: Opt(Bool),
      ...versioned,
    }),
    snapshot,
  ],
  load_canister_snapshot: [
    Record({ canister_id: Principal, snapshot_id: Blob, ...versioned }),
    undefined,
  ],
  list_canister_snapshots: [canisterId, Vec(snapshot)],
  delete_canister_snapshot: [Record({ canister_id: Principal, snapshot_id: Blob }), undefined],
  ecdsa_public_key: [publicKeyOf(ecdsaKey), publicKey],
  sign_with_ecdsa: [
    Record({ message_hash: Blob, derivation_path: Vec(Blob), key_id: ecdsaKey }),
    signature,
  ],
  schnorr_public_key: [publicKeyOf(schnorrKey), publicKey],
  sign_with_schnorr: [
    Record({
      message: Blob,
      derivation_path: Vec(Blob),
      key_id: schnorrKey,
      aux: Opt(Variant({ bip341: Record({ merkle_root_hash: Blob }) })),
    }),
    signature,
  ],
  vetkd_public_key: [
    Record({ canister_id: Opt(Principal), context: Blob, key_id: vetkdKey }),
    Record({ public_key: Blob }),
  ],
  vetkd_derive_key: [
    Record({ input: Blob, context: Blob, transport_public_key: Blob, key_id: vetkdKey }),
    Record({ encrypted_key: Blob }),
  ],
} satisfies Record<string, [argument: IDL.Type | undefined, result: IDL.Type | undefined]>;

export type ManagementMethod = keyof typeof managementIdl;

/** Methods of the interface that this network refuses by name. */
export const unsupportedMethods = [
  'http_request',
  'node_metrics_history',
  'list_canisters',
  'read_canister_snapshot_metadata',
  'read_canister_snapshot_data',
  'upload_canister_snapshot_metadata',
  'upload_canister_snapshot_data',
];
