/** Pairing codes: short, for typing; therefore short-lived, used once, and stored only as a hash. */
import { sha256 } from '@noble/hashes/sha2';
import { PAIRING_CODE_CHARS } from '@qikcard/contracts';

/** Digits and capitals without 0, 1, I and O, which people mistake for each other. */
export const PAIRING_ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** A code of 40 bits. @param random as many random bytes as the code has characters. */
export function pairingCode(random: Uint8Array): string {
  if (random.length !== PAIRING_CODE_CHARS) throw new RangeError('one random byte per character');
  // 256 is a multiple of 32: every character is equally likely.
  return Array.from(random, (byte) => PAIRING_ALPHABET[byte % PAIRING_ALPHABET.length]).join('');
}

/** What is stored instead of the code; undefined when no code can look like this. */
export function pairingHash(typed: string): Uint8Array | undefined {
  if (typed.length > 4 * PAIRING_CODE_CHARS) return undefined;
  const code = typed.toUpperCase().replace(/[\s-]/g, '');
  if (code.length !== PAIRING_CODE_CHARS) return undefined;
  const letters = [...code].map((character) => PAIRING_ALPHABET.indexOf(character));
  return letters.includes(-1) ? undefined : sha256(Uint8Array.from(letters));
}
