/** The management canister (interface spec, "The IC management canister"). */
import { principalText } from '../crypto/principal.ts';
import { ingressFee } from '../exec/cycles.ts';
import { code, fault, rejection } from '../exec/reject.ts';
import { callerOf } from '../exec/settle.ts';
import type { ManagementAnswer, ManagementCall, World } from '../exec/world.ts';
import type { Message, Response } from '../replica.ts';
import { type Arguments, decodeArgument, encodeResult } from './arguments.ts';
import { type BitcoinMethod, forwardToBitcoin, isBitcoinMethod } from './bitcoin.ts';
import { clearChunks, storedChunks, uploadChunk } from './chunks.ts';
import { type CallContext, ManagementError, refuse } from './context.ts';
import { createCanister, createProvisional } from './create.ts';
import { type ManagementMethod, managementIdl, unsupportedMethods } from './idl.ts';
import { canisterNamedIn, refuseUser } from './ingress.ts';
import { installChunked, installCode, uninstallCode } from './install.ts';
import { deleteCanister, depositCycles, startCanister, stopCanister, topUp } from './lifecycle.ts';
import { updateSettings } from './settings.ts';
import {
  ecdsaKey,
  ecdsaSignature,
  schnorrKey,
  schnorrSignature,
  vetkdEncryptedKey,
  vetkdKey,
} from './signing.ts';
import { deleteSnapshot, listSnapshots, loadSnapshot, takeSnapshot } from './snapshots.ts';
import {
  canisterInfo,
  canisterMetadata,
  canisterMetrics,
  canisterStatus,
  fetchLogs,
} from './status.ts';

type Handlers = { [M in ManagementMethod]: (context: CallContext, args: Arguments[M]) => unknown };

const handlers: Handlers = {
  create_canister: createCanister,
  provisional_create_canister_with_cycles: createProvisional,
  provisional_top_up_canister: topUp,
  update_settings: updateSettings,
  install_code: installCode,
  install_chunked_code: installChunked,
  uninstall_code: uninstallCode,
  upload_chunk: uploadChunk,
  clear_chunk_store: clearChunks,
  stored_chunks: storedChunks,
  start_canister: startCanister,
  stop_canister: stopCanister,
  delete_canister: deleteCanister,
  canister_status: canisterStatus,
  canister_info: canisterInfo,
  canister_metadata: canisterMetadata,
  canister_metrics: canisterMetrics,
  deposit_cycles: depositCycles,
  raw_rand: ({ world }) => world.randomBytes(),
  subnet_info: (_, { subnet_id }) => ({
    replica_version: `local-network ${subnet_id.toText()}`,
    registry_version: 1n,
  }),
  fetch_canister_logs: fetchLogs,
  take_canister_snapshot: takeSnapshot,
  load_canister_snapshot: loadSnapshot,
  list_canister_snapshots: listSnapshots,
  delete_canister_snapshot: deleteSnapshot,
  ecdsa_public_key: ecdsaKey,
  sign_with_ecdsa: ecdsaSignature,
  schnorr_public_key: schnorrKey,
  sign_with_schnorr: schnorrSignature,
  vetkd_public_key: vetkdKey,
  vetkd_derive_key: vetkdEncryptedKey,
};

const QUERY_METHODS = new Set(['canister_status', 'fetch_canister_logs', 'canister_metrics']);

/** The method of that name; a sentence says why there is none. */
export function managementMethod(name: string): ManagementMethod | BitcoinMethod {
  if (isBitcoinMethod(name)) return name;
  if (Object.hasOwn(managementIdl, name)) return name as ManagementMethod;
  if (unsupportedMethods.includes(name)) {
    refuse(
      code.unknownManagementMethod,
      `The management canister method ${name} is not supported by this local network.`,
    );
  }
  return refuse(code.unknownManagementMethod, `Management canister has no method '${name}'`);
}

/** Performs a call; undefined when the answer comes later. */
export function handleManagement(world: World, call: ManagementCall): ManagementAnswer {
  const { request, subnet, caller } = call;
  const context: CallContext = {
    world,
    method: request.method,
    subnet,
    sender: callerOf(request.origin),
    caller,
    origin: request.origin,
    cycles: request.cycles,
  };
  const response = perform(context, request.arg);
  chargeIngress(world, call);
  return response && { response, refund: context.cycles };
}

/** The canister that a user's call is about pays for its reception, as far as it can. */
function chargeIngress(world: World, { request }: ManagementCall): void {
  if (request.origin.kind !== 'ingress') return;
  const id = canisterNamedIn(request);
  const canister = id && world.find(id);
  if (!canister) return;
  const due = ingressFee(request.arg.length + request.method.length, canister.subnet);
  const { state } = canister;
  const charged = due < state.cycles ? due : state.cycles;
  state.cycles -= charged;
  state.consumed.ingressInduction += charged;
}

function perform(context: CallContext, arg: Uint8Array): Response | undefined {
  try {
    const method = managementMethod(context.method);
    const forbidden = context.origin.kind === 'ingress' ? refuseUser(method) : undefined;
    if (forbidden) return rejection(forbidden);
    if (isBitcoinMethod(method)) return forwardToBitcoin(context, arg);
    const handler = handlers[method] as (context: CallContext, args: unknown) => unknown;
    const result = handler(context, decodeArgument(method, arg));
    if (result === 'later') return undefined;
    return { kind: 'reply', bytes: encodeResult(method, result) };
  } catch (error) {
    if (error instanceof ManagementError) return rejection(error.fault);
    throw error;
  }
}

/** Answers the methods that users may also call as queries. */
export function queryManagement(world: World, message: Message): Response {
  if (!QUERY_METHODS.has(message.method)) {
    return rejection(
      fault(
        code.unknownManagementMethod,
        `Query method ${message.method} not found on the management canister ${principalText(message.canisterId)}.`,
      ),
    );
  }
  const context: CallContext = {
    world,
    method: message.method,
    subnet: world.subnets[0] as CallContext['subnet'],
    sender: message.sender,
    caller: undefined,
    origin: { kind: 'system' },
    cycles: 0n,
  };
  return perform(context, message.arg) as Response;
}
