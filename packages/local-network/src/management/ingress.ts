/** Interface spec, "The IC management canister": which methods users may call, and which users. */
import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { principalText } from '../crypto/principal.ts';
import { code, type Fault, fault, sentence } from '../exec/reject.ts';
import type { World } from '../exec/world.ts';
import type { Message } from '../replica.ts';
import { ManagementError, notController } from './context.ts';
import { managementMethod } from './index.ts';
import { maySee } from './settings.ts';

const CONTROLLERS_ONLY = new Set([
  'update_settings',
  'install_code',
  'install_chunked_code',
  'uninstall_code',
  'upload_chunk',
  'clear_chunk_store',
  'stored_chunks',
  'start_canister',
  'stop_canister',
  'delete_canister',
  'canister_metrics',
  'take_canister_snapshot',
  'load_canister_snapshot',
  'delete_canister_snapshot',
]);
const ANYBODY = new Set([
  'provisional_create_canister_with_cycles',
  'provisional_top_up_canister',
  'fetch_canister_logs',
  'canister_metadata',
  'list_canister_snapshots',
]);

const userMethods = new Set([...CONTROLLERS_ONLY, ...ANYBODY, 'canister_status']);

/** Why users may not call a method that is for canisters only. */
export const refuseUser = (method: string): Fault | undefined =>
  userMethods.has(method)
    ? undefined
    : fault(code.rejectedMessage, `Only canisters can call ic00 method ${method}`);

const named = IDL.Record({ canister_id: IDL.Principal });
const target = IDL.Record({ target_canister: IDL.Principal });

/** The canister that the argument of a management call names. */
export function canisterNamedIn({
  method,
  arg,
}: Pick<Message, 'method' | 'arg'>): Uint8Array | undefined {
  const chunked = method === 'install_chunked_code';
  try {
    const [record] = IDL.decode([chunked ? target : named], new Uint8Array(arg));
    const fields = record as unknown as { canister_id?: Principal; target_canister?: Principal };
    return (fields.canister_id ?? fields.target_canister)?.toUint8Array();
  } catch {
    return undefined;
  }
}

/** Why a user's call of the management canister is not accepted; undefined when it is. */
export function managementRefusal(
  world: World,
  message: Message,
  effectiveCanisterId: Uint8Array | undefined,
): Fault | undefined {
  try {
    managementMethod(message.method);
  } catch (error) {
    if (error instanceof ManagementError) return error.fault;
    throw error;
  }
  if (effectiveCanisterId && !world.subnetOf(effectiveCanisterId)) {
    const text = principalText(effectiveCanisterId);
    return fault(code.canisterNotFound, sentence.notFound(text));
  }
  if (ANYBODY.has(message.method)) return undefined;
  const status = message.method === 'canister_status';
  return refuseUser(message.method) ?? controllerRefusal(world, message, status);
}

function controllerRefusal(world: World, message: Message, status: boolean): Fault | undefined {
  const id = canisterNamedIn(message);
  if (!id) {
    return fault(
      code.invalidManagementPayload,
      'Error decoding candid: the canister id is missing',
    );
  }
  const canister = world.find(id);
  if (!canister) return fault(code.canisterNotFound, sentence.notFound(principalText(id)));
  const { settings } = canister.state;
  const permitted = status
    ? maySee(settings.statusVisibility, settings, message.sender)
    : canister.isController(message.sender);
  return permitted ? undefined : fault(...notController(canister, message.method));
}
