import type { Path } from '../certification/witness.ts';
import { type Authenticated, covers } from '../crypto/authenticate.ts';
import { equalBytes, fromUtf8, toHex } from '../crypto/bytes.ts';
import { type ReadStateContent, type Refusal, refuse } from '../crypto/envelope.ts';
import { principalText } from '../crypto/principal.ts';
import type { Replica } from '../replica.ts';

const maxPaths = 1_000;
const maxPathLabels = 127;

/** Limits on number and depth of paths. */
export function checkSizes(paths: readonly Path[]): Refusal | undefined {
  if (paths.length > maxPaths) return refuse(400, `At most ${maxPaths} paths can be requested.`);
  if (paths.some((path) => path.length > maxPathLabels))
    return refuse(400, 'Failed to parse requested paths: path is too long.');
  return undefined;
}

/** The refusal of the first path that is not permitted. */
export function firstRefusal(
  paths: readonly Path[],
  check: (path: Path) => Refusal | undefined,
): Refusal | undefined {
  for (const path of paths) {
    const refusal = check(path);
    if (refusal) return refusal;
  }
  return undefined;
}

/** Who reads, and through which endpoint. */
export type Reader = {
  replica: Replica;
  content: ReadStateContent;
  auth: Authenticated;
  /** Undefined when the request goes to a subnet. */
  effectiveCanisterId: Uint8Array | undefined;
};

const invalidPath = refuse(404, 'Invalid path requested.');

/** Rules of the canister endpoint (interface spec, "Request: Read state"). */
export function checkCanisterPath(path: Path, reader: Reader): Refusal | undefined {
  const [first, second, third, fourth] = path;
  const name = first && fromUtf8(first);
  if (name === 'canister' && second && third) {
    const field = fromUtf8(third);
    const ofCanister = checkSameCanister(second, reader.effectiveCanisterId);
    if (path.length === 3 && (field === 'controllers' || field === 'module_hash'))
      return ofCanister;
    if (path.length === 4 && field === 'metadata' && fourth)
      return ofCanister ?? checkMetadata(second, fourth, reader);
    return invalidPath;
  }
  if (name === 'request_status' && second && path.length <= 3)
    return checkRequestStatus(second, third, reader);
  return isPublicPath(path) ? undefined : invalidPath;
}

/** Time, and what is said of subnets, nodes and ranges, is open to everybody. */
function isPublicPath([first, second, third, fourth, ...more]: Path): boolean {
  const name = first && fromUtf8(first);
  if (name === 'time') return second === undefined;
  if (name === 'canister_ranges') return fourth === undefined;
  if (name !== 'subnet' || more.length > 1) return false;
  const field = third && fromUtf8(third);
  if (field === undefined) return true;
  if (field === 'node')
    return more.length === 0 || fromUtf8(more[0] as Uint8Array) === 'public_key';
  return (field === 'public_key' || field === 'canister_ranges') && fourth === undefined;
}

/** Rules of the subnet endpoint; statuses of calls sent to a subnet can be read there. */
export function checkSubnetPath(
  path: Path,
  subnetId: Uint8Array,
  reader: Reader,
): Refusal | undefined {
  const [first, second, third] = path;
  const isMetrics = third !== undefined && fromUtf8(third) === 'metrics' && path.length === 3;
  if (first && fromUtf8(first) === 'subnet' && second && isMetrics)
    return equalBytes(second, subnetId)
      ? undefined
      : refuse(
          400,
          `Effective principal id in URL ${principalText(subnetId)} does not match requested principal id: ${principalText(second)}.`,
        );
  if (first && second && fromUtf8(first) === 'request_status' && path.length <= 3)
    return checkRequestStatus(second, third, reader);
  return isPublicPath(path) ? undefined : invalidPath;
}

function checkSameCanister(
  canisterId: Uint8Array,
  effective: Uint8Array | undefined,
): Refusal | undefined {
  if (!effective) return invalidPath;
  if (equalBytes(canisterId, effective)) return undefined;
  if (canisterId.length > 29) return refuse(400, 'Could not parse Canister ID: too long.');
  return refuse(
    400,
    `Effective principal id in URL ${principalText(effective)} does not match requested principal id: ${principalText(canisterId)}.`,
  );
}

function checkMetadata(
  canisterId: Uint8Array,
  label: Uint8Array,
  reader: Reader,
): Refusal | undefined {
  const name = fromUtf8(label);
  if (name === undefined) return refuse(400, 'Could not parse the custom section name: not UTF-8.');
  const canister = reader.replica.canister(canisterId);
  const section = canister?.metadata.find((candidate) => candidate.name === name);
  if (!canister || section?.visibility !== 'private') return undefined;
  const { sender } = reader.content;
  if (canister.controllers.some((controller) => equalBytes(controller, sender))) return undefined;
  return refuse(
    403,
    `Custom section ${name.slice(0, 100)} can only be requested by the controllers of the canister.`,
  );
}

const statusFields = new Set(['status', 'reply', 'reject_code', 'reject_message', 'error_code']);

function checkRequestStatus(
  id: Uint8Array,
  field: Uint8Array | undefined,
  { replica, content, auth, effectiveCanisterId }: Reader,
): Refusal | undefined {
  if (id.length !== 32)
    return refuse(
      400,
      'Invalid request id in paths. Maybe the request ID is not of 32 bytes in length?!',
    );
  if (field && !statusFields.has(fromUtf8(field) ?? '')) return invalidPath;
  const known = replica.ingressSender(id);
  if (!known) return undefined;
  if (!equalBytes(known.sender, content.sender))
    return refuse(403, 'The user tries to access Request ID not signed by the caller.');
  if (!covers(auth.targets, known.canisterId))
    return refuse(
      403,
      'The user tries to access request IDs for canisters not belonging to sender delegation targets.',
    );
  const isManagement = known.canisterId.length === 0;
  if (isManagement) return undefined;
  if (!effectiveCanisterId) return refuse(400, 'The request was not sent to the subnet.');
  if (equalBytes(known.canisterId, effectiveCanisterId)) return undefined;
  return refuse(
    400,
    `Effective canister id in URL ${principalText(effectiveCanisterId)} is not that of the request.`,
  );
}

/** One request can be asked about at a time. */
export function checkOneRequest(paths: readonly Path[]): Refusal | undefined {
  const ids = new Set<string>();
  for (const [name, id] of paths)
    if (name && id && fromUtf8(name) === 'request_status') ids.add(toHex(id));
  if (ids.size <= 1) return undefined;
  const [a, b] = [...ids].map((id) => `0x${id}`);
  return refuse(
    400,
    `More than one non-unique request ID exists in request_status paths: ${a} and ${b}.`,
  );
}
