import { IDL } from '@dfinity/candid';
import type { Principal } from '@dfinity/principal';
import { equalBytes } from '../crypto/bytes.ts';
import { type CallContent, type Refusal, refuse } from '../crypto/envelope.ts';
import { principalText } from '../crypto/principal.ts';

/** Management methods that may be sent to any canister's address, as they name none. */
const anywhere = new Set([
  'provisional_create_canister_with_cycles',
  'create_canister',
  'raw_rand',
  'node_metrics_history',
  'subnet_info',
  'bitcoin_get_balance_query',
  'bitcoin_get_utxos_query',
  'ecdsa_public_key',
  'schnorr_public_key',
  'vetkd_public_key',
]);

/**
 * Checks the effective canister id in the URL (interface spec, "Effective canister id"): it is the
 * called canister, or for the management canister the canister named in the argument.
 */
export function checkEffectiveCanisterId(
  content: CallContent,
  effectiveCanisterId: Uint8Array,
): Refusal | undefined {
  if (content.canister_id.length > 0)
    return equalBytes(content.canister_id, effectiveCanisterId)
      ? undefined
      : mismatch(content.canister_id, effectiveCanisterId);
  if (anywhere.has(content.method_name)) return undefined;
  const canister = namedCanister(content);
  if (!canister)
    return refuse(
      400,
      `Could not find the effective canister id in the argument of the management canister method ${content.method_name}`,
    );
  return equalBytes(canister, effectiveCanisterId)
    ? undefined
    : mismatch(canister, effectiveCanisterId);
}

const mismatch = (canisterId: Uint8Array, effective: Uint8Array): Refusal =>
  refuse(
    400,
    `Specified CanisterId ${principalText(canisterId)} does not match effective canister id in URL ${principalText(effective)}`,
  );

function namedCanister({ method_name, arg }: CallContent): Uint8Array | undefined {
  const field = method_name === 'install_chunked_code' ? 'target_canister' : 'canister_id';
  try {
    const [record] = IDL.decode([IDL.Record({ [field]: IDL.Principal })], new Uint8Array(arg));
    return (record as unknown as Record<string, Principal>)[field]?.toUint8Array();
  } catch {
    return undefined;
  }
}
