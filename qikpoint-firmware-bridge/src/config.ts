/** The one file a bridge is configured by; every mistake is named in a sentence, all at once. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Network } from '@qikcard/client';
import { canisterNames, GATE_MAX_CHARS } from '@qikcard/contracts';

/** The file's shape. Paths are relative to the file. */
export type BridgeConfig = {
  /** The deployment, or the path of its description (`network.json`). */
  network: Network | string;
  /** Decimal. */
  eventId: string;
  gate: string;
  direction: 'in' | 'out';
  /** `lend`: a pass and a label make a loan or end one. A door when absent. */
  mode?: 'door' | 'lend';
  /** Absent: no reader on a line; pictures and in-process readers only. */
  reader?: {
    /** A name that survives replugging, such as one under `/dev/serial/by-id/`. */
    serialPath: string;
    /** 115200 when absent. */
    baudRate?: number;
  };
  spoolPath: string;
  /** The device key; made on first start, readable by its owner only. */
  keyPath: string;
  /** A scan is only accepted while this much disk is free; 64 MiB when absent. */
  freeSpaceMinBytes?: number;
};
/** A config that was checked: the network is read, paths are absolute. */
export type ResolvedConfig = Omit<BridgeConfig, 'network'> & { network: Network };

export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly problems: string[]) {
    super(problems.join('\n'));
  }
}

/** Reads and checks a config file; throws `ConfigError` with a sentence for each mistake. */
export function loadConfig(path: string): ResolvedConfig {
  return resolveConfig(readJson(path, 'The config file'), dirname(resolve(path)));
}

/** Checks a config whose relative paths start at `folder`. */
export function resolveConfig(input: unknown, folder: string): ResolvedConfig {
  const config = input as BridgeConfig;
  const network =
    typeof config?.network === 'string'
      ? readJson(resolve(folder, config.network), 'The network description')
      : config?.network;
  const problems = [...problemsOf(input), ...networkProblems(network)];
  if (problems.length > 0) throw new ConfigError(problems);
  const { reader } = config;
  return {
    ...config,
    network: network as Network,
    spoolPath: resolve(folder, config.spoolPath),
    keyPath: resolve(folder, config.keyPath),
    ...(reader ? { reader: { ...reader, serialPath: resolve(folder, reader.serialPath) } } : {}),
  };
}

const fields = [
  'network',
  'eventId',
  'gate',
  'direction',
  'mode',
  'reader',
  'spoolPath',
  'keyPath',
  'freeSpaceMinBytes',
];

function problemsOf(input: unknown): string[] {
  if (!isObject(input)) return ['The config must be a JSON object.'];
  const { eventId, gate, direction, mode, reader, spoolPath, keyPath, freeSpaceMinBytes } = input;
  const checks: [boolean, string][] = [
    [
      typeof eventId === 'string' && /^\d{1,20}$/.test(eventId),
      '"eventId" must be digits in quotes.',
    ],
    [
      typeof gate === 'string' && gate.length > 0 && gate.length <= GATE_MAX_CHARS,
      `"gate" must be a name of 1 to ${GATE_MAX_CHARS} characters.`,
    ],
    [direction === 'in' || direction === 'out', '"direction" must be "in" or "out".'],
    [mode === undefined || mode === 'door' || mode === 'lend', '"mode" must be "door" or "lend".'],
    [isPath(spoolPath), '"spoolPath" must say where scans are saved.'],
    [isPath(keyPath), '"keyPath" must say where the device key is kept.'],
    [
      reader === undefined || (isObject(reader) && isPath(reader.serialPath)),
      '"reader" needs a "serialPath", such as "/dev/serial/by-id/usb-…".',
    ],
    [
      freeSpaceMinBytes === undefined || isCount(freeSpaceMinBytes),
      '"freeSpaceMinBytes" must be a number of bytes.',
    ],
  ];
  const unknown = Object.keys(input).filter((name) => !fields.includes(name));
  return [
    ...checks.filter(([holds]) => !holds).map(([, sentence]) => sentence),
    // A misspelt field would silently mean its default.
    ...unknown.map((name) => `"${name}" is not a field of the config.`),
  ];
}

function networkProblems(network: unknown): string[] {
  if (!isObject(network)) return ['"network" must be a description or the path of one.'];
  const problems: string[] = [];
  if (typeof network.host !== 'string' || !URL.canParse(network.host)) {
    problems.push('"network.host" must be a URL such as "https://icp-api.io".');
  }
  const canisters = isObject(network.canisters) ? network.canisters : {};
  const missing = canisterNames.filter((name) => typeof canisters[name] !== 'string');
  if (missing.length > 0) problems.push(`"network.canisters" lacks ${missing.join(', ')}.`);
  return problems;
}

function readJson(path: string, what: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new ConfigError([`${what} cannot be read: ${path}`]);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new ConfigError([`${what} is not valid JSON: ${path}`]);
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isPath = (value: unknown) => typeof value === 'string' && value.length > 0;
const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
