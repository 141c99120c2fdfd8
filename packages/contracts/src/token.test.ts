import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../vectors/token.json' with { type: 'json' };
import {
  isAuthentic,
  macKey,
  mintToken,
  NONCE_BYTES,
  type Purpose,
  purposes,
  readToken,
  TOKEN_BYTES,
  type TokenFields,
} from './token.ts';

const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
const fieldsOf = (vector: (typeof vectors.valid)[number]): TokenFields => ({
  purpose: vector.purpose as Purpose,
  keyId: vector.keyId,
  subject: BigInt(vector.subject),
  nonce: hex(vector.nonce),
  expiresAtSeconds: vector.expiresAtSeconds,
});

const anyFields: fc.Arbitrary<TokenFields> = fc.record({
  purpose: fc.constantFrom(...purposes),
  keyId: fc.integer({ min: 0, max: 255 }),
  subject: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  nonce: fc.uint8Array({ minLength: NONCE_BYTES, maxLength: NONCE_BYTES }),
  expiresAtSeconds: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
});
const anySecret = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('one-time token', () => {
  test.each(vectors.valid)('has these bytes: $name', (vector) => {
    const token = mintToken(fieldsOf(vector), macKey(hex(vector.secret)));
    expect(Buffer.from(token).toString('hex')).toBe(vector.token);
    expect(readToken(hex(vector.token))).toEqual(fieldsOf(vector));
    expect(isAuthentic(hex(vector.token), macKey(hex(vector.secret)))).toBe(true);
  });

  test.each(vectors.malformed)('is no token: $name', ({ token }) => {
    expect(readToken(hex(token))).toBeUndefined();
  });

  test('is signed with HMAC-SHA256 cut to 16 bytes as RFC 4231 shows', () => {
    const { secret, message, mac } = vectors.truncation;
    expect(macKey(hex(secret)).mac(hex(message))).toEqual(hex(mac));
  });

  test('one key signs many tokens: an earlier one does not change a later one', () => {
    const [vector] = vectors.valid;
    const key = macKey(hex(vector.secret));
    const first = mintToken(fieldsOf(vector), key);
    key.mac(new Uint8Array(200));
    expect(mintToken(fieldsOf(vector), key)).toEqual(first);
  });

  test('is read back as it was written and is authentic under its key', () => {
    fc.assert(
      fc.property(anyFields, anySecret, (fields, secret) => {
        const token = mintToken(fields, macKey(secret));
        expect(token).toHaveLength(TOKEN_BYTES);
        expect(readToken(token)).toEqual(fields);
        expect(isAuthentic(token, macKey(secret))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  test('is not authentic under any other key', () => {
    fc.assert(
      fc.property(anyFields, anySecret, anySecret, (fields, secret, other) => {
        fc.pre(Buffer.compare(secret, other) !== 0);
        expect(isAuthentic(mintToken(fields, macKey(secret)), macKey(other))).toBe(false);
      }),
      { numRuns: 50 },
    );
  });

  test('one changed bit anywhere makes it unauthentic', () => {
    const [vector] = vectors.valid;
    const key = macKey(hex(vector.secret));
    for (let bit = 0; bit < TOKEN_BYTES * 8; bit++) {
      const forged = hex(vector.token);
      forged[bit >> 3] ^= 1 << (bit & 7);
      expect(isAuthentic(forged, key), `bit ${bit}`).toBe(false);
    }
  });

  test('is read from the middle of a larger buffer', () => {
    const [vector] = vectors.valid;
    const frame = Uint8Array.from([9, 9, 9, ...hex(vector.token), 9]);
    expect(readToken(frame.subarray(3, 3 + TOKEN_BYTES))).toEqual(fieldsOf(vector));
  });

  test('nonces and secrets of another length are a mistake of the program', () => {
    const [vector] = vectors.valid;
    const key = macKey(hex(vector.secret));
    expect(() => macKey(new Uint8Array(31))).toThrow(RangeError);
    expect(() => mintToken({ ...fieldsOf(vector), nonce: new Uint8Array(15) }, key)).toThrow(
      RangeError,
    );
  });

  test('arbitrary bytes never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 120 }), (noise) => {
        const fields = readToken(noise);
        expect(fields === undefined || noise.length === TOKEN_BYTES).toBe(true);
      }),
    );
  });
});
