/**
 * Command line of `icp-cli-network-launcher`, by which `icp network start` runs this engine.
 * Source: SPEC.md of dfinity/icp-cli-network-launcher, interface 1.1.0.
 */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Principal } from '@dfinity/principal';
import { type NetworkServer, startNetworkServer } from '../index.ts';
import type { SubnetConfig } from '../pocketic/instance-config.ts';
import type { SubnetKind } from '../replica.ts';
import { stopOnSignal } from './on-signal.ts';

const INTERFACE_VERSION = [1, 1, 0];
const SUBNET_KINDS: Record<string, SubnetKind> = {
  application: 'Application',
  system: 'System',
  'verified-application': 'VerifiedApplication',
  bitcoin: 'Bitcoin',
  fiduciary: 'Fiduciary',
  nns: 'NNS',
  sns: 'SNS',
};
const UNSUPPORTED = ['nns', 'ii', 'dogecoind-addr', 'custom-domains-file'];

const OPTIONS = {
  'interface-version': { type: 'string' },
  'gateway-port': { type: 'string' },
  'config-port': { type: 'string' },
  bind: { type: 'string' },
  'pocketic-config-bind': { type: 'string' },
  domain: { type: 'string', multiple: true },
  'custom-domains-file': { type: 'string' },
  'state-dir': { type: 'string' },
  'status-dir': { type: 'string' },
  'artificial-delay-ms': { type: 'string' },
  subnet: { type: 'string', multiple: true },
  'bitcoind-addr': { type: 'string', multiple: true },
  'dogecoind-addr': { type: 'string', multiple: true },
  ii: { type: 'boolean' },
  nns: { type: 'boolean' },
  'pocketic-server-path': { type: 'string' },
  'stdout-file': { type: 'string' },
  'stderr-file': { type: 'string' },
  verbose: { type: 'boolean' },
} as const;

/** Starts a network, writes the status file and runs until a signal. */
export async function main(args: string[]): Promise<void> {
  const values = parse(args);
  const port = (name: 'gateway-port' | 'config-port') => Number(values[name] ?? 0);
  const network = await startNetworkServer({
    host: values.bind ?? '127.0.0.1',
    gatewayPort: port('gateway-port'),
    restPort: port('config-port'),
    subnets: subnetsOf(values.subnet ?? []),
    bitcoindAddresses: values['bitcoind-addr'] ?? [],
    artificialDelayMs: Number(values['artificial-delay-ms'] ?? 0),
    ...(values['state-dir'] && { stateDir: join(values['state-dir'], 'local-network') }),
  });
  stopOnSignal(() => network.stop());
  if (values['status-dir']) writeStatus(values['status-dir'], network);
  console.log(`The local network serves ${network.gatewayUrl}`);
}

function parse(args: string[]) {
  const { values, tokens } = parseArgs({ args, options: OPTIONS, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind !== 'option' || token.name in OPTIONS) continue;
    if (!isNewerInterface(args)) throw new Error(`Unknown option ${token.rawName}`);
    console.warn(`Ignored: ${token.rawName}, which this launcher does not know`);
  }
  for (const name of UNSUPPORTED) {
    if (values[name as keyof typeof values] !== undefined) {
      throw new Error(`The local network does not support --${name}`);
    }
  }
  return values as {
    [K in keyof typeof OPTIONS]?: (typeof OPTIONS)[K] extends { multiple: true }
      ? string[]
      : string;
  };
}

/** Options of a newer interface are warned about; those of a known one are errors. */
function isNewerInterface(args: string[]): boolean {
  const { values } = parseArgs({ args, options: OPTIONS, strict: false });
  const asked =
    values['interface-version'] ?? process.env.ICP_CLI_NETWORK_LAUNCHER_INTERFACE_VERSION;
  if (typeof asked !== 'string') return false;
  const parts = asked.split('.').map(Number);
  const index = parts.findIndex((part, i) => part !== INTERFACE_VERSION[i]);
  return index >= 0 && parts[index]! > (INTERFACE_VERSION[index] ?? 0);
}

/** NNS and II are always there; one application subnet unless subnets are named. */
function subnetsOf(names: string[]): SubnetConfig[] {
  const wanted = (names.length > 0 ? names : ['application']).map((name) => {
    const kind = SUBNET_KINDS[name];
    if (!kind) throw new Error(`The local network does not support --subnet=${name}`);
    return kind;
  });
  const single = (['NNS', 'SNS', 'II', 'Fiduciary', 'Bitcoin'] as const).filter(
    (kind) => kind === 'NNS' || kind === 'II' || wanted.includes(kind),
  );
  const many = (['System', 'Application', 'VerifiedApplication'] as const).flatMap((kind) =>
    wanted.filter((other) => other === kind),
  );
  return [...single, ...many].map((kind) => ({ kind, costSchedule: 'Normal' }));
}

/** The CLI reads the file as soon as it exists, so it appears by renaming. */
function writeStatus(directory: string, network: NetworkServer): void {
  mkdirSync(directory, { recursive: true });
  const status = {
    v: '1',
    instance_id: network.instanceId,
    config_port: Number(new URL(network.url).port),
    gateway_port: Number(new URL(network.gatewayUrl).port),
    root_key: Buffer.from(network.rootKey).toString('hex'),
    default_effective_canister_id: Principal.fromUint8Array(
      network.defaultEffectiveCanisterId,
    ).toText(),
    supported_features: [],
  };
  const path = join(directory, 'status.json');
  writeFileSync(`${path}.tmp`, `${JSON.stringify(status)}\n`);
  renameSync(`${path}.tmp`, path);
}
