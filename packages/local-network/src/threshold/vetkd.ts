/**
 * vetKD keys of the local network on BLS12-381: public keys in G2, derived keys (BLS signatures) in
 * G1, encrypted to a transport key. The master keys are those of PocketIC. They protect nothing.
 *
 * Source: IC interface specification, "vetkd_public_key" and "vetkd_derive_key"; ePrint 2023/616.
 */
import { hash_to_field } from '@noble/curves/abstract/hash-to-curve';
import { bls12_381 } from '@noble/curves/bls12-381';
import { sha256 } from '@noble/hashes/sha2';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils';
import { thresholdKeyNames } from './names.ts';

const G1 = bls12_381.G1.ProjectivePoint;
const G2 = bls12_381.G2.ProjectivePoint;
const { Fr } = bls12_381.fields;
const domain = {
  master: 'ic-crypto-vetkd-test-utils-generate-test-key',
  canister: 'ic-vetkd-bls12-381-g2-canister-id',
  context: 'ic-vetkd-bls12-381-g2-context',
  input: 'BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_AUG_',
  /** Of this network alone: nodes draw the randomness of the encryption. */
  encryption: 'local-network-vetkd-encryption',
};
const masters = new Map<string, bigint>();

function hashToScalar(message: Uint8Array, DST: string): bigint {
  const options = { DST, p: Fr.ORDER, m: 1, k: 128, expand: 'xmd', hash: sha256 } as const;
  return hash_to_field(message, 1, options)[0]?.[0] as bigint;
}

/** Length as eight big-endian bytes, then the bytes: two inputs never run into each other. */
function withLength(bytes: Uint8Array): Uint8Array {
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(bytes.length));
  return concatBytes(length, bytes);
}

const publicKeyOf = (secret: bigint): Uint8Array => G2.BASE.multiply(secret).toRawBytes(true);

/** One derivation: the key plus a scalar that everybody can compute from its public key. */
function derive(secret: bigint, input: Uint8Array, separator: string): bigint {
  const message = concatBytes(withLength(publicKeyOf(secret)), withLength(input));
  return Fr.add(secret, hashToScalar(message, separator));
}

/** PocketIC's master key of that name: the name hashed to a scalar. */
function masterKey(keyName: string): bigint {
  if (!thresholdKeyNames.includes(keyName)) {
    throw new Error(`There is no key "${keyName}"; existing keys: ${thresholdKeyNames.join(', ')}`);
  }
  const master = masters.get(keyName) ?? hashToScalar(utf8ToBytes(keyName), domain.master);
  masters.set(keyName, master);
  return master;
}

/** The key of a canister and, unless it is empty, of one of its contexts. */
function keyOf(keyName: string, canisterId: Uint8Array, context: Uint8Array): bigint {
  const key = derive(masterKey(keyName), canisterId, domain.canister);
  return context.length === 0 ? key : derive(key, context, domain.context);
}

/** The master public key of that name, 96 bytes, from which clients may derive the others. */
export const vetkdMasterPublicKey = (keyName: string): Uint8Array =>
  publicKeyOf(masterKey(keyName));

/** Answer of `vetkd_public_key`: a compressed point of G2, 96 bytes. */
export const vetkdPublicKey = (
  keyName: string,
  canisterId: Uint8Array,
  context: Uint8Array,
): Uint8Array => publicKeyOf(keyOf(keyName, canisterId, context));

function transportPoint(bytes: Uint8Array) {
  try {
    const point = G1.fromHex(bytes);
    point.assertValidity();
    return point;
  } catch {
    throw new Error('The transport public key is not a compressed point of G1 (48 bytes)');
  }
}

/**
 * Answer of `vetkd_derive_key`: the BLS signature of `input`, encrypted to the transport key as the
 * three points C1 (G1), C2 (G2) and C3 (G1), 192 bytes. The same arguments give the same bytes.
 */
export function vetkdDeriveKey(
  keyName: string,
  canisterId: Uint8Array,
  context: Uint8Array,
  input: Uint8Array,
  transportPublicKey: Uint8Array,
): Uint8Array {
  const transport = transportPoint(transportPublicKey);
  const secret = keyOf(keyName, canisterId, context);
  const message = concatBytes(publicKeyOf(secret), input);
  const signature = G1.fromAffine(
    bls12_381.G1.hashToCurve(message, { DST: domain.input }).toAffine(),
  ).multiply(secret);
  const drawn = concatBytes(withLength(Fr.toBytes(secret)), withLength(transportPublicKey), input);
  const random = hashToScalar(drawn, domain.encryption);
  return concatBytes(
    G1.BASE.multiply(random).toRawBytes(true),
    G2.BASE.multiply(random).toRawBytes(true),
    transport.multiply(random).add(signature).toRawBytes(true),
  );
}
