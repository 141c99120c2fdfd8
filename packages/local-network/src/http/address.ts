import { type CallContent, type Refusal, refuse } from '../crypto/envelope.ts';
import { principalText } from '../crypto/principal.ts';
import type { Subnet } from '../replica.ts';
import { checkEffectiveCanisterId } from './effective-canister.ts';
import type { Network } from './network.ts';

/** What the URL of an endpoint names: an effective canister id, or a subnet (newer endpoints). */
export type Address = { kind: 'canister' | 'subnet'; id: Uint8Array };
export type Located = { subnet: Subnet; effectiveCanisterId: Uint8Array };

/**
 * Where a call or query goes (interface spec, "Effective canister id"). A subnet can be addressed
 * for the management canister only.
 */
export function locate(
  network: Network,
  content: CallContent,
  address: Address,
): Located | Refusal {
  if (address.kind === 'subnet') return locateSubnet(network, content, address.id);
  const misplaced = checkEffectiveCanisterId(content, address.id);
  if (misplaced) return misplaced;
  const subnet = network.replica.subnetOf(address.id);
  return subnet ? { subnet, effectiveCanisterId: address.id } : unknownCanister(address.id);
}

function locateSubnet(network: Network, content: CallContent, id: Uint8Array): Located | Refusal {
  const subnet = network.certifier.subnetById(id);
  const [range] = subnet?.ranges ?? [];
  if (!subnet || !range) return refuse(400, `Unknown subnet ${principalText(id)}.`);
  if (content.canister_id.length > 0)
    return refuse(400, 'Only the management canister can be called by the id of a subnet.');
  return { subnet, effectiveCanisterId: range.start };
}

export const unknownCanister = (canisterId: Uint8Array): Refusal =>
  refuse(400, `Canister ${principalText(canisterId)} does not belong to any subnet.`);
