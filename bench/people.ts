/** What people's own methods cost: accounts, sessions, tokens, names, connections, pictures. */
import { createHash } from 'node:crypto';
import type { CanisterName } from '@qikcard/contracts';
import { Deployment } from '../tests/support/deployment.ts';
import { granted } from '../tests/support/doors.ts';
import { httpRequest } from '../tests/support/operator.ts';
import { people } from '../tests/support/people.ts';
import { picture } from '../tests/support/pictures.ts';
import type { Row } from './rows.ts';

const SAMPLES = 5;
const PAGE = 20;
const DEVICE = { name: 'Phone', kind: { Phone: null } };
const AUDIENCE = 'https://desk.example.org';
const HTTP_PAGES: [string, CanisterName, string][] = [
  ['http avatar', 'profile', '/avatar/guest_1'],
  ['http jwks', 'auth', '/.well-known/jwks.json'],
];

export const suite = { title: 'Accounts and profiles, instructions', measure };

async function measure(): Promise<Row[]> {
  const deployment = await Deployment.start();
  try {
    const costs = new Map<string, number>();
    await accounts(deployment, costs);
    await profiles(deployment, costs);
    await pages(deployment, costs);
    return [...costs].map(([name, value]) => ({
      name,
      value,
      unit: 'M instructions' as const,
      exact: true,
    }));
  } finally {
    await deployment.stop();
  }
}

const guests = people('guest', SAMPLES);
const [host] = people('host', 1);
/** The one that was issued last. */
let token = { token: '', audience: AUDIENCE };
/** Numbered ids: the same run has the same instructions. */
const bytesOf = (name: string) => Uint8Array.from(createHash('sha256').update(name).digest());

async function total(deployment: Deployment, name: 'auth' | 'profile', method: string) {
  const used = await deployment.as(host)[name].instructions();
  return Number(used.find((entry) => entry.method === method)?.total ?? 0n) / 1e6;
}

async function accounts(deployment: Deployment, costs: Map<string, number>): Promise<void> {
  const auth = (n: number) => deployment.as(guests[n]).auth;
  const sessions: Uint8Array[] = [];
  const steps: [string, (n: number) => Promise<unknown>][] = [
    ['register', (n) => auth(n).register({ display_name: guests[n].name })],
    [
      'open_session',
      async (n) => sessions.push(Uint8Array.from(granted(await auth(n).open_session(DEVICE)).id)),
    ],
    ['touch_session', (n) => auth(n).touch_session(sessions[n])],
    [
      'issue_token',
      async (n) => {
        const request = { session: sessions[n], audience: AUDIENCE };
        token = { token: granted(await auth(n).issue_token(request)).token, audience: AUDIENCE };
      },
    ],
    ['set_email', (n) => auth(n).set_email([{ Encrypted: bytesOf(guests[n].name) }])],
  ];
  for (const [method, call] of steps) await each(deployment, 'auth', method, call, costs);
  granted(await deployment.as(host).auth.register({ display_name: 'host' }));
  await deployment.settle();
}

async function profiles(deployment: Deployment, costs: Map<string, number>): Promise<void> {
  const profile = (n: number) => deployment.as(guests[n]).profile;
  const avatar = picture();
  const steps: [string, (n: number) => Promise<unknown>][] = [
    ['set_username', (n) => profile(n).set_username(`guest_${n + 1}`)],
    ['set_avatar', (n) => profile(n).set_avatar(avatar)],
    ['request_connection', (n) => profile(n).request_connection(host.principal)],
    [
      'accept_connection',
      (n) => deployment.as(host).profile.accept_connection(guests[n].principal),
    ],
  ];
  for (const [method, call] of steps) await each(deployment, 'profile', method, call, costs);
}

async function each(
  deployment: Deployment,
  name: 'auth' | 'profile',
  method: string,
  call: (n: number) => Promise<unknown>,
  costs: Map<string, number>,
): Promise<void> {
  const before = await total(deployment, name, method);
  for (let n = 0; n < SAMPLES; n++) await call(n);
  costs.set(`${name}.${method}`, ((await total(deployment, name, method)) - before) / SAMPLES);
}

/** Queries forget what they counted; the network's statistics of them do not. */
async function pages(deployment: Deployment, costs: Map<string, number>): Promise<void> {
  const figure = async (label: string, name: CanisterName, call: () => Promise<unknown>) => {
    const before = await queried(deployment, name);
    await call();
    costs.set(label, (await queried(deployment, name)) - before);
  };
  const { profile } = deployment.as(host);
  await figure(`inbox, page of ${SAMPLES}`, 'profile', () => profile.notifications([], PAGE));
  await figure('validate_token', 'auth', () => deployment.as(host).auth.validate_token(token));
  for (const [label, name, url] of HTTP_PAGES) {
    await figure(label, name, () => httpRequest(deployment, name, url));
  }
}

/** Million instructions of queries so far. */
async function queried({ pic, ids }: Deployment, name: CanisterName): Promise<number> {
  const { queryStats } = await pic.canisterStatus({ canisterId: ids[name] as never });
  return Number(queryStats.numInstructionsTotal) / 1e6;
}
