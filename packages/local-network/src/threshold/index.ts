/**
 * Threshold keys of the local network: ordinary keys derived from PocketIC's published
 * development seed, so that addresses agree with a real PocketIC. They protect nothing.
 *
 * Source: IC interface specification, "Threshold ECDSA/Schnorr"; PocketIC's state machine.
 */
import { utf8ToBytes } from '@noble/hashes/utils';
import {
  deriveEd25519,
  type Ed25519Key,
  ed25519FromSeed,
  ed25519PublicKey,
  signEd25519,
} from './ed25519-key.ts';
import { thresholdKeyNames } from './names.ts';
import {
  deriveSecp256k1,
  type Secp256k1Key,
  secp256k1FromSeed,
  secp256k1PublicKey,
  signBip340,
  signSecp256k1,
} from './secp256k1-key.ts';

/** The schemes of `schnorr_public_key` and `sign_with_schnorr`. */
export type SchnorrAlgorithm = 'bip340secp256k1' | 'ed25519';
export type ThresholdPublicKey = { publicKey: Uint8Array; chainCode: Uint8Array };

export { thresholdKeyNames } from './names.ts';
export { vetkdDeriveKey, vetkdPublicKey } from './vetkd.ts';

const DEVELOPMENT_SEED = new Uint8Array(32).fill(42);
const secp256k1Masters = new Map<string, Secp256k1Key>();
const ed25519Masters = new Map<string, Ed25519Key>();

/** Master keys: the seed's key derived once by the key's name, with a fresh chain code of zero. */
function masterOf<K extends { chainCode: Uint8Array }>(
  keyName: string,
  known: Map<string, K>,
  derive: (path: Uint8Array[]) => K,
): K {
  if (!thresholdKeyNames.includes(keyName)) {
    throw new Error(`There is no key "${keyName}"; existing keys: ${thresholdKeyNames.join(', ')}`);
  }
  const master = known.get(keyName) ?? {
    ...derive([utf8ToBytes(keyName)]),
    chainCode: new Uint8Array(32),
  };
  known.set(keyName, master);
  return master;
}

const secp256k1Key = (keyName: string, canisterId: Uint8Array, path: Uint8Array[]) =>
  deriveSecp256k1(
    masterOf(keyName, secp256k1Masters, (name) =>
      deriveSecp256k1(secp256k1FromSeed(DEVELOPMENT_SEED), name),
    ),
    [canisterId, ...path],
  );

const ed25519Key = (keyName: string, canisterId: Uint8Array, path: Uint8Array[]) =>
  deriveEd25519(
    masterOf(keyName, ed25519Masters, (name) =>
      deriveEd25519(ed25519FromSeed(DEVELOPMENT_SEED), name),
    ),
    [canisterId, ...path],
  );

/** Answer of `ecdsa_public_key`: SEC1 compressed key (33 bytes) and chain code (32 bytes). */
export function ecdsaPublicKey(
  keyName: string,
  canisterId: Uint8Array,
  derivationPath: Uint8Array[],
): ThresholdPublicKey {
  const key = secp256k1Key(keyName, canisterId, derivationPath);
  return { publicKey: secp256k1PublicKey(key), chainCode: key.chainCode };
}

/** Answer of `sign_with_ecdsa`: r || s (64 bytes, low S) over a 32-byte hash; throws on another length. */
export function signEcdsa(
  keyName: string,
  canisterId: Uint8Array,
  derivationPath: Uint8Array[],
  messageHash: Uint8Array,
): Uint8Array {
  if (messageHash.length !== 32) {
    throw new Error(`The message hash must have 32 bytes, not ${messageHash.length}`);
  }
  return signSecp256k1(secp256k1Key(keyName, canisterId, derivationPath), messageHash);
}

/** Answer of `schnorr_public_key`: SEC1 compressed (33 bytes) for BIP340, 32 bytes for Ed25519. */
export function schnorrPublicKey(
  algorithm: SchnorrAlgorithm,
  keyName: string,
  canisterId: Uint8Array,
  derivationPath: Uint8Array[],
): ThresholdPublicKey {
  if (algorithm === 'bip340secp256k1') return ecdsaPublicKey(keyName, canisterId, derivationPath);
  const key = ed25519Key(keyName, canisterId, derivationPath);
  return { publicKey: ed25519PublicKey(key), chainCode: key.chainCode };
}

/**
 * Answer of `sign_with_schnorr`: 64 bytes. A Merkle root (0 or 32 bytes, the `bip341` auxiliary)
 * signs with the Taproot-tweaked key; it throws for Ed25519, which has no such thing.
 */
export function signSchnorr(
  algorithm: SchnorrAlgorithm,
  keyName: string,
  canisterId: Uint8Array,
  derivationPath: Uint8Array[],
  message: Uint8Array,
  merkleRootHash?: Uint8Array,
): Uint8Array {
  if (algorithm === 'bip340secp256k1') {
    const key = secp256k1Key(keyName, canisterId, derivationPath);
    return signBip340(key, message, merkleRootHash);
  }
  if (merkleRootHash) throw new Error('A bip341 auxiliary is only for bip340secp256k1 keys');
  return signEd25519(ed25519Key(keyName, canisterId, derivationPath), message);
}
