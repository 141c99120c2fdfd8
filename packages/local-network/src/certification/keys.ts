import { createPrivateKey, createPublicKey, hash, type KeyObject, sign } from 'node:crypto';
import { blsKeyToDer, blsPublicKey, blsSecretKey } from '../crypto/bls.ts';
import { concat, sha256, utf8 } from '../crypto/bytes.ts';
import { ed25519SeedToPkcs8 } from '../crypto/der.ts';
import { selfAuthenticating } from '../crypto/principal.ts';

/** Key of one node; nodes sign query responses (interface spec, "Query call"). */
export type NodeKey = {
  nodeId: Uint8Array;
  publicKeyDer: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
};
export type SubnetKey = {
  secretKey: Uint8Array;
  publicKeyDer: Uint8Array;
  /** The id that belongs to this key: subnets are named by their public key. */
  subnetId: Uint8Array;
};

/**
 * Threshold key of the subnet at a position of the topology, derived from the network's seed.
 * Whoever lays out the topology takes the subnet's id from here: clients compute the id of the
 * root subnet from the root key.
 */
export function deriveSubnetKey(seed: string, index: number): SubnetKey {
  const material = hash('sha512', `${seed}/subnet/${index}/threshold key`, 'buffer');
  const secretKey = blsSecretKey(material);
  const publicKeyDer = blsKeyToDer(blsPublicKey(secretKey));
  return { secretKey, publicKeyDer, subnetId: selfAuthenticating(publicKeyDer) };
}

/** Ed25519 key of one node of a subnet, derived from the network's seed. */
export function deriveNodeKey(seed: string, subnetId: Uint8Array, index: number): NodeKey {
  const keySeed = sha256(concat(utf8(`${seed}/node/${index}/`), subnetId));
  const privateKey: KeyObject = createPrivateKey({
    key: Buffer.from(ed25519SeedToPkcs8(keySeed)),
    format: 'der',
    type: 'pkcs8',
  });
  const der = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const publicKeyDer = new Uint8Array(der);
  return {
    nodeId: selfAuthenticating(publicKeyDer),
    publicKeyDer,
    sign: (message) => new Uint8Array(sign(null, message, privateKey)),
  };
}
