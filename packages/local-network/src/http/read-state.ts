import type { Authenticated } from '../crypto/authenticate.ts';
import {
  isRefusal,
  parseEnvelope,
  type ReadStateContent,
  type Refusal,
  refuse,
} from '../crypto/envelope.ts';
import { principalText } from '../crypto/principal.ts';
import type { Subnet } from '../replica.ts';
import { type Address, unknownCanister } from './address.ts';
import { cborResponse, type HttpResponse, refusalResponse } from './message.ts';
import { authenticateFor, type Network } from './network.ts';
import {
  checkCanisterPath,
  checkOneRequest,
  checkSizes,
  checkSubnetPath,
  firstRefusal,
} from './read-paths.ts';

/**
 * `POST /api/v2|v3/canister/<id>/read_state` and `/api/v2|v3/subnet/<id>/read_state` (interface
 * spec, "Request: Read state"): a certificate of the requested paths, if the sender may see each
 * of them. The version decides how the delegation proves canister ranges.
 */
export async function handleReadState(
  network: Network,
  version: 2 | 3,
  address: Address,
  body: Uint8Array,
): Promise<HttpResponse> {
  const envelope = parseEnvelope(body, 'read_state');
  if (isRefusal(envelope)) return refusalResponse(envelope);
  const auth = authenticateFor(network, envelope);
  if (isRefusal(auth)) return refusalResponse(auth);
  const subnet = subnetAt(network, address);
  if (isRefusal(subnet)) return refusalResponse(subnet);
  const forbidden = checkPaths(network, envelope.content, auth, address);
  if (forbidden) return refusalResponse(forbidden);
  const form = version === 2 ? 'flat' : 'tree';
  const certificate = network.certifier.certify(subnet, envelope.content.paths, form);
  return cborResponse({ certificate });
}

function subnetAt({ replica, certifier }: Network, { kind, id }: Address): Subnet | Refusal {
  if (kind === 'canister') return replica.subnetOf(id) ?? unknownCanister(id);
  return certifier.subnetById(id) ?? refuse(400, `Unknown subnet ${principalText(id)}.`);
}

function checkPaths(
  { replica }: Network,
  content: ReadStateContent,
  auth: Authenticated,
  { kind, id }: Address,
): Refusal | undefined {
  const effectiveCanisterId = kind === 'canister' ? id : undefined;
  const reader = { replica, content, auth, effectiveCanisterId };
  return (
    checkSizes(content.paths) ??
    firstRefusal(content.paths, (path) =>
      kind === 'canister' ? checkCanisterPath(path, reader) : checkSubnetPath(path, id, reader),
    ) ??
    checkOneRequest(content.paths)
  );
}
