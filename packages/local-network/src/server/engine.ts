/** Puts an instance together: replica, keys, clock and, with a directory, its journal. */
import { BITCOIN_CANISTER } from '../bitcoin/canister.ts';
import { feedBitcoin } from '../bitcoin/feed.ts';
import { Certifier } from '../certification/certifier.ts';
import { handleGateway } from '../gateway/gateway.ts';
import type { Network } from '../http/network.ts';
import { handlePublicApi } from '../http/public-api.ts';
import { printExactJson } from '../pocketic/exact-json.ts';
import { handlePocketIc } from '../pocketic/handler.ts';
import type { HttpRequest, HttpResponse } from '../pocketic/http.ts';
import type { PocketIcInstance } from '../pocketic/instance-api.ts';
import type { InstanceConfig } from '../pocketic/instance-config.ts';
import { topologyJson } from '../pocketic/topology.ts';
import type { Replica } from '../replica.ts';
import { LiveLoop } from './live-loop.ts';
import type { Face, InstanceFacts } from './messages.ts';
import { openReplica } from './open-replica.ts';

export type Engine = {
  facts(): InstanceFacts;
  handle(face: Face, request: HttpRequest, blob?: Uint8Array): Promise<HttpResponse>;
  /** Returns once everything that happened is on the disk. */
  makeDurable(): void;
  /** Does what was put off until answers have left. */
  tidy(): void;
  /** Final checkpoint. */
  close(): void;
};

const PRUNE_PERIOD_NS = 60_000_000_000n;

/**
 * Opens the instance that a configuration describes, from its directory if that holds a state.
 * `guard` runs work outside of requests and deals with its failure.
 */
export function openEngine(config: InstanceConfig, guard: (work: () => void) => void): Engine {
  const { replica, seed, makeDurable: flush, close } = openReplica(config);
  const forget = forgetting(replica);
  const makeDurable = () => {
    forget();
    flush();
  };
  const certifier = new Certifier(replica, seed);
  const live = new LiveLoop(replica, guard, makeDurable);
  const network: Network = { replica, certifier, driver: live };
  const instance = pocketIcInstance(replica, certifier, live, config);
  const peers = config.bitcoindAddresses;
  if (peers.length > 0 && replica.outside(BITCOIN_CANISTER) === undefined) {
    throw new Error('This state was begun without a Bitcoin node; begin a new one.');
  }
  const bitcoin = peers.length > 0 ? feedBitcoin(replica, peers, () => live.kick()) : undefined;
  if (config.autoProgressDelayMs !== undefined) live.start(config.autoProgressDelayMs);
  return {
    facts: () => ({
      topology: printExactJson(topologyJson(replica)),
      rootKey: certifier.rootKeyDer(),
      defaultEffectiveCanisterId: replica.defaultEffectiveCanisterId(),
    }),
    handle: async (face, request, blob) => {
      if (face === 'public') return handlePublicApi(network, request);
      if (face === 'gateway') return handleGateway(network, request);
      return handlePocketIc(instance, request, blob);
    },
    makeDurable,
    tidy: () => replica.tidy?.(),
    close: () => {
      bitcoin?.stop();
      live.stop();
      close();
    },
  };
}

/** Drops outdated ingress statuses once per minute of the network's time. */
function forgetting(replica: Replica): () => void {
  let lastNs = replica.timeNs();
  return () => {
    if (replica.timeNs() - lastNs < PRUNE_PERIOD_NS) return;
    lastNs = replica.timeNs();
    replica.pruneIngress();
  };
}

const pocketIcInstance = (
  replica: Replica,
  certifier: Certifier,
  live: LiveLoop,
  config: InstanceConfig,
): PocketIcInstance => ({
  replica,
  live,
  disableIngressValidation: config.disableIngressValidation,
  subnetPublicKey: (subnetId) => {
    const subnet = certifier.subnetById(subnetId);
    return subnet && certifier.publicKeyDer(subnet);
  },
  dataCertificate: (canisterId) => certifier.dataCertificate(canisterId, 'flat'),
});
