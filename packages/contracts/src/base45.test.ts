import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import vectors from '../vectors/base45.json' with { type: 'json' };
import { decodeBase45, encodeBase45 } from './base45.ts';

type Vector = { utf8?: string; hex?: string };
const bytesOf = ({ utf8, hex }: Vector): Uint8Array =>
  Uint8Array.from(utf8 === undefined ? Buffer.from(hex ?? '', 'hex') : Buffer.from(utf8));

describe('base45', () => {
  test.each(vectors.valid)('reads and writes the standard: $name', (vector) => {
    expect(encodeBase45(bytesOf(vector))).toBe(vector.text);
    expect(decodeBase45(vector.text)).toEqual(bytesOf(vector));
  });

  test.each(vectors.malformed)('is refused: $name', ({ text }) => {
    expect(decodeBase45(text)).toBeUndefined();
  });

  test('gives back every array of bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (data) => {
        expect(decodeBase45(encodeBase45(data))).toEqual(data);
      }),
    );
  });

  test('has one text per array of bytes: what decodes encodes to itself', () => {
    const characters = fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:');
    fc.assert(
      fc.property(fc.string({ unit: characters, maxLength: 60 }), (text) => {
        const data = decodeBase45(text);
        if (data !== undefined) expect(encodeBase45(data)).toBe(text);
      }),
    );
  });

  test('uses only what the alphanumeric mode of QR codes has', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (data) => {
        expect(encodeBase45(data)).toMatch(/^[0-9A-Z $%*+./:-]*$/);
      }),
    );
  });
});
