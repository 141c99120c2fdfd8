/** Codes that pass a place on: 80 bits, long enough not to be guessed while they wait for months. */
import { HAND_OVER_CODE_CHARS } from '@qikcard/contracts';
import { PAIRING_ALPHABET } from '../pairing.ts';

/** A code. @param random as many random bytes as it has characters. */
export function handOverCode(random: Uint8Array): string {
  if (random.length !== HAND_OVER_CODE_CHARS) throw new RangeError('one random byte per character');
  // 256 is a multiple of 32: every character is equally likely.
  return Array.from(random, (byte) => PAIRING_ALPHABET[byte % PAIRING_ALPHABET.length]).join('');
}

/** A code as it was made, from how it was typed; undefined when none can look like this. */
export function plainCode(typed: string): string | undefined {
  if (typed.length > 4 * HAND_OVER_CODE_CHARS) return undefined;
  const code = typed.toUpperCase().replace(/[\s-]/g, '');
  const fits = code.length === HAND_OVER_CODE_CHARS;
  return fits && [...code].every((c) => PAIRING_ALPHABET.includes(c)) ? code : undefined;
}
