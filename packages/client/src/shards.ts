/** Which event canister holds an event: a pure function of the id (contracts/ids.ts). */
import { shardOf } from '@qikcard/contracts';
import type { Network } from './connect.ts';
import { refused } from './expect-ok.ts';

/** Event canisters by shard number; one today. */
export function eventShards(network: Network): readonly string[] {
  return [network.canisters.event];
}

/** The canister id of the shard that made this event id; throws `refused UnknownEvent` for others. */
export function eventCanisterFor(eventId: bigint, shards: readonly string[]): string {
  const canister = shards[shardOf(eventId)];
  if (canister === undefined) throw refused({ UnknownEvent: null });
  return canister;
}
