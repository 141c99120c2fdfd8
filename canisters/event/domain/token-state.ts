/**
 * What a one-time token proves, whatever its subject: a registration or a thing. The row of a token is the one-time-use authority; a payload that equals
 * the bytes issued with the row is authentic without computing anything, and one that differs is
 * forged whatever it resembles. The HMAC decides where there is no row (docs/decisions/020).
 */
import { readToken, type ScanRefusal, type TokenFields } from '@qikcard/contracts';
import type { TokenRow } from '../rows.ts';

export type TokenLookups = {
  token(nonce: Uint8Array): TokenRow | undefined;
  /** By the HMAC; undefined when the key has been rotated away. */
  isAuthentic(payload: Uint8Array, keyId: number): boolean | undefined;
  /** Whether a token of this expiry that was issued here would still have its row. */
  isRowKept(expiresAtSeconds: number): boolean;
};
export type Proven = { fields: TokenFields; row: TokenRow };

const SECOND_NS = 1_000_000_000n;
export const expiryNs = (fields: TokenFields): bigint =>
  BigInt(fields.expiresAtSeconds) * SECOND_NS;

/** The token behind a payload if it was issued here; tells nothing of a token to a forger. */
export function proveToken(
  payload: Uint8Array,
  nowNs: bigint,
  lookups: TokenLookups,
): Proven | { refusal: ScanRefusal } {
  const fields = readToken(payload);
  if (fields === undefined) return { refusal: { Malformed: null } };
  const row = lookups.token(fields.nonce);
  if (row !== undefined) {
    return sameBytes(row.issued, payload) ? { fields, row } : { refusal: { BadSignature: null } };
  }
  return { refusal: withoutRow(payload, fields, nowNs, lookups) };
}

/** Rows of expired tokens are pruned: then only the token itself tells what it was. */
function withoutRow(
  payload: Uint8Array,
  fields: TokenFields,
  nowNs: bigint,
  lookups: TokenLookups,
): ScanRefusal {
  // Without the price of an HMAC: whoever floods a door with made-up codes pays more than we do.
  if (lookups.isRowKept(fields.expiresAtSeconds)) return { BadSignature: null };
  const expired = expiryNs(fields) <= nowNs;
  const authentic = lookups.isAuthentic(payload, fields.keyId);
  // Its key is gone, so it can only be old or forged, and a forger learns what he wrote himself.
  if (authentic === undefined && expired) return { Expired: { at_ns: expiryNs(fields) } };
  if (authentic !== true) return { BadSignature: null };
  return expired ? { Expired: { at_ns: expiryNs(fields) } } : { UnknownToken: null };
}

/** Why an authentic token was no longer good when it was read, or undefined when it was. */
export function problemOfToken({ fields, row }: Proven, readAtNs: bigint): ScanRefusal | undefined {
  if (row.used) return { AlreadyUsed: { at_ns: row.used.atNs, gate: row.used.gate } };
  if (row.revokedAtNs !== undefined) return { Revoked: null };
  if (expiryNs(fields) <= readAtNs) return { Expired: { at_ns: expiryNs(fields) } };
  return undefined;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a[i] ^ b[i];
  return difference === 0;
}
