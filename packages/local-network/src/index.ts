/** Entry for scripts and tests: one durable or throw-away network in live mode. */
import { GENESIS_NS, type InstanceConfig, type SubnetConfig } from './pocketic/instance-config.ts';
import { RestServer } from './server/rest-server.ts';

export type NetworkServerOptions = {
  /** Directory that keeps the state across restarts; without it everything ends with the server. */
  stateDir?: string;
  /** Port for browsers and agents; a free one by default. */
  gatewayPort?: number;
  /** Port of the PocketIC REST API; a free one by default. */
  restPort?: number;
  /** Seed of keys and randomness of a new network; the same seed gives the same root key. */
  seed?: string;
  /** Address to bind to, 127.0.0.1 by default. */
  host?: string;
  /** Subnets of a new network; by default NNS, II and one application subnet. */
  subnets?: SubnetConfig[];
  /** Bitcoin nodes of regtest, `host:port`; the network then has the Bitcoin canister. */
  bitcoindAddresses?: string[];
  /** Milliseconds by which updates are held back, to imitate consensus. */
  artificialDelayMs?: number;
};

export type NetworkServer = {
  /** PocketIC REST API. */
  url: string;
  /** Public IC API and `<canister>.localhost` pages. */
  gatewayUrl: string;
  /** DER public key under which certificates verify. */
  rootKey: Uint8Array;
  /** Number of the instance in the REST API. */
  instanceId: number;
  /** Canister id under which new canisters are requested. */
  defaultEffectiveCanisterId: Uint8Array;
  /** Writes the final checkpoint and stops listening. */
  stop(): Promise<void>;
};

const DEFAULT_SUBNETS: SubnetConfig[] = (['NNS', 'II', 'Application'] as const).map((kind) => ({
  kind,
  costSchedule: 'Normal',
}));

/** With a Bitcoin node there is a subnet for the Bitcoin canister. */
const withBitcoin = (subnets: SubnetConfig[], peers: string[]): SubnetConfig[] =>
  peers.length === 0 || subnets.some(({ kind }) => kind === 'Bitcoin')
    ? subnets
    : [...subnets.slice(0, 2), { kind: 'Bitcoin', costSchedule: 'Normal' }, ...subnets.slice(2)];

/**
 * Starts a network that follows the real clock and serves on loopback; rejects with a sentence
 * when a port is taken or the state cannot be read. An existing state keeps its own seed and
 * subnets.
 */
export async function startNetworkServer(
  options: NetworkServerOptions = {},
): Promise<NetworkServer> {
  const host = options.host ?? '127.0.0.1';
  const peers = options.bitcoindAddresses ?? [];
  const config: InstanceConfig = {
    subnets: withBitcoin(options.subnets ?? DEFAULT_SUBNETS, peers),
    bitcoindAddresses: peers,
    seed: options.seed ?? 'local network',
    initialTimeNs: GENESIS_NS,
    disableIngressValidation: false,
    systemCanisters: true,
    autoProgressDelayMs: options.artificialDelayMs ?? 0,
    stateDir: options.stateDir,
  };
  const server = new RestServer(host);
  try {
    const port = await server.listen(options.restPort ?? 0);
    const instanceId = await server.createInstance(config);
    const gateway = await server.createGateway(instanceId, host, options.gatewayPort ?? 0);
    const { rootKey, defaultEffectiveCanisterId } = server.instance(instanceId).facts;
    return {
      url: `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`,
      gatewayUrl: `http://localhost:${gateway.port}`,
      rootKey,
      instanceId,
      defaultEffectiveCanisterId,
      stop: () => server.stop(),
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
