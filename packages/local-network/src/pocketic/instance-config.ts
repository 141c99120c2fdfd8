/**
 * Body of `POST /instances` as the configuration of an instance. What this network cannot do is
 * refused by name instead of being ignored. Source: `InstanceConfig` of the crate `pocket-ic`.
 */
import type { Subnet, SubnetKind } from '../replica.ts';
import type { Json } from './exact-json.ts';
import { asObject, integerField, type JsonObject, textField } from './fields.ts';
import { RestError } from './http.ts';

export type SubnetConfig = { kind: SubnetKind; costSchedule: Subnet['costSchedule'] };

/** Everything an instance is made from; the same configuration gives the same instance. */
export type InstanceConfig = {
  subnets: SubnetConfig[];
  /** Seed of subnet keys and of `raw_rand`. */
  seed: string;
  initialTimeNs: bigint;
  /** Accept ingress messages without running `canister_inspect_message`. */
  disableIngressValidation: boolean;
  /** Follow the real clock from the start; milliseconds that updates are held back. */
  autoProgressDelayMs: number | undefined;
  /** Install the stand-ins of `native/system`, which tools expect on a network of their own. */
  systemCanisters: boolean;
  /** Bitcoin nodes of regtest, `host:port`; the first that answers feeds the Bitcoin canister. */
  bitcoindAddresses: string[];
  /** Directory that keeps the state; without it the state ends with the instance. */
  stateDir: string | undefined;
};

/** Time of a new instance: PocketIC's genesis, 6 May 2021, 19:17:10 UTC. */
export const GENESIS_NS = 1_620_328_630_000_000_000n;

const SINGLE_SUBNETS: [string, SubnetKind][] = [
  ['nns', 'NNS'],
  ['sns', 'SNS'],
  ['ii', 'II'],
  ['fiduciary', 'Fiduciary'],
  ['bitcoin', 'Bitcoin'],
];
const MANY_SUBNETS: [string, SubnetKind][] = [
  ['system', 'System'],
  ['application', 'Application'],
  ['verified_application', 'VerifiedApplication'],
];
const KNOWN_FIELDS = new Set([
  'subnet_config_set',
  'icp_config',
  'icp_features',
  'disable_ingress_validation',
  'initial_time',
  'state_dir',
  'bitcoind_addr',
]);

const refuse = (what: string): never => {
  throw new RestError(400, `The local network does not support ${what}`);
};
const isSet = (value: Json | undefined) =>
  value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0);

/** Reads the body of `POST /instances`; throws a sentence naming what is not supported. */
export function parseInstanceConfig(body: Json): InstanceConfig {
  const request = asObject(body);
  for (const [name, value] of Object.entries(request)) {
    if (!KNOWN_FIELDS.has(name) && isSet(value)) refuse(`the instance option "${name}"`);
  }
  refuseFeatures(request);
  const subnets = parseSubnets(asObject(request.subnet_config_set, '"subnet_config_set"'));
  return {
    subnets,
    bitcoindAddresses: parsePeers(request.bitcoind_addr, subnets),
    seed: 'pocket-ic',
    systemCanisters: false,
    ...parseInitialTime(request.initial_time),
    disableIngressValidation: request.disable_ingress_validation === true,
    stateDir: isSet(request.state_dir) ? textField(request, 'state_dir') : undefined,
  };
}

function refuseFeatures(request: JsonObject): void {
  const features = isSet(request.icp_features) ? asObject(request.icp_features) : {};
  for (const [name, value] of Object.entries(features)) {
    if (isSet(value)) refuse(`the ICP feature "${name}"`);
  }
  const config = isSet(request.icp_config) ? asObject(request.icp_config) : {};
  if (config.beta_features === 'Enabled') refuse('the ICP option "beta_features"');
}

function parseSubnets(set: JsonObject): SubnetConfig[] {
  if (isSet(set.cloud_engine)) refuse('subnets of kind "cloud_engine"');
  const single = SINGLE_SUBNETS.flatMap(([name, kind]) =>
    isSet(set[name]) ? [parseSubnet(name, kind, set[name])] : [],
  );
  const many = MANY_SUBNETS.flatMap(([name, kind]) =>
    ((set[name] ?? []) as Json[]).map((subnet) => parseSubnet(name, kind, subnet)),
  );
  const subnets = [...single, ...many];
  if (subnets.length === 0) throw new RestError(400, 'At least one subnet must be configured');
  return subnets;
}

function parseSubnet(name: string, kind: SubnetKind, value: Json | undefined): SubnetConfig {
  const subnet = asObject(value, `the subnet "${name}"`);
  if (isSet(subnet.state_config) && subnet.state_config !== 'New') {
    refuse(`starting the subnet "${name}" from a state on disk`);
  }
  if (subnet.instruction_config === 'Benchmarking') {
    refuse(`benchmarking instruction limits (subnet "${name}")`);
  }
  return { kind, costSchedule: subnet.cost_schedule === 'Free' ? 'Free' : 'Normal' };
}

/** The Bitcoin canister lives on a Bitcoin subnet, so there must be one. */
function parsePeers(value: Json | undefined, subnets: SubnetConfig[]): string[] {
  if (!isSet(value)) return [];
  const peers = value as string[];
  if (!Array.isArray(value) || !peers.every((peer) => /^\S+:\d{1,5}$/.test(peer))) {
    throw new RestError(400, '"bitcoind_addr" is a list of "host:port"');
  }
  if (!subnets.some(({ kind }) => kind === 'Bitcoin')) {
    throw new RestError(400, '"bitcoind_addr" needs a subnet of kind "bitcoin"');
  }
  return peers;
}

function parseInitialTime(
  value: Json | undefined,
): Pick<InstanceConfig, 'initialTimeNs' | 'autoProgressDelayMs'> {
  if (!isSet(value)) return { initialTimeNs: GENESIS_NS, autoProgressDelayMs: undefined };
  const time = asObject(value, '"initial_time"');
  if (isSet(time.Timestamp)) {
    const ns = integerField(asObject(time.Timestamp), 'nanos_since_epoch');
    return { initialTimeNs: ns, autoProgressDelayMs: undefined };
  }
  const delay = asObject(time.AutoProgress, '"initial_time"').artificial_delay_ms;
  return { initialTimeNs: GENESIS_NS, autoProgressDelayMs: Number(delay ?? 0) };
}
