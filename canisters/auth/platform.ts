import { definePlatform, directory, ic, type Metric } from '@qikcard/canister-kit';
import { authApi } from '@qikcard/contracts';
import { consents } from './consents.ts';
import { bootstrapAdmin } from './grants.ts';
import { reactions } from './reactions.ts';
import { JWKS_PATH, jwksFile, signingKeyConcern, startSigningKeys } from './signing-keys.ts';
import { grantOrder, sessionsOfPrincipal, userCount } from './store.ts';
import { listOlderUsers } from './user-order.ts';

const gauge = (name: string, help: string, value: bigint | number): Metric => ({
  name,
  help,
  type: 'gauge',
  values: [{ value }],
});

export const Platform = definePlatform({
  name: 'auth',
  version: '0.1.0',
  schema: 2,
  api: authApi,
  consents,
  isRolesSource: true,
  reactions,
  capabilities: [
    {
      name: 'users',
      available: true,
      note: 'Registration, names, a list for admins; e-mail only hashed or encrypted by its owner.',
    },
    { name: 'roles', available: true, note: 'Admin, organizer, staff; per event; with expiry.' },
    {
      name: 'transfer of roles',
      available: true,
      note: 'By the giver, or approved by an admin; after 72 hours; with all roles go the events.',
    },
    { name: 'suspension', available: true, note: 'Reaches every canister as a fact.' },
    {
      name: 'sessions',
      available: true,
      note: 'Per device, with absolute and idle end; the caller principal stays the authority.',
    },
    { name: 'security events', available: true, note: 'Own events, and all of them for admins.' },
    {
      name: 'certified key page',
      available: true,
      note: 'The page of keys is in the certified tree; gateways check it.',
    },
    {
      name: 'jwt',
      available: true,
      note: 'EdDSA, ten minutes; keys at /.well-known/jwks.json, each signed by a threshold key.',
    },
  ],
  // Random bytes for session ids; the key that comes with them is not used here.
  keysRotateAfterSeconds: 24 * 60 * 60,
  onInstall: ({ admins }) => {
    for (const admin of admins) bootstrapAdmin(admin, ic.self(), ic.nowNs());
  },
  onStart: () => {
    startSigningKeys();
    listOlderUsers();
  },
  concerns: () => {
    const concern = signingKeyConcern();
    return concern === undefined ? [] : [concern];
  },
  files: (path) => (path === JWKS_PATH ? jwksFile() : undefined),
  metrics: () => [
    gauge('qikcard_users', 'Registered users.', userCount.get()),
    gauge('qikcard_grants', 'Roles held.', grantOrder.size()),
    gauge('qikcard_sessions', 'Sessions stored.', sessionsOfPrincipal.size()),
  ],
});

/** Canisters of this deployment read what they missed; admins may look too. */
export const isOfThisDeployment = (caller: Parameters<typeof directory.nameOf>[0]) =>
  directory.nameOf(caller) !== undefined;
