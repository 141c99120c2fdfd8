import { Actor, AnonymousIdentity, HttpAgent } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import { DelegationChain, DelegationIdentity, Ed25519KeyIdentity } from '@dfinity/identity';
import { Principal } from '@dfinity/principal';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Listener, listen } from '../server/http-listener.ts';
import { fakeNetwork } from './fake-replica.ts';
import { handlePublicApi } from './public-api.ts';

const network = fakeNetwork();
const echo = (message: { arg: Uint8Array }) => ({ kind: 'reply' as const, bytes: message.arg });
const ids = [1, 257].map((n) =>
  Principal.fromUint8Array(network.fake.install(n, { update: echo, query: echo })),
);
const idl = () =>
  IDL.Service({
    ask: IDL.Func([IDL.Text], [IDL.Text], ['query']),
    tell: IDL.Func([IDL.Text], [IDL.Text], []),
  });
let server: Listener;

beforeAll(async () => {
  server = await listen('127.0.0.1', 0, (request) => handlePublicApi(network, request));
});
afterAll(() => server.close());

const agentOf = (identity: HttpAgent['config']['identity'] = new AnonymousIdentity()) =>
  HttpAgent.create({
    host: `http://127.0.0.1:${server.port}`,
    shouldFetchRootKey: true,
    retryTimes: 0,
    identity,
  });

test.each(ids)('an agent verifies queries and updates of canister %s', async (canisterId) => {
  const agent = await agentOf(Ed25519KeyIdentity.generate());
  const actor = Actor.createActor<Record<string, (text: string) => Promise<string>>>(idl, {
    agent,
    canisterId,
  });
  expect(await actor['ask']?.('who')).toBe('who');
  expect(await actor['tell']?.('me')).toBe('me');
});

test('a delegation speaks for its principal at its targets only', async () => {
  const [target, other] = ids as [Principal, Principal];
  const user = Ed25519KeyIdentity.generate();
  const session = Ed25519KeyIdentity.generate();
  const later = new Date(Date.now() + 600_000);
  const chain = await DelegationChain.create(user, session.getPublicKey(), later, {
    targets: [target],
  });
  const agent = await agentOf(DelegationIdentity.fromDelegation(session, chain));
  const call = (id: Principal) => agent.query(id, { methodName: 'ask', arg: new Uint8Array(2) });
  await expect(call(target)).resolves.toMatchObject({ status: 'replied' });
  // Else the agent would still be fetching them, next to the query, when the server stops.
  await agent.fetchSubnetKeys(other);
  await expect(call(other)).rejects.toThrow('is not one of the delegation targets');
});
