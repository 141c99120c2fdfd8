/**
 * Master keys: the published ones of PocketIC in the crate `ic-vetkeys`. Derived keys: accepted by
 * `EncryptedVetKey.decryptAndVerify` of @dfinity/vetkeys 0.4.0, which also gave `vetKey`.
 */
import { bls12_381 } from '@noble/curves/bls12-381';
import { describe, expect, test } from 'vitest';
import { concat, fromHex, toHex, utf8 } from '../crypto/bytes.ts';
import { vetkdDeriveKey, vetkdMasterPublicKey, vetkdPublicKey } from './vetkd.ts';
import vectors from './vetkd-vectors.json' with { type: 'json' };

const G1 = bls12_381.G1.ProjectivePoint;
const G2 = bls12_381.G2.ProjectivePoint;
const { Fp12 } = bls12_381.fields;
const pair = bls12_381.pairing;

/** What a client does: subtract the shared point, then check the BLS signature. */
function decrypt(
  encrypted: Uint8Array,
  transportSecret: bigint,
  publicKey: Uint8Array,
  input: Uint8Array,
) {
  const c1 = G1.fromHex(encrypted.slice(0, 48));
  const c2 = G2.fromHex(encrypted.slice(48, 144));
  const c3 = G1.fromHex(encrypted.slice(144));
  const key = c3.subtract(c1.multiply(transportSecret));
  const message = bls12_381.G1.hashToCurve(concat(publicKey, input), {
    DST: 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_AUG_',
  });
  const point = G1.fromAffine(message.toAffine());
  const honest =
    Fp12.eql(pair(c1, G2.BASE), pair(G1.BASE, c2)) &&
    Fp12.eql(pair(key, G2.BASE), pair(point, G2.fromHex(publicKey)));
  if (!honest) throw new Error('The encrypted key is not valid');
  return key.toRawBytes(true);
}

describe('vetKD', () => {
  test.each(Object.entries(vectors.masterPublicKeys))('%s is the key of PocketIC', (name, hex) => {
    expect(toHex(vetkdMasterPublicKey(name))).toBe(hex);
  });

  test.each(vectors.derived)('a key under $keyName is encrypted to its transport key', (vector) => {
    const [canister, context, input] = [vector.canisterId, vector.context, vector.input].map(
      fromHex,
    ) as [Uint8Array, Uint8Array, Uint8Array];
    const secret = BigInt(`0x${vector.transportSecretKey}`);
    const transport = G1.BASE.multiply(secret).toRawBytes(true);
    const publicKey = vetkdPublicKey(vector.keyName, canister, context);
    expect(toHex(publicKey)).toBe(vector.publicKey);
    const encrypted = vetkdDeriveKey(vector.keyName, canister, context, input, transport);
    expect(toHex(encrypted)).toBe(vector.encryptedKey);
    expect(toHex(decrypt(encrypted, secret, publicKey, input))).toBe(vector.vetKey);
    const tampered = encrypted.with(191, (encrypted[191] as number) ^ 1);
    expect(() => decrypt(tampered, secret, publicKey, input)).toThrow();
    expect(() => decrypt(encrypted, secret, publicKey, utf8('mallory'))).toThrow('not valid');
    expect(() => decrypt(encrypted, secret + 1n, publicKey, input)).toThrow('not valid');
  });

  test('canisters and contexts have keys of their own', () => {
    const keys = [
      vetkdPublicKey('key_1', Uint8Array.of(1), utf8('a')),
      vetkdPublicKey('key_1', Uint8Array.of(2), utf8('a')),
      vetkdPublicKey('key_1', Uint8Array.of(1), utf8('b')),
      vetkdPublicKey('key_1', Uint8Array.of(1), utf8('')),
    ];
    expect(new Set(keys.map(toHex)).size).toBe(4);
  });

  test('unknown keys and transport keys that are no points are refused with a sentence', () => {
    const none = new Uint8Array(0);
    expect(() => vetkdPublicKey('my_key', none, none)).toThrow('There is no key "my_key"');
    for (const bad of [none, new Uint8Array(48), new Uint8Array(48).fill(0xff)]) {
      expect(() => vetkdDeriveKey('key_1', none, none, none, bad)).toThrow(
        'compressed point of G1',
      );
    }
  });
});
