import { bls12_381 } from '@noble/curves/bls12-381';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blsPublicKey, blsSecretKey, blsSign, blsVerify } from './bls.ts';
import { multiplyG1 } from './bls-multiply.ts';
import { toHex, utf8 } from './bytes.ts';

const { ProjectivePoint } = bls12_381.G1;
const ORDER = bls12_381.fields.Fr.ORDER;

test('the fast multiplication agrees with that of the library', () => {
  const point = ProjectivePoint.BASE.multiply(12_345n);
  const scalars = fc.bigInt({ min: 1n, max: ORDER - 1n });
  const agrees = (secret: bigint) => multiplyG1(point, secret).equals(point.multiplyUnsafe(secret));
  for (const secret of [1n, 2n, ORDER - 1n, 2n ** 128n, 2n ** 128n - 1n]) {
    expect(agrees(secret)).toBe(true);
  }
  fc.assert(fc.property(scalars, agrees), { numRuns: 30 });
});

test('a signature equals that of the library, verifies, and fails when a bit is flipped', () => {
  const secret = blsSecretKey(utf8('some key material'));
  const message = utf8('\ric-state-root and a hash');
  const signature = blsSign(message, secret);
  const scheme = bls12_381.shortSignatures;
  const hashed = scheme.hash(message, 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_');
  expect(toHex(signature)).toBe(toHex(scheme.sign(hashed, secret).toBytes(true)));
  const key = blsPublicKey(secret);
  expect(blsVerify(signature, message, key)).toBe(true);
  const flipped = signature.with(20, (signature[20] as number) ^ 1);
  expect(blsVerify(flipped, message, key)).toBe(false);
  expect(blsVerify(signature, utf8('another'), key)).toBe(false);
});
