import { expect, test } from 'vitest';
import { blsVerify } from '../crypto/bls.ts';
import { concat, toHex, utf8 } from '../crypto/bytes.ts';
import { decodeCbor, encodeCbor, field } from '../crypto/cbor.ts';
import { domainSeparator } from '../crypto/request-id.ts';
import { fakeNetwork } from '../http/fake-replica.ts';
import { verifyCertificate } from './certificate.ts';
import { asHashTree, digest, type HashTree, lookup, lookupLeaf } from './hash-tree.ts';
import { deriveSubnetKey } from './keys.ts';

const network = fakeNetwork();
const { certifier, fake } = network;
const secret = utf8('only for controllers');
const metadata = [{ name: 'note', visibility: 'private' as const, bytes: secret }];
const onApplication = fake.install(300, {}, { certifiedData: utf8('data'), metadata });
const onRoot = fake.install(3, {});
const dataPath = (id: Uint8Array) => [utf8('canister'), id, utf8('certified_data')];

test.each(['flat', 'tree'] as const)('a %s delegation proves the subnet of a canister', (form) => {
  const certificate = certifier.dataCertificate(onApplication, form);
  const tree = verifyCertificate(certificate, certifier.rootKeyDer(), onApplication);
  expect(lookupLeaf(tree, dataPath(onApplication))).toEqual(utf8('data'));
  expect(lookup(tree, [utf8('canister'), onApplication, utf8('metadata')]).kind).toBe('unknown');
  expect(() => verifyCertificate(certificate, certifier.rootKeyDer(), onRoot)).toThrow(
    'does not cover this canister',
  );
});

test('the root subnet certifies without delegation, under the id of its key', () => {
  const certificate = certifier.dataCertificate(onRoot, 'flat');
  expect(field(decodeCbor(certificate), 'delegation')).toBeUndefined();
  expect(verifyCertificate(certificate, certifier.rootKeyDer(), onRoot)).toBeDefined();
  expect(toHex(certifier.rootSubnet().id)).toBe(toHex(deriveSubnetKey('unit tests', 0).subnetId));
});

test('any changed byte of tree, signature or delegation is noticed', () => {
  const certificate = certifier.dataCertificate(onApplication, 'flat');
  const parts = decodeCbor(certificate) as {
    signature: Uint8Array;
    tree: unknown;
    delegation: object;
  };
  const changedSignature = {
    ...parts,
    signature: parts.signature.map((b, i) => (i === 20 ? b ^ 1 : b)),
  };
  const root = certifier.rootKeyDer();
  expect(() => verifyCertificate(encodeCbor(changedSignature), root, onApplication)).toThrow();
  for (const at of [0.2, 0.5, 0.8, 0.99]) {
    const flipped = certificate.slice();
    flipped[Math.floor(at * flipped.length)]! ^= 1;
    expect(() => verifyCertificate(flipped, root, onApplication)).toThrow();
  }
});

test('signatures made here verify for somebody who did not make them', () => {
  const certificate = certifier.dataCertificate(onRoot, 'flat');
  const { tree, signature } = decodeCbor(certificate) as { tree: HashTree; signature: Uint8Array };
  const message = concat(domainSeparator('ic-state-root'), digest(asHashTree(tree)));
  const key = certifier.rootKeyDer().slice(-96);
  expect(blsVerify(signature, message, key)).toBe(true);
  expect(blsVerify(signature, concat(message, message), key)).toBe(false);
});

test('another network has other keys', () => {
  const other = deriveSubnetKey('another seed', 0).publicKeyDer;
  const certificate = certifier.dataCertificate(onApplication, 'flat');
  expect(() => verifyCertificate(certificate, other, onApplication)).toThrow(
    'signature is invalid',
  );
});

test('one state is signed once', () => {
  const signatureOf = () =>
    field(decodeCbor(certifier.dataCertificate(onRoot, 'flat')), 'signature');
  const timed = (times: number) => {
    const started = performance.now();
    for (let i = 0; i < times; i++) signatureOf();
    return performance.now() - started;
  };
  const before = signatureOf();
  fake.version++;
  fake.now += 1n;
  const signing = timed(1);
  expect(timed(20)).toBeLessThan(10 * signing);
  expect(signatureOf()).not.toEqual(before);
});
