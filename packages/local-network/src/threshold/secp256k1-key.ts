import { schnorr, secp256k1 } from '@noble/curves/secp256k1';
import { hmac } from '@noble/hashes/hmac';
import { sha256, sha512 } from '@noble/hashes/sha2';
import { concatBytes } from '@noble/hashes/utils';
import { bigEndian, modulo, toBigEndian32 } from './bytes.ts';

const ORDER = secp256k1.CURVE.n;

/** A secp256k1 secret with its BIP32 chain code. */
export type Secp256k1Key = { secret: bigint; chainCode: Uint8Array };

/**
 * The key made from a seed as crate `ic-secp256k1`, `generate_from_seed`, does it: SHA-256 modulo
 * the group order; its chain code is zero.
 */
export const secp256k1FromSeed = (seed: Uint8Array): Secp256k1Key => ({
  secret: modulo(bigEndian(sha256(seed)), ORDER),
  chainCode: new Uint8Array(32),
});

const publicKeyOf = (secret: bigint): Uint8Array =>
  secp256k1.getPublicKey(toBigEndian32(secret), true);

/**
 * One non-hardened step of BIP32 with an index of any length (IC interface specification,
 * `ecdsa_public_key`); an out-of-range result is retried as SLIP-0010 prescribes.
 */
function deriveStep(key: Secp256k1Key, index: Uint8Array): Secp256k1Key {
  let input = publicKeyOf(key.secret);
  for (;;) {
    const digest = hmac(sha512, key.chainCode, concatBytes(input, index));
    const offset = bigEndian(digest.subarray(0, 32));
    const chainCode = digest.slice(32);
    const secret = modulo(key.secret + offset, ORDER);
    if (offset < ORDER && secret !== 0n) return { secret, chainCode };
    input = concatBytes(Uint8Array.of(1), chainCode);
  }
}

/** The key at `path` below `key`. */
export const deriveSecp256k1 = (key: Secp256k1Key, path: Uint8Array[]): Secp256k1Key =>
  path.reduce(deriveStep, key);

/** The SEC1 compressed public key, 33 bytes. */
export const secp256k1PublicKey = (key: Secp256k1Key): Uint8Array => publicKeyOf(key.secret);

/** ECDSA (RFC 6979 nonce, low S) over a 32-byte hash; 64 bytes r || s. */
export const signSecp256k1 = (key: Secp256k1Key, messageHash: Uint8Array): Uint8Array =>
  secp256k1.sign(messageHash, toBigEndian32(key.secret), { lowS: true }).toCompactRawBytes();

/**
 * BIP340 signature without auxiliary randomness; with a Merkle root (32 bytes, or none for a
 * key-path-only output) under the key tweaked as in BIP341, "Constructing and spending".
 */
export function signBip340(
  key: Secp256k1Key,
  message: Uint8Array,
  merkleRootHash?: Uint8Array,
): Uint8Array {
  const secret = merkleRootHash ? taprootTweak(key.secret, merkleRootHash) : key.secret;
  return schnorr.sign(message, toBigEndian32(secret), new Uint8Array(32));
}

function taprootTweak(secret: bigint, merkleRootHash: Uint8Array): bigint {
  if (merkleRootHash.length !== 0 && merkleRootHash.length !== 32) {
    throw new Error(`The Merkle root hash must have 0 or 32 bytes, not ${merkleRootHash.length}`);
  }
  const compressed = publicKeyOf(secret);
  const evenSecret = compressed[0] === 2 ? secret : ORDER - secret;
  const tweak = schnorr.utils.taggedHash('TapTweak', compressed.subarray(1), merkleRootHash);
  return modulo(evenSecret + bigEndian(tweak), ORDER);
}
