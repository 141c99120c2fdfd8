import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeUtf8, encodeUtf8, FastTextDecoder, FastTextEncoder } from './text.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 200 });
const anyBytes = fc.uint8Array({ maxLength: 200 });
/** Mostly lead and continuation bytes, so that sequences are nearly right. */
const nearlyUtf8 = fc
  .array(
    fc.constantFrom(0x41, 0x80, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5),
  )
  .map((bytes) => Uint8Array.from(bytes));

describe('text', () => {
  test('encodes as the platform does, lone surrogates included', () => {
    const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 50 });
    const broken = units.map((codes) => String.fromCharCode(...codes));
    fc.assert(
      fc.property(fc.oneof(anyText, broken), (text) => {
        expect(encodeUtf8(text)).toEqual(new TextEncoder().encode(text));
      }),
    );
  });

  test('decodes malformed bytes to the same replacement characters as the platform', () => {
    fc.assert(
      fc.property(fc.oneof(anyBytes, nearlyUtf8), (bytes) => {
        const expected = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
        expect(decodeUtf8(bytes, false)).toBe(expected);
      }),
      { numRuns: 2_000 },
    );
  });

  test('refuses exactly the bytes that the platform refuses: Candid relies on it', () => {
    fc.assert(
      fc.property(fc.oneof(anyBytes, nearlyUtf8), (bytes) => {
        const refuses = (decode: () => string) => {
          try {
            return decode();
          } catch {
            return undefined;
          }
        };
        const expected = refuses(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes));
        expect(refuses(() => new FastTextDecoder('utf8', { fatal: true }).decode(bytes))).toBe(
          expected,
        );
      }),
      { numRuns: 2_000 },
    );
  });

  test('brings long texts back, across the chunks they are cut into', () => {
    const text = 'Zoë 🎟 '.repeat(5_000);
    expect(new FastTextDecoder().decode(new FastTextEncoder().encode(text))).toBe(text);
  });

  test('reads part of a larger buffer, and drops a byte order mark', () => {
    const buffer = new TextEncoder().encode('xx\ufeffname').buffer;
    expect(new FastTextDecoder().decode(new Uint8Array(buffer, 2))).toBe('name');
  });

  test('takes the native encoder where there is one', () => {
    const given: string[] = [];
    const candidEncode = (source: string) => {
      given.push(source);
      const bytes = new TextEncoder().encode(source.slice(2, -2));
      const length =
        bytes.length < 128 ? [bytes.length] : [(bytes.length & 127) | 128, bytes.length >> 7];
      return Uint8Array.from([0x44, 0x49, 0x44, 0x4c, 0, 1, 0x71, ...length, ...bytes]);
    };
    Object.assign(globalThis, { _azleIc: { candidEncode } });
    try {
      for (const text of ['é'.repeat(30), 'é'.repeat(100)]) {
        expect(encodeUtf8(text)).toEqual(new TextEncoder().encode(text));
      }
      expect(given).toHaveLength(2);
      // Its text syntax has escapes, so quotes and backslashes must not go through it.
      expect(encodeUtf8('"é\\')).toEqual(new TextEncoder().encode('"é\\'));
      expect(given).toHaveLength(2);
    } finally {
      Reflect.deleteProperty(globalThis, '_azleIc');
    }
  });
});
