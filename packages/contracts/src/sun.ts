/**
 * What an NTAG 424 DNA card says at a tap (SUN: NXP AN12196), and the keys of single cards
 * (AN10922, AES-128). The card mirrors encrypted PICC data and a MAC into its link.
 */
import { cbc, ecb } from '@noble/ciphers/aes';

const BLOCK = 16;
const UID_BYTES = 7;
/** PICC data tag: a UID of 7 bytes and the counter are mirrored (AN12196 §3.4.2.1). */
const PICC_TAG = 0xc7;
/** SV2 for the session MAC key (AN12196 §3.3.1). */
const SESSION_MAC = Uint8Array.of(0x3c, 0xc3, 0x00, 0x01, 0x00, 0x80);
const SYSTEM = new TextEncoder().encode('QikCard');

export type PiccData = { uid: Uint8Array; counter: number };

const block = (key: Uint8Array, data: Uint8Array): Uint8Array =>
  ecb(key, { disablePadding: true }).encrypt(data);

/** Doubling in GF(2^128) as RFC 4493 §2.3 derives its subkeys. */
function doubled(value: Uint8Array): Uint8Array {
  const result = new Uint8Array(BLOCK);
  for (let i = 0; i < BLOCK; i++) result[i] = (value[i] << 1) | ((value[i + 1] ?? 0) >> 7);
  if (value[0] & 0x80) result[BLOCK - 1] ^= 0x87;
  return result;
}

/** CBC-MAC of whole blocks whose last one was masked with `subkey`. */
function chained(key: Uint8Array, padded: Uint8Array, subkey: Uint8Array): Uint8Array {
  let state: Uint8Array = new Uint8Array(BLOCK);
  for (let at = 0; at < padded.length; at += BLOCK) {
    const isLast = at + BLOCK === padded.length;
    const mixed = state.map((byte, i) => byte ^ padded[at + i] ^ (isLast ? subkey[i] : 0));
    state = block(key, mixed);
  }
  return state;
}

function padded(message: Uint8Array, length: number): Uint8Array {
  const result = new Uint8Array(length);
  result.set(message);
  if (message.length < length) result[message.length] = 0x80;
  return result;
}

/** AES-CMAC (RFC 4493). `leastBytes`: the message is padded to at least so many. */
export function aesCmac(key: Uint8Array, message: Uint8Array, leastBytes = BLOCK): Uint8Array {
  const length = Math.max(leastBytes, Math.ceil(message.length / BLOCK) * BLOCK);
  const whole = doubled(block(key, new Uint8Array(BLOCK)));
  return chained(key, padded(message, length), message.length === length ? whole : doubled(whole));
}

/** A key for one card (AN10922 §2.2). @param input 1–31 bytes; always padded to two blocks. */
export function diversifiedKey(masterKey: Uint8Array, input: Uint8Array): Uint8Array {
  if (input.length === 0 || input.length > 31) throw new RangeError('1 to 31 bytes of input');
  return aesCmac(masterKey, Uint8Array.of(0x01, ...input), 2 * BLOCK);
}

/** The file key of a card: AN10922 over its UID and the name of this system. */
export const cardFileKey = (masterKey: Uint8Array, uid: Uint8Array): Uint8Array =>
  diversifiedKey(masterKey, Uint8Array.of(...uid, ...SYSTEM));

/** What the encrypted PICC data says; undefined when `metaKey` is not its key. */
export function readPiccData(metaKey: Uint8Array, encrypted: Uint8Array): PiccData | undefined {
  const plain = cbc(metaKey, new Uint8Array(BLOCK), { disablePadding: true }).decrypt(encrypted);
  if (plain[0] !== PICC_TAG) return undefined;
  const counter = plain[8] | (plain[9] << 8) | (plain[10] << 16);
  return { uid: plain.slice(1, 1 + UID_BYTES), counter };
}

/** The MAC a card mirrors when its link carries nothing else that is authenticated. */
export function sunMac(fileKey: Uint8Array, { uid, counter }: PiccData): Uint8Array {
  const count = [counter & 0xff, (counter >> 8) & 0xff, (counter >> 16) & 0xff];
  const sessionKey = aesCmac(fileKey, Uint8Array.of(...SESSION_MAC, ...uid, ...count));
  return aesCmac(sessionKey, new Uint8Array(0)).filter((_, i) => i % 2 === 1);
}
