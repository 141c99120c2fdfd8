import { Principal } from '@dfinity/principal';
import type { Network } from '@qikcard/client';
import { canisterNames } from '@qikcard/contracts';

/** What differs between deployments; served beside the app as `/qikcard.json`. */
export type RuntimeConfig = {
  network: Network;
  /** Where people sign in: Internet Identity, or the development identity page. */
  identityProvider: string;
  environment: 'local' | 'ic';
  /** The public half of the key that signs pushes (RFC 8292), base64url; absent where none are sent. */
  pushKey?: string;
};

/** Why the app cannot start, in terms an operator can act on. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(
    readonly reason: 'missing' | 'invalid' | 'unreachable',
    /** The field or status that is wrong. */
    readonly detail: string,
  ) {
    super(`${reason}: ${detail}`);
  }
}

/** Reads and checks `/qikcard.json`; throws `ConfigError`. */
export async function loadConfig(pageOrigin = window.location.origin): Promise<RuntimeConfig> {
  const response = await fetch('/qikcard.json', { cache: 'no-cache' }).catch(() => {
    throw new ConfigError('unreachable', pageOrigin);
  });
  if (!response.ok) throw new ConfigError('missing', `HTTP ${response.status}`);
  const parsed: unknown = await response.json().catch(() => {
    throw new ConfigError('missing', 'not JSON');
  });
  return readConfig(parsed, pageOrigin);
}

/** Checks the shape; `host` "" means the origin the page came from, whose gateway serves /api. */
export function readConfig(value: unknown, pageOrigin: string): RuntimeConfig {
  const { network, identityProvider, environment, pushKey } = record(value, 'qikcard.json');
  const { host, canisters, eventShards, rootKey } = record(network, 'network');
  if (typeof host !== 'string') throw new ConfigError('invalid', 'network.host');
  if (rootKey !== undefined && !(typeof rootKey === 'string' && /^([0-9a-f]{2})+$/i.test(rootKey)))
    throw new ConfigError('invalid', 'network.rootKey');
  if (environment !== 'local' && environment !== 'ic')
    throw new ConfigError('invalid', 'environment');
  // 65 bytes, an uncompressed P-256 point, in base64url without padding.
  if (pushKey !== undefined && !(typeof pushKey === 'string' && /^[\w-]{87}$/.test(pushKey)))
    throw new ConfigError('invalid', 'pushKey');
  return {
    network: {
      host: host === '' ? pageOrigin : url(host, 'network.host').origin,
      canisters: canisterIds(record(canisters, 'network.canisters')),
      ...(eventShards === undefined ? {} : { eventShards: shardIds(eventShards) }),
      ...(rootKey ? { rootKey } : {}),
    },
    identityProvider: url(identityProvider, 'identityProvider').href,
    environment,
    ...(pushKey ? { pushKey } : {}),
  };
}

function shardIds(ids: unknown): string[] {
  try {
    return (ids as unknown[]).map((id) => Principal.fromText(String(id)).toText());
  } catch {
    throw new ConfigError('invalid', 'network.eventShards');
  }
}

function canisterIds(ids: Record<string, unknown>): Network['canisters'] {
  const entries = canisterNames.map((name) => {
    try {
      return [name, Principal.fromText(String(ids[name])).toText()];
    } catch {
      throw new ConfigError('invalid', `network.canisters.${name}`);
    }
  });
  return Object.fromEntries(entries) as Network['canisters'];
}

function record(value: unknown, field: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  throw new ConfigError('invalid', field);
}

function url(value: unknown, field: string): URL {
  if (typeof value === 'string' && URL.canParse(value)) return new URL(value);
  throw new ConfigError('invalid', field);
}
