import { Actor, HttpAgent, type Identity } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import {
  type Actors,
  type Api,
  type CanisterName,
  canisterNames,
  service,
} from '@qikcard/contracts';
import { firstPage } from '@qikcard/contracts/first-page';
import { toQikCardError } from './agent-errors.ts';

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
  const open: OpenActor = (api, id) => actor(api, id, agent);
  const actors = canisterNames.map((name) => {
    const ids = name === 'event' ? eventShards(network) : [network.canisters[name]];
    return [name, actorOf(name, ids, open)];
  });
  return Object.fromEntries(actors) as unknown as QikCard;
}

/** Event canisters by shard number. */
export function eventShards(network: Network): readonly string[] {
  return network.eventShards ?? [network.canisters.event];
}

export type Call = (...args: unknown[]) => Promise<unknown>;
export type Calls = Record<string, Call>;
export type OpenActor = (api: Api, canisterId: string) => Calls;

/** What the first page needs is at hand; the whole api, and the way to its shards, comes on demand. */
function actorOf(name: CanisterName, ids: readonly string[], open: OpenActor): Calls {
  const first =
    ids.length === 1 ? open((firstPage as Record<string, Api>)[name] ?? {}, ids[0]) : {};
  let whole: Promise<Calls> | undefined;
  const rest = (): Promise<Calls> => {
    whole ??= import('./whole-actor.ts')
      .then(({ wholeActor }) => wholeActor(name, ids, open))
      .catch((reason) => {
        whole = undefined;
        throw toQikCardError(reason);
      });
    return whole;
  };
  const onDemand = (method: string): Call => {
    return async (...args) => (await rest())[method](...args);
  };
  return new Proxy(first, {
    // Without a `then` of its own an actor can be awaited and handed through promises.
    get: (at, method) =>
      typeof method === 'symbol' || method === 'then'
        ? undefined
        : (at[method] ?? onDemand(method)),
  });
}

function actor(api: Api, canisterId: string, agent: HttpAgent): Calls {
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
