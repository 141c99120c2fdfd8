/** The bridge's way to the event canister. */

import type { Identity } from '@dfinity/agent';
import {
  connect,
  eventCanisterFor,
  eventShards,
  expectOk,
  type QikCard,
  QikCardError,
} from '@qikcard/client';
import {
  type DoorPlan,
  type EventView,
  type Heartbeat,
  type HeartbeatReply,
  type PassPolicy,
  ROSTER_PAGE_MAX,
  type RosterPage,
  type Scan,
  type ScanOutcome,
} from '@qikcard/contracts';
import type { ResolvedConfig } from '../config.ts';

/** What the uplink needs of the network; both fail with `QikCardError`. */
export type EventPort = {
  /** Idempotent by scan id. */
  submit(scans: Scan[]): Promise<ScanOutcome[]>;
  /** Resolves when the network answers at all. */
  reach(): Promise<void>;
  /** What a reader carries to decide alone, and how it says that it is well. */
  carry?: CarryPort;
};
export type CarryPort = {
  event(): Promise<EventView>;
  plan(): Promise<DoorPlan>;
  policy(): Promise<PassPolicy>;
  roster(after: bigint): Promise<RosterPage>;
  heartbeat(beat: Heartbeat): Promise<HeartbeatReply>;
};

const REQUEST_TIMEOUT_MS = 20_000;
const REACH_TIMEOUT_MS = 5_000;
const NOT_REACHED = 'The network cannot be reached.';

/** The actor of the shard that holds the configured event. */
export function connectEvent(
  config: ResolvedConfig,
  identity: Identity,
  signal?: AbortSignal,
): QikCard['event'] {
  const { network, eventId } = config;
  const event = eventCanisterFor(BigInt(eventId), eventShards(network));
  const sharded = { ...network, canisters: { ...network.canisters, event } };
  // The uplink repeats by scan id itself; resends below it would only hide that the door is offline.
  const options = { timeoutMs: REQUEST_TIMEOUT_MS, resends: 0, signal };
  return connect(sharded, identity, options).event;
}

/** The port of a real deployment. */
export function eventPort(
  config: ResolvedConfig,
  identity: Identity,
  signal?: AbortSignal,
): EventPort {
  const event = connectEvent(config, identity, signal);
  const id = BigInt(config.eventId);
  return {
    submit: async (scans) => expectOk(await event.submit_scans(scans)),
    reach: () => reachNetwork(config.network.host, signal),
    carry: {
      event: async () => expectOk(await event.get_event(id)),
      plan: async () => expectOk(await event.door_plan(id)),
      policy: async () => expectOk(await event.pass_policy(id)),
      roster: async (after) => expectOk(await event.roster(id, after, ROSTER_PAGE_MAX)),
      heartbeat: async (beat) => expectOk(await event.device_heartbeat(beat)),
    },
  };
}

/** The interface's status page: unlike a query it costs no signature and no noise when offline. */
async function reachNetwork(host: string, signal?: AbortSignal): Promise<void> {
  const timeout = AbortSignal.timeout(REACH_TIMEOUT_MS);
  try {
    const answer = await fetch(new URL('/api/v2/status', host), {
      signal: signal ? AbortSignal.any([timeout, signal]) : timeout,
    });
    await answer.arrayBuffer();
    if (answer.ok) return;
  } catch (cause) {
    throw new QikCardError('unreachable', 'NoConnection', NOT_REACHED, undefined, { cause });
  }
  throw new QikCardError('unreachable', 'NoStatus', NOT_REACHED);
}
