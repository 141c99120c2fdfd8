/** Every method of a canister, routed to its shards; loaded when one is called that is not at hand. */
import { apis, type CanisterName } from '@qikcard/contracts';
import type { Calls, OpenActor } from './connect.ts';
import { shardedActor } from './shards.ts';

/** The canister of this name, on all of its shards. */
export function wholeActor(name: CanisterName, ids: readonly string[], open: OpenActor): Calls {
  return shardedActor(ids.map((id) => open(apis[name], id)));
}
