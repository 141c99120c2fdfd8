/** What must be refused is refused: by the client when the network lies, by the network when a client does. */
import { type HttpAgent, type Identity, polling } from '@dfinity/agent';
import { IDL } from '@dfinity/candid';
import { DelegationChain, DelegationIdentity, Ed25519KeyIdentity } from '@dfinity/identity';
import { Principal } from '@dfinity/principal';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { verifyCertificate } from '../../packages/local-network/src/certification/certificate.ts';
import { lookupLeaf } from '../../packages/local-network/src/certification/hash-tree.ts';
import { deriveSubnetKey } from '../../packages/local-network/src/certification/keys.ts';
import { utf8 } from '../../packages/local-network/src/crypto/bytes.ts';
import { decodeCbor, encodeCbor } from '../../packages/local-network/src/crypto/cbor.ts';
import { requestId } from '../../packages/local-network/src/crypto/request-id.ts';
import { type Fixture, startFixture } from './agent-fixture.ts';

let network: Fixture;
beforeAll(async () => {
  // The agent fetches node keys next to a refused query and warns that it was refused those too.
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  network = await startFixture();
});
afterAll(() => network?.stop());

const noArg = new Uint8Array(IDL.encode([], []));
const query = { methodName: 'api_version', arg: noArg };
const update = { methodName: 'list_authorized', arg: noArg };

/** An update up to its verified reply. */
async function verifiedUpdate(agent: HttpAgent): Promise<unknown> {
  const { requestId } = await agent.call(network.canisterId, { ...update, callSync: false });
  return polling.pollForResponse(agent, network.canisterId, requestId);
}

/** A network path that changes one byte of a field in CBOR answers. */
const tamperingFetch =
  (change: (answer: Record<string, unknown>) => void): typeof fetch =>
  async (input, init) => {
    const response = await fetch(input, init);
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (response.headers.get('content-type') !== 'application/cbor')
      return new Response(bytes, response);
    const answer = decodeCbor(bytes) as Record<string, unknown>;
    change(answer);
    return new Response(new Uint8Array(encodeCbor(answer)), response);
  };
const flip = (bytes: Uint8Array, at: number) => {
  bytes[at] = (bytes[at] ?? 0) ^ 1;
};

describe('the client refuses', () => {
  test('another network', async () => {
    const rootKey = deriveSubnetKey('somebody else', 0).publicKeyDer;
    const agent = await network.agent({ rootKey });
    await expect(verifiedUpdate(agent)).rejects.toThrow(/signature|verif/i);
    await expect(agent.query(network.canisterId, query)).rejects.toThrow();
  });

  test.each([0.1, 0.5, 0.9])('a bit flipped at %d of a certificate', async (position) => {
    const fetch = tamperingFetch((answer) => {
      const certificate = answer['certificate'];
      if (certificate instanceof Uint8Array)
        flip(certificate, Math.floor(certificate.length * position));
    });
    await expect(verifiedUpdate(await network.agent({ fetch }))).rejects.toThrow();
  });

  test('a changed query answer', async () => {
    const fetch = tamperingFetch((answer) => {
      const reply = answer['reply'] as { arg: Uint8Array } | undefined;
      if (reply) flip(reply.arg, reply.arg.length - 1);
    });
    const agent = await network.agent({ fetch });
    await expect(agent.query(network.canisterId, query)).rejects.toThrow(/signature/i);
  });
});

describe('the network refuses', () => {
  /** An identity whose envelopes are changed after signing. */
  const changed = (change: (envelope: never) => void): Identity => {
    const owner = Ed25519KeyIdentity.generate();
    return {
      getPrincipal: () => owner.getPrincipal(),
      transformRequest: async (request: never) => {
        const signed = (await owner.transformRequest(request)) as { body: never };
        change(signed.body);
        return signed;
      },
    } as Identity;
  };

  test('a forged signature', async () => {
    const identity = changed((envelope: { sender_sig: Uint8Array }) =>
      flip(envelope.sender_sig, 9),
    );
    const agent = await network.agent({ identity });
    await expect(agent.call(network.canisterId, update)).rejects.toThrow(/could not be verified/);
    await expect(agent.query(network.canisterId, query)).rejects.toThrow(/could not be verified/);
  });

  test('a changed argument', async () => {
    const identity = changed((envelope: { content: { arg: Uint8Array } }) => {
      envelope.content.arg = new Uint8Array([...envelope.content.arg, 1]);
    });
    const agent = await network.agent({ identity });
    await expect(agent.call(network.canisterId, update)).rejects.toThrow(/could not be verified/);
  });

  test.each([-1, 7])('a request that expires in %d minutes', async (minutes) => {
    const content = {
      request_type: 'query',
      canister_id: network.canisterId.toUint8Array(),
      method_name: 'api_version',
      arg: noArg,
      sender: Principal.anonymous().toUint8Array(),
      ingress_expiry: BigInt(Date.now() + minutes * 60_000) * 1_000_000n,
    };
    const response = await post(`canister/${network.canisterId}/query`, { content });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('not within expected range');
  });

  test('a delegation for another canister', async () => {
    const session = Ed25519KeyIdentity.generate();
    const hour = new Date(Date.now() + 3_600_000);
    const targets = [Principal.fromText('rrkah-fqaaa-aaaaa-aaaaq-cai')];
    const chain = await DelegationChain.create(
      Ed25519KeyIdentity.generate(),
      session.getPublicKey(),
      hour,
      { targets },
    );
    const agent = await network.agent({
      identity: DelegationIdentity.fromDelegation(session, chain),
    });
    await expect(agent.call(network.canisterId, update)).rejects.toThrow(/delegation targets/);
  });

  test('an expired delegation', async () => {
    const session = Ed25519KeyIdentity.generate();
    const user = Ed25519KeyIdentity.generate();
    const past = new Date(Date.now() - 1_000);
    const chain = await DelegationChain.create(user, session.getPublicKey(), past);
    const identity = DelegationIdentity.fromDelegation(session, chain);
    const agent = await network.agent({ identity });
    await expect(agent.query(network.canisterId, query)).rejects.toThrow(/has expired/);
  });

  test('to show the outcome of a call to somebody else', async () => {
    const sender = await network.agent();
    const { requestId } = await sender.call(network.canisterId, { ...update, callSync: false });
    const stranger = await network.agent({ identity: Ed25519KeyIdentity.generate() });
    const paths = [[new TextEncoder().encode('request_status'), requestId]];
    await expect(stranger.readState(network.canisterId, { paths })).rejects.toThrow(
      /not signed by the caller/,
    );
    await expect(sender.readState(network.canisterId, { paths })).resolves.toBeDefined();
  });

  test('to run the same request twice', async () => {
    const createBatch = async (nonce: number) => {
      const content = {
        request_type: 'call',
        canister_id: network.canisterId.toUint8Array(),
        method_name: 'create_batch',
        arg: new Uint8Array(IDL.encode([IDL.Record({})], [{}])),
        sender: network.owner.getPrincipal().toUint8Array(),
        ingress_expiry: expiry,
        nonce: Uint8Array.of(nonce),
      };
      const request = { endpoint: 'call', request: {}, body: content };
      const signed = (await network.owner.transformRequest(request as never)) as { body: object };
      const response = await post(`canister/${network.canisterId}/call`, signed.body, 3);
      const answer = decodeCbor(new Uint8Array(await response.arrayBuffer()));
      const certificate = (answer as { certificate: Uint8Array }).certificate;
      const tree = verifyCertificate(
        certificate,
        network.server.rootKey,
        network.canisterId.toUint8Array(),
      );
      const path = ['request_status', requestId(content), 'reply'];
      const reply = lookupLeaf(
        tree,
        path.map((label) => (typeof label === 'string' ? utf8(label) : label)),
      );
      return Buffer.from(reply ?? []).toString('hex');
    };
    const expiry = BigInt(Date.now() + 120_000) * 1_000_000n;
    const first = await createBatch(1);
    expect(first).not.toBe('');
    expect(await createBatch(1)).toBe(first);
    expect(await createBatch(2)).not.toBe(first);
  });

  test('messages of more than 2 MiB', async () => {
    const response = await post(`canister/${network.canisterId}/call`, {
      content: { arg: new Uint8Array(2_200_000) },
    });
    expect(response.status).toBe(413);
  });

  const post = (path: string, envelope: object, version = 2) =>
    fetch(
      `${network.server.gatewayUrl.replace('localhost', '127.0.0.1')}/api/v${version}/${path}`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/cbor' },
        body: new Uint8Array(encodeCbor(envelope)),
      },
    );
});
