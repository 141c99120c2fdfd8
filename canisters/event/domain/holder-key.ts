/** Which keys may stand for a phone. */
import { ed25519 } from '@noble/curves/ed25519';
import type { EventRefusal } from '@qikcard/contracts';

/**
 * Tables that speed checks up are made by the first one after a start: 4 bits at a time cost 0.4 G
 * instructions once, the library's 8 would cost 3.2 G and save a twentieth of each check.
 */
ed25519.Point.BASE.precompute(4);

/**
 * Why bytes are no Ed25519 public key, or undefined when they are one. Points of small order are
 * none: a signature under them says nothing.
 */
export function problemOfPublicKey(publicKey: Uint8Array): EventRefusal | undefined {
  const problem = { Invalid: { field: 'public_key', problem: 'must be an Ed25519 public key' } };
  if (publicKey.length !== 32) return problem;
  try {
    return ed25519.Point.fromHex(publicKey, false).isSmallOrder() ? problem : undefined;
  } catch {
    return problem;
  }
}

/** Strict as browsers and RFC 8032 §5.1.7 have it, so that everybody agrees on one signature. */
export const isSigned = (
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean =>
  signature.length === 64 && ed25519.verify(signature, message, publicKey, { zip215: false });
