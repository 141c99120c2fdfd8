import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256 } from './sha256.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const reference = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test.each([
  // NIST, "SHA-256 Example" and FIPS 180-2, appendix B.
  ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  ],
])('%j has the digest of the standard', (text, digest) => {
  expect(hex(sha256(new TextEncoder().encode(text)))).toBe(digest);
});

test('every length around the ends of blocks agrees with the platform', () => {
  for (let length = 0; length <= 260; length++) {
    const bytes = new Uint8Array(length).map((_, i) => (i * 31 + length) & 0xff);
    expect([length, hex(sha256(bytes))]).toEqual([length, reference(bytes)]);
  }
});

test('any bytes agree with the platform, and are not changed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2_000 }), (bytes) => {
      const before = bytes.slice();
      expect(hex(sha256(bytes))).toBe(reference(bytes));
      expect(bytes).toEqual(before);
    }),
  );
});

test('a view into a larger buffer is hashed alone', () => {
  const whole = new Uint8Array(300).fill(7);
  expect(hex(sha256(whole.subarray(100, 200)))).toBe(reference(new Uint8Array(100).fill(7)));
});
