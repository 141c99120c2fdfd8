import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../vectors/base64url.json' with { type: 'json' };
import { decodeBase64Url, encodeBase64Url } from './base64url.ts';

type Vector = { utf8?: string; hex?: string };
const bytesOf = ({ utf8, hex }: Vector): Uint8Array =>
  Uint8Array.from(utf8 === undefined ? Buffer.from(hex ?? '', 'hex') : Buffer.from(utf8));

describe('base64url', () => {
  test.each(vectors.valid)('reads and writes the standard: $name', (vector) => {
    expect(encodeBase64Url(bytesOf(vector))).toBe(vector.text);
    expect(decodeBase64Url(vector.text)).toEqual(bytesOf(vector));
  });

  test.each(vectors.malformed)('is refused: $name', ({ text }) => {
    expect(decodeBase64Url(text)).toBeUndefined();
  });

  test('agrees with the platform for every array of bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (data) => {
        const text = encodeBase64Url(data);
        expect(text).toBe(Buffer.from(data).toString('base64url'));
        expect(decodeBase64Url(text)).toEqual(data);
      }),
    );
  });

  test('has one text per array of bytes: what decodes encodes to itself', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z0-9_-]{0,40}$/), (text) => {
        const data = decodeBase64Url(text);
        if (data !== undefined) expect(encodeBase64Url(data)).toBe(text);
      }),
    );
  });
});
