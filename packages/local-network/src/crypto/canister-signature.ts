import { concat, equalBytes, fromHex, sha256, utf8 } from './bytes.ts';
import { decodeCbor, field } from './cbor.ts';

/** What the check needs from certification: the verified certified data of a canister. */
export type CertifiedDataReader = (certificate: Uint8Array, canisterId: Uint8Array) => Uint8Array;
export type TreeReader = {
  digest(tree: unknown): Uint8Array;
  lookup(tree: unknown, path: readonly Uint8Array[]): Uint8Array | undefined;
};

/**
 * Verifies a canister signature (interface spec, "Canister signatures"): the certificate proves
 * the canister's certified data, which is the root of a tree with the leaf
 * `sig / SHA-256(seed) / SHA-256(message)`. `publicKey` is the content of the DER bit string:
 * length of the canister id, canister id, seed. Returns the reason of a failure.
 */
export function checkCanisterSignature(
  message: Uint8Array,
  signature: Uint8Array,
  publicKey: Uint8Array,
  certifiedData: CertifiedDataReader,
  trees: TreeReader,
): string | undefined {
  try {
    const idLength = publicKey[0] ?? 0;
    if (publicKey.length < 1 + idLength) return 'malformed public key';
    const canisterId = publicKey.slice(1, 1 + idLength);
    const seed = publicKey.slice(1 + idLength);
    const decoded = decodeCbor(signature);
    const certificate = field(decoded, 'certificate');
    const tree = field(decoded, 'tree');
    if (!(certificate instanceof Uint8Array)) return 'malformed signature';
    const root = certifiedData(certificate, canisterId);
    if (!equalBytes(root, trees.digest(tree)))
      return 'the signature tree is not what the canister certified';
    const leaf = trees.lookup(tree, [utf8('sig'), sha256(seed), sha256(message)]);
    return leaf ? undefined : 'the canister did not sign this message';
  } catch (error) {
    return (error as Error).message;
  }
}

/** DER public key of a canister signature (interface spec, "Canister signatures"). */
export function canisterSignatureKey(canisterId: Uint8Array, seed: Uint8Array): Uint8Array {
  const algorithm = fromHex('300c060a2b0601040183b8430102');
  const bits = concat(Uint8Array.of(0, canisterId.length), canisterId, seed);
  return der(0x30, concat(algorithm, der(0x03, bits)));
}

const der = (tag: number, content: Uint8Array): Uint8Array =>
  concat(Uint8Array.of(tag, content.length), content);
