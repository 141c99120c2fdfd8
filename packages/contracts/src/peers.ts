/**
 * Who sends and receives facts: the six canisters, and the further shards of the event canister.
 * Shard 0 is the event canister of the directory; shard n is `event#n`.
 */
import { type CanisterName, canisterNames } from './platform.ts';

export type PeerName = CanisterName | `event#${number}`;

/** What one deployment of every canister holds at most: lanes of the outbox are numbered in a byte. */
export const EVENT_SHARDS_MAX = 64;

/** The event canister with this shard number. */
export const eventPeer = (shard: number): PeerName => (shard === 0 ? 'event' : `event#${shard}`);

/** Which canister a peer runs. */
export const canisterOf = (peer: PeerName): CanisterName =>
  peer.startsWith('event#') ? 'event' : (peer as CanisterName);

/** The peer of this name, undefined for what is none. */
export function peerNamed(name: string): PeerName | undefined {
  const [, digits] = /^event#([1-9]\d?)$/.exec(name) ?? [];
  if (digits !== undefined && Number(digits) < EVENT_SHARDS_MAX) return eventPeer(Number(digits));
  return canisterNames.find((each) => each === name);
}

/** Stored for ever as the lane of a peer: shards start at 64, so that names can be added below. */
export function peerNumber(peer: PeerName): number {
  const [, digits] = peer.split('#');
  return digits === undefined ? canisterNames.indexOf(peer as CanisterName) : 64 + Number(digits);
}
