import { ed25519 } from '@noble/curves/ed25519';
import { hkdf } from '@noble/hashes/hkdf';
import { sha512 } from '@noble/hashes/sha2';
import { concatBytes } from '@noble/hashes/utils';
import { bigEndian, littleEndian, modulo, toLittleEndian32 } from './bytes.ts';

const ORDER = ed25519.CURVE.n;

/** An Ed25519 secret scalar with what its derivation and its signatures need besides. */
export type Ed25519Key = { scalar: bigint; hashPrefix: Uint8Array; chainCode: Uint8Array };

/** The key made from a seed as crate `ic-ed25519`, `generate_from_seed`, does it. */
export function ed25519FromSeed(seed: Uint8Array): Ed25519Key {
  const expanded = sha512(sha512(seed).subarray(0, 32));
  const clamped = expanded.slice(0, 32);
  clamped[0]! &= 248;
  clamped[31] = (clamped[31]! & 127) | 64;
  return {
    scalar: modulo(littleEndian(clamped), ORDER),
    hashPrefix: expanded.slice(32),
    chainCode: new Uint8Array(32),
  };
}

/** The encoded public key, 32 bytes. */
export const ed25519PublicKey = (key: Ed25519Key): Uint8Array =>
  ed25519.ExtendedPoint.BASE.multiply(key.scalar).toRawBytes();

/** One step: HKDF-SHA512 over public key and index, as `ic-ed25519`, `derive_offset`. */
function deriveStep(key: Ed25519Key, index: Uint8Array): Ed25519Key {
  const input = concatBytes(ed25519PublicKey(key), index);
  const okm = hkdf(sha512, input, key.chainCode, 'Ed25519', 96);
  const scalar = modulo(key.scalar + bigEndian(okm.subarray(0, 64)), ORDER);
  const chainCode = okm.slice(64);
  const hashPrefix = sha512(concatBytes(toLittleEndian32(scalar), chainCode)).slice(0, 32);
  return { scalar, hashPrefix, chainCode };
}

/** The key at `path` below `key`. */
export const deriveEd25519 = (key: Ed25519Key, path: Uint8Array[]): Ed25519Key =>
  path.reduce(deriveStep, key);

/** RFC 8032 signature of `message`; a derived key has a scalar and a prefix instead of a seed. */
export function signEd25519(key: Ed25519Key, message: Uint8Array): Uint8Array {
  const publicKey = ed25519PublicKey(key);
  const nonce = modulo(littleEndian(sha512(concatBytes(key.hashPrefix, message))), ORDER);
  const commitment = ed25519.ExtendedPoint.BASE.multiply(nonce).toRawBytes();
  const digest = sha512(concatBytes(commitment, publicKey, message));
  const response = modulo(nonce + littleEndian(digest) * key.scalar, ORDER);
  return concatBytes(commitment, toLittleEndian32(response));
}
