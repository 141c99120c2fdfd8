/** The bridge's way to the event canister. */

import type { Identity } from '@dfinity/agent';
import { connect, eventCanisterFor, eventShards, expectOk, type QikCard } from '@qikcard/client';
import type { Scan, ScanOutcome } from '@qikcard/contracts';
import type { ResolvedConfig } from '../config.ts';

/** What the uplink needs of the network; both fail with `QikCardError`. */
export type EventPort = {
  /** Idempotent by scan id. */
  submit(scans: Scan[]): Promise<ScanOutcome[]>;
  /** Resolves when the canister answers at all. */
  reach(): Promise<void>;
};

const REQUEST_TIMEOUT_MS = 20_000;

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
  return {
    submit: async (scans) => expectOk(await event.submit_scans(scans)),
    reach: async () => void (await event.version()),
  };
}
