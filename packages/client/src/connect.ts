import { Actor, type ActorSubclass, HttpAgent, type Identity } from '@dfinity/agent';
import { Principal } from '@dfinity/principal';
import {
  type ActorOf,
  type Api,
  analyticsApi,
  authApi,
  type CanisterName,
  canisterNames,
  eventApi,
  nftApi,
  profileApi,
  service,
  walletApi,
} from '@qikcard/contracts';

/** Where a deployment lives; the web app reads it from `/qikcard.json`. */
export type Network = {
  /** Base URL of the IC HTTP API, e.g. `https://icp-api.io` or `http://localhost:8000`. */
  host: string;
  canisters: Record<CanisterName, string>;
  /** DER, hex. Only for networks other than mainnet, whose key is built in. */
  rootKey?: string;
};

const apis = {
  auth: authApi,
  event: eventApi,
  nft: nftApi,
  profile: profileApi,
  analytics: analyticsApi,
  wallet: walletApi,
} satisfies Record<CanisterName, Api>;

/** One typed actor per canister; results and errors pass through unchanged. */
export type QikCard = { [K in CanisterName]: ActorOf<(typeof apis)[K]> };

/** Opens a deployment as one identity (anonymous when absent). Makes no request yet. */
export function connect(network: Network, identity?: Identity): QikCard {
  const agent = HttpAgent.createSync({
    host: network.host,
    ...(identity ? { identity } : {}),
    ...(network.rootKey ? { rootKey: fromHex(network.rootKey) } : {}),
  });
  return Object.fromEntries(
    canisterNames.map((name) => [name, actor(apis[name], network.canisters[name], agent)]),
  ) as unknown as QikCard;
}

function actor(api: Api, canisterId: string, agent: HttpAgent): ActorSubclass {
  return Actor.createActor(() => service(api), {
    agent,
    canisterId: Principal.fromText(canisterId),
  });
}

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}
