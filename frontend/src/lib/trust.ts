import { Principal } from '@dfinity/principal';
import { eventCanisterFor, eventShards, type Network } from '@qikcard/client';

/** Whose word counts about an event: the canister of this deployment that holds it, by the root key. */
export function trustOf(network: Network, eventId: bigint, rootKey: Uint8Array) {
  const canisterId = Principal.fromText(eventCanisterFor(eventId, eventShards(network)));
  return { canisterId, rootKey };
}
