import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { encode } from 'cborg';
import { expect, test } from 'vitest';
import { canisterSignatureCheck } from '../certification/canister-signatures.ts';
import { digest, fromEntries, leaf } from '../certification/hash-tree.ts';
import { fakeNetwork } from '../http/fake-replica.ts';
import { type Authenticated, authenticate, covers } from './authenticate.ts';
import { concat, fromHex, sha256, utf8 } from './bytes.ts';
import { canisterSignatureKey } from './canister-signature.ts';
import { encodeCbor } from './cbor.ts';
import { isRefusal, parseEnvelope, type Refusal } from './envelope.ts';
import { anonymous, selfAuthenticating } from './principal.ts';
import { domainSeparator, hashOfMap, requestId } from './request-id.ts';
import type { CanisterSignatureCheck } from './signature.ts';

const nowNs = 1_800_000_000_000_000_000n;
const minute = 60_000_000_000n;
const target = Uint8Array.of(0, 0, 0, 0, 0, 1, 1, 1, 1, 1);

type Signer = { publicKey: Uint8Array; sign(message: Uint8Array): Uint8Array };
const der = (key: KeyObject) => new Uint8Array(key.export({ format: 'der', type: 'spki' }));

function ed25519(): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return { publicKey: der(publicKey), sign: (m) => new Uint8Array(sign(null, m, privateKey)) };
}
function ecdsa(namedCurve: 'P-256' | 'secp256k1'): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve });
  const key = { key: privateKey, dsaEncoding: 'ieee-p1363' as const };
  return { publicKey: der(publicKey), sign: (m) => new Uint8Array(sign('sha256', m, key)) };
}
function passkey(): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const coordinate = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));
  const numbers: [number, unknown][] = [
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, coordinate(x)],
    [-3, coordinate(y)],
  ];
  const bits = concat(Uint8Array.of(0), encode(new Map(numbers)));
  const oid = fromHex('300c060a2b0601040183b8430101');
  const body = concat(oid, Uint8Array.of(3, bits.length), bits);
  return {
    publicKey: concat(Uint8Array.of(0x30, body.length), body),
    sign: (message) => {
      const challenge = Buffer.from(message).toString('base64url');
      const client_data_json = JSON.stringify({ type: 'webauthn.get', challenge });
      const authenticator_data = new Uint8Array(37);
      const signed = concat(authenticator_data, sha256(client_data_json));
      const signature = new Uint8Array(sign('sha256', signed, privateKey));
      return encodeCbor({ authenticator_data, client_data_json, signature });
    },
  };
}

type Options = {
  expiry?: bigint;
  sender?: Uint8Array;
  delegations?: object[];
  signer?: Signer;
  content?: object;
};

function envelope(owner: Signer, options: Options = {}): Uint8Array {
  const content = {
    request_type: 'call',
    canister_id: target,
    method_name: 'm',
    arg: new Uint8Array(0),
    sender: options.sender ?? selfAuthenticating(owner.publicKey),
    ingress_expiry: options.expiry ?? nowNs + 2n * minute,
  };
  const message = concat(domainSeparator('ic-request'), requestId(content));
  return encodeCbor({
    content: { ...content, ...options.content },
    sender_pubkey: owner.publicKey,
    sender_sig: (options.signer ?? owner).sign(message),
    sender_delegation: options.delegations,
  });
}

function delegate(from: Signer, to: Signer, more: object = {}): object {
  const delegation = { pubkey: to.publicKey, expiration: nowNs + minute, ...more };
  const message = concat(domainSeparator('ic-request-auth-delegation'), hashOfMap(delegation));
  return { delegation, signature: from.sign(message) };
}

const noCanisterSignatures: CanisterSignatureCheck = () => 'not here';
function check(body: Uint8Array, canister = noCanisterSignatures): Authenticated | Refusal {
  const parsed = parseEnvelope(body, 'call');
  return isRefusal(parsed) ? parsed : authenticate(parsed, nowNs, canister);
}
const accepted = (body: Uint8Array) => !isRefusal(check(body));
const reason = (body: Uint8Array) => {
  const result = check(body);
  return isRefusal(result) ? result.message : 'accepted';
};

const schemes = {
  ed25519,
  'P-256': () => ecdsa('P-256'),
  secp256k1: () => ecdsa('secp256k1'),
  passkey,
};

test.each(Object.entries(schemes))('%s signs requests, and only for itself', (_name, make) => {
  const [owner, stranger] = [make(), make()];
  expect(reason(envelope(owner))).toBe('accepted');
  expect(reason(envelope(owner, { signer: stranger }))).toContain('Invalid signature');
  expect(reason(envelope(owner, { content: { arg: Uint8Array.of(1) } }))).toContain(
    'Invalid signature',
  );
  expect(reason(envelope(owner, { sender: selfAuthenticating(stranger.publicKey) }))).toContain(
    'does not match the public key',
  );
});

test('anonymous requests carry no signature, others must', () => {
  const content = { request_type: 'call', canister_id: target, method_name: 'm', arg: target };
  const ingress_expiry = nowNs + minute;
  expect(accepted(encodeCbor({ content: { ...content, ingress_expiry, sender: anonymous } }))).toBe(
    true,
  );
  expect(reason(envelope(ed25519(), { sender: anonymous }))).toContain(
    'not allowed for the anonymous',
  );
  const unsigned = { content: { ...content, ingress_expiry, sender: selfAuthenticating(target) } };
  expect(reason(encodeCbor(unsigned))).toContain('Missing signature');
});

test('requests live at most five minutes', () => {
  const owner = ed25519();
  expect(reason(envelope(owner, { expiry: nowNs - 1n }))).toMatch(/^Invalid request expiry: /);
  expect(reason(envelope(owner, { expiry: nowNs + 6n * minute }))).toContain(
    'Maximum allowed expiry',
  );
  expect(accepted(envelope(owner, { expiry: nowNs + 5n * minute }))).toBe(true);
});

test('a chain of delegations ends at the signer and narrows the targets', () => {
  const [owner, first, second] = [ed25519(), ecdsa('P-256'), ecdsa('secp256k1')];
  const other = Uint8Array.of(0, 0, 0, 0, 0, 1, 1, 2, 1, 1);
  const chain = [
    delegate(owner, first, { targets: [target, other] }),
    delegate(first, second, { targets: [target] }),
  ];
  const result = check(envelope(owner, { delegations: chain, signer: second }));
  if (isRefusal(result)) throw new Error(result.message);
  expect([covers(result.targets, target), covers(result.targets, other)]).toEqual([true, false]);
  expect(reason(envelope(owner, { delegations: chain, signer: first }))).toContain(
    'Invalid signature',
  );
  expect(reason(envelope(owner, { delegations: [chain[1] as object], signer: second }))).toContain(
    'Invalid delegation',
  );
});

test('expired, endless and circular delegations are refused', () => {
  const [owner, session] = [ed25519(), ed25519()];
  const once = (more: object) =>
    reason(envelope(owner, { delegations: [delegate(owner, session, more)], signer: session }));
  expect(once({ expiration: nowNs - 1n })).toContain('Specified sender delegation has expired');
  expect(once({ permissions: 'queries' })).toBe('accepted');
  const long = Array.from({ length: 21 }, () => delegate(owner, session));
  expect(reason(envelope(owner, { delegations: long }))).toContain('too long');
  const circle = [delegate(owner, session), delegate(session, owner)];
  expect(reason(envelope(owner, { delegations: circle }))).toContain('cycle');
});

test('a canister signs through its certified data', () => {
  const network = fakeNetwork();
  const seed = utf8('user 7');
  const canisterId = network.fake.install(260, {});
  const publicKey = canisterSignatureKey(canisterId, seed);
  const canister: Signer = {
    publicKey,
    sign: (message) => {
      const signed = fromEntries([[sha256(message), leaf(new Uint8Array(0))]]);
      const tree = fromEntries([[utf8('sig'), fromEntries([[sha256(seed), signed]])]]);
      const facts = network.fake.canister(canisterId);
      if (facts) facts.certifiedData = digest(tree);
      network.fake.version++;
      return encodeCbor({
        certificate: network.certifier.dataCertificate(canisterId, 'flat'),
        tree,
      });
    },
  };
  const session = ed25519();
  const body = envelope(canister, { delegations: [delegate(canister, session)], signer: session });
  expect(isRefusal(check(body, network.certifier.canisterSignature))).toBe(false);
  const elsewhere = canisterSignatureCheck(
    network.certifier.publicKeyDer(network.fake.subnets[1]!),
  );
  expect(isRefusal(check(body, elsewhere))).toBe(true);
});

test('malformed envelopes are refused by what is wrong with them', () => {
  expect(reason(new Uint8Array(3))).toContain('Could not parse body');
  expect(reason(encodeCbor({ content: { request_type: 'query' } }))).toContain(
    'request_type is "query"',
  );
  const noArg = envelope(ed25519(), { content: { arg: 5 } });
  expect(reason(noArg)).toContain('arg must be a blob');
});
