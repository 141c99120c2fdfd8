/**
 * The one-time token: 47 bytes, big-endian (docs/tokens.md).
 *
 *   0      format version = 1
 *   1      purpose
 *   2      id of the HMAC key
 *   3–10   subject: registration or resource id
 *   11–26  nonce
 *   27–30  expires at, unix seconds
 *   31–46  HMAC-SHA256 over bytes 0–30, truncated to 16 bytes (RFC 2104 §5)
 */
import { hmac } from '@noble/hashes/hmac';
import { sha256 } from '@noble/hashes/sha2';

export const TOKEN_BYTES = 47;
export const NONCE_BYTES = 16;
const SIGNED_BYTES = 31;
const MAC_BYTES = 16;
const FORMAT_VERSION = 1;

export const purposes = ['check_in', 'check_out', 'resource_checkout', 'resource_checkin'] as const;
export type Purpose = (typeof purposes)[number];

export type TokenFields = {
  purpose: Purpose;
  keyId: number;
  subject: bigint;
  /** 16 random bytes, the one-time-use identity. */
  nonce: Uint8Array;
  expiresAtSeconds: number;
};

/** Computes MACs under one key; keeps the key's hash states, which saves half of the blocks. */
export type MacKey = { mac(message: Uint8Array): Uint8Array };

/** @param secret 32 bytes from `raw_rand`. */
export function macKey(secret: Uint8Array): MacKey {
  if (secret.length !== 32) throw new RangeError('a token key has 32 bytes');
  const keyed = hmac.create(sha256, secret);
  return { mac: (message) => keyed.clone().update(message).digest().slice(0, MAC_BYTES) };
}

/** Writes and signs a token. */
export function mintToken(fields: TokenFields, key: MacKey): Uint8Array {
  if (fields.nonce.length !== NONCE_BYTES) throw new RangeError('a nonce has 16 bytes');
  const token = new Uint8Array(TOKEN_BYTES);
  const view = new DataView(token.buffer);
  view.setUint8(0, FORMAT_VERSION);
  view.setUint8(1, purposes.indexOf(fields.purpose) + 1);
  view.setUint8(2, fields.keyId);
  view.setBigUint64(3, fields.subject);
  token.set(fields.nonce, 11);
  view.setUint32(27, fields.expiresAtSeconds);
  token.set(key.mac(token.subarray(0, SIGNED_BYTES)), SIGNED_BYTES);
  return token;
}

/** Reads the fields without trusting them; undefined when the bytes are no token at all. */
export function readToken(token: Uint8Array): TokenFields | undefined {
  if (token.length !== TOKEN_BYTES) return undefined;
  const view = new DataView(token.buffer, token.byteOffset, token.byteLength);
  const purpose = purposes[view.getUint8(1) - 1];
  if (view.getUint8(0) !== FORMAT_VERSION || purpose === undefined) return undefined;
  return {
    purpose,
    keyId: view.getUint8(2),
    subject: view.getBigUint64(3),
    nonce: token.slice(11, 27),
    expiresAtSeconds: view.getUint32(27),
  };
}

/** Whether the MAC is the one `key` gives; compares in constant time. */
export function isAuthentic(token: Uint8Array, key: MacKey): boolean {
  const expected = key.mac(token.subarray(0, SIGNED_BYTES));
  let difference = 0;
  for (let i = 0; i < MAC_BYTES; i++) difference |= expected[i] ^ token[SIGNED_BYTES + i];
  return difference === 0;
}
