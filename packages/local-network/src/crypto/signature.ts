import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { secp256k1 } from '@noble/curves/secp256k1';
import { type DerKey, parseDerKey } from './der.ts';
import { coseToP256, verifyWebAuthn } from './web-authn.ts';

/** Checks a canister signature; supplied by whoever knows the root key. Returns why it fails. */
export type CanisterSignatureCheck = (
  message: Uint8Array,
  signature: Uint8Array,
  publicKey: Uint8Array,
) => string | undefined;

const imported = new Map<string, KeyObject>();

/** Importing a key costs as much as a verification and users sign many messages with one key. */
function importKey(der: Uint8Array): KeyObject {
  const cacheKey = Buffer.from(der).toString('base64');
  let key = imported.get(cacheKey);
  if (!key) {
    key = createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' });
    if (imported.size > 10_000) imported.clear();
    imported.set(cacheKey, key);
  }
  return key;
}

/**
 * Verifies a user signature by any scheme of the interface spec, section "Signatures". Returns
 * undefined when it is valid and the reason otherwise.
 */
export function verifySignature(
  message: Uint8Array,
  signature: Uint8Array,
  derKey: Uint8Array,
  canisterSignature: CanisterSignatureCheck,
): string | undefined {
  let key: DerKey;
  try {
    key = parseDerKey(derKey);
  } catch (error) {
    return `Invalid public key: ${(error as Error).message}`;
  }
  try {
    if (key.kind === 'canisterSignature') {
      const reason = canisterSignature(message, signature, key.raw);
      return reason && `Invalid canister signature: ${reason}`;
    }
    if (key.kind === 'cose') return verifyWebAuthn(message, signature, coseToP256(key.raw), ecdsa);
    const valid = key.kind === 'ed25519' ? ed25519(message, signature, derKey) : undefined;
    return (valid ?? ecdsa(message, signature, derKey, key)) ? undefined : badSignature(key.kind);
  } catch (error) {
    return `Invalid basic signature: ${(error as Error).message}`;
  }
}

const badSignature = (kind: string): string =>
  `Invalid basic signature: ${kind} signature could not be verified`;

const ed25519 = (message: Uint8Array, signature: Uint8Array, der: Uint8Array): boolean =>
  signature.length === 64 && verify(null, message, importKey(der), signature);

/** ECDSA with SHA-256; the signature is r ‖ s, 64 bytes. */
export function ecdsa(
  message: Uint8Array,
  signature: Uint8Array,
  der: Uint8Array,
  key?: DerKey,
): boolean {
  if (signature.length !== 64) return false;
  if (key?.kind === 'secp256k1' && !opensslKnowsSecp256k1)
    return secp256k1.verify(signature, message, key.raw, { prehash: true, lowS: false });
  const keyObject = importKey(der);
  return verify('sha256', message, { key: keyObject, dsaEncoding: 'ieee-p1363' }, signature);
}

/** Builds of Node against a system OpenSSL may leave the curve out. */
const opensslKnowsSecp256k1 = (() => {
  try {
    const point = secp256k1.getPublicKey(new Uint8Array(32).fill(1), false);
    const prefix = Buffer.from('3056301006072a8648ce3d020106052b8104000a034200', 'hex');
    createPublicKey({ key: Buffer.concat([prefix, point]), format: 'der', type: 'spki' });
    return true;
  } catch {
    return false;
  }
})();
