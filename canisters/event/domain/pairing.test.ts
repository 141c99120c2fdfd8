import { describe, expect, test } from 'vitest';
import { PAIRING_ALPHABET, pairingCode, pairingHash } from './pairing.ts';

const random = Uint8Array.of(0, 1, 31, 32, 63, 128, 200, 255);
const code = pairingCode(random);

describe('pairing code', () => {
  test('has no characters that people mistake for each other', () => {
    expect(PAIRING_ALPHABET).toHaveLength(32);
    expect(PAIRING_ALPHABET).not.toMatch(/[01IO]/);
    expect(code).toBe('23Z2Z2AZ');
  });

  test('may be typed in small letters, with spaces and dashes', () => {
    expect(pairingHash(` ${code.slice(0, 4).toLowerCase()}-${code.slice(4)} `)).toEqual(
      pairingHash(code),
    );
  });

  test('is stored only as its hash', () => {
    expect(pairingHash(code)).toHaveLength(32);
    expect(pairingHash(pairingCode(new Uint8Array(8)))).not.toEqual(pairingHash(code));
  });

  test.each(['', 'ABC', `${code}2`, '23456780', '2345678I', 'x'.repeat(1_000)])(
    'cannot look like this: %j',
    (typed) => {
      expect(pairingHash(typed)).toBeUndefined();
    },
  );

  test('needs one random byte per character', () => {
    expect(() => pairingCode(new Uint8Array(7))).toThrow(RangeError);
  });
});
