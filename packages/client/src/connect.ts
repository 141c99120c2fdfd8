import { Actor, HttpAgent, type Identity } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import {
  type Actors,
  type Api,
  apis,
  type CanisterName,
  canisterNames,
  service,
} from '@qikcard/contracts';
import { toQikCardError } from './agent-errors.ts';
import { eventShards, shardedActor } from './shards.ts';

/** Where a deployment lives; the web app reads it from `/qikcard.json`. */
export type Network = {
  /** Base URL of the IC HTTP API, e.g. `https://icp-api.io` or `http://localhost:8000`. */
  host: string;
  canisters: Record<CanisterName, string>;
  /** All event canisters by shard number, `canisters.event` first; absent where it is the only one. */
  eventShards?: string[];
  /** DER, hex. Only for networks other than mainnet, whose key is built in. */
  rootKey?: string;
};

export type ConnectOptions = {
  /** One HTTP request may take this long; then the call fails as `unreachable`. */
  timeoutMs?: number;
  /** How often the same signed request is sent again; the network drops repeats by request id. */
  resends?: number;
  /** Ends every request that is under way, for a clean stop. */
  signal?: AbortSignal;
};

/** One typed actor per canister; results pass through unchanged, errors are `QikCardError`. */
export type QikCard = Actors;

const REQUEST_TIMEOUT_MS = 30_000;

/** Opens a deployment as one identity (anonymous when absent). Makes no request yet. */
export function connect(
  network: Network,
  identity?: Identity,
  options: ConnectOptions = {},
): QikCard {
  const agent = HttpAgent.createSync({
    host: network.host,
    fetch: boundedFetch(options),
    ...(options.resends === undefined ? {} : { retryTimes: options.resends }),
    ...(identity ? { identity } : {}),
    ...(network.rootKey ? { rootKey: fromHex(network.rootKey) } : {}),
  });
  const single = canisterNames.map((name) => [
    name,
    actor(apis[name], network.canisters[name], agent),
  ]);
  const event = shardedActor(eventShards(network).map((id) => actor(apis.event, id, agent)));
  return { ...Object.fromEntries(single), event } as unknown as QikCard;
}

type Call = (...args: unknown[]) => Promise<unknown>;

function actor(api: Api, canisterId: string, agent: HttpAgent): Record<string, Call> {
  const raw = Actor.createActor<Record<string, Call>>(() => service(api), {
    agent,
    canisterId: Principal.fromText(canisterId),
  });
  return Object.fromEntries(
    Object.keys(api).map((method) => [method, withOneErrorShape(raw[method])]),
  );
}

function withOneErrorShape(call: Call): Call {
  return async (...args) => {
    try {
      return await call(...args);
    } catch (thrown) {
      throw toQikCardError(thrown);
    }
  };
}

/** A fetch that ends: a connection that hangs would otherwise look like a slow canister for ever. */
function boundedFetch({ timeoutMs = REQUEST_TIMEOUT_MS, signal }: ConnectOptions): typeof fetch {
  return (input, init) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    return fetch(input, { ...init, signal: signal ? AbortSignal.any([timeout, signal]) : timeout });
  };
}

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}
