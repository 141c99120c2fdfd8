import { blsKeyFromDer, blsSign, blsVerify } from '../crypto/bls.ts';
import { compareBytes, concat, toHex, utf8 } from '../crypto/bytes.ts';
import { decodeCbor, encodeCbor, field } from '../crypto/cbor.ts';
import { domainSeparator } from '../crypto/request-id.ts';
import { asHashTree, children, digest, type HashTree, lookup, lookupLeaf } from './hash-tree.ts';

/** Proof by the root subnet that another subnet may certify (interface spec, "Delegation"). */
export type Delegation = { subnet_id: Uint8Array; certificate: Uint8Array };

const stateRootDomain = domainSeparator('ic-state-root');

/** Pairings take 17 ms each; delegations and hot certificates come again and again. */
const verified = new Set<string>();
const remember = (seen: string) => {
  if (verified.size > 10_000) verified.clear();
  verified.add(seen);
};
const nameOf = (rootHash: Uint8Array, signature: Uint8Array, blsKey: Uint8Array): string =>
  toHex(concat(rootHash, signature, blsKey));

/**
 * Signature of a subnet over the root hash of a tree (interface spec, "Certificate"). It is known
 * to be valid from then on, so that the gateway need not check what this process has signed.
 */
export function signRoot(
  rootHash: Uint8Array,
  secretKey: Uint8Array,
  keyDer: Uint8Array,
): Uint8Array {
  const signature = blsSign(concat(stateRootDomain, rootHash), secretKey);
  const blsKey = blsKeyFromDer(keyDer);
  if (blsKey) remember(nameOf(rootHash, signature, blsKey));
  return signature;
}

/** CBOR of a certificate as in certificates.cddl. */
export const encodeCertificate = (
  tree: HashTree,
  signature: Uint8Array,
  delegation: Delegation | undefined,
): Uint8Array => encodeCbor({ tree, signature, delegation });

/**
 * Verifies a certificate against a root key and returns its tree; throws with the reason
 * otherwise. With `canisterId`, a delegated certificate must come from the subnet that the root
 * says hosts this canister (interface spec, "Certificate", "Delegation").
 */
export function verifyCertificate(
  certificate: Uint8Array,
  rootKeyDer: Uint8Array,
  canisterId: Uint8Array | undefined,
  depth = 0,
): HashTree {
  const decoded = decodeCbor(certificate);
  const tree = asHashTree(field(decoded, 'tree'));
  const signature = field(decoded, 'signature');
  if (!(signature instanceof Uint8Array)) throw new Error('certificate without signature');
  const delegation = field(decoded, 'delegation');
  const key = delegation ? delegatedKey(delegation, rootKeyDer, canisterId, depth) : rootKeyDer;
  const blsKey = blsKeyFromDer(key);
  if (!blsKey) throw new Error('not a BLS public key');
  const rootHash = digest(tree);
  const name = nameOf(rootHash, signature, blsKey);
  if (!verified.has(name)) {
    if (!blsVerify(signature, concat(stateRootDomain, rootHash), blsKey))
      throw new Error('certificate signature is invalid');
    remember(name);
  }
  return tree;
}

function delegatedKey(
  delegation: unknown,
  rootKeyDer: Uint8Array,
  canisterId: Uint8Array | undefined,
  depth: number,
): Uint8Array {
  if (depth > 0) throw new Error('a delegation must be signed by the root subnet');
  const subnetId = field(delegation, 'subnet_id');
  const inner = field(delegation, 'certificate');
  if (!(subnetId instanceof Uint8Array && inner instanceof Uint8Array))
    throw new Error('malformed delegation');
  const tree = verifyCertificate(inner, rootKeyDer, undefined, depth + 1);
  if (canisterId && !hostsCanister(tree, subnetId, canisterId))
    throw new Error('the delegation does not cover this canister');
  const key = lookupLeaf(tree, [utf8('subnet'), subnetId, utf8('public_key')]);
  if (!key) throw new Error('the delegation names no subnet key');
  return key;
}

/** Whether a root certificate's tree gives the canister to the subnet, in either form of ranges. */
function hostsCanister(tree: HashTree, subnetId: Uint8Array, canisterId: Uint8Array): boolean {
  const flat = lookupLeaf(tree, [utf8('subnet'), subnetId, utf8('canister_ranges')]);
  if (flat) return inRanges(flat, canisterId);
  const sharded = lookup(tree, [utf8('canister_ranges'), subnetId]);
  if (sharded.kind !== 'found') return false;
  for (const [, shard] of children(sharded.tree))
    if (shard[0] === 3 && inRanges(shard[1], canisterId)) return true;
  return false;
}

function inRanges(cbor: Uint8Array, canisterId: Uint8Array): boolean {
  const ranges = decodeCbor(cbor) as [Uint8Array, Uint8Array][];
  return ranges.some(
    ([start, end]) => compareBytes(start, canisterId) <= 0 && compareBytes(canisterId, end) <= 0,
  );
}
