import { utf8 } from '../crypto/bytes.ts';
import { checkCanisterSignature } from '../crypto/canister-signature.ts';
import type { CanisterSignatureCheck } from '../crypto/signature.ts';
import { verifyCertificate } from './certificate.ts';
import { asHashTree, digest, lookupLeaf } from './hash-tree.ts';

/** Check of canister signatures under a root key (interface spec, "Canister signatures"). */
export const canisterSignatureCheck =
  (rootKeyDer: Uint8Array): CanisterSignatureCheck =>
  (message, signature, publicKey) =>
    checkCanisterSignature(
      message,
      signature,
      publicKey,
      (certificate, canisterId) => certifiedData(certificate, rootKeyDer, canisterId),
      {
        digest: (tree) => digest(asHashTree(tree)),
        lookup: (tree, path) => lookupLeaf(asHashTree(tree), path),
      },
    );

/** A canister's certified data as a verified certificate shows it; throws when it shows none. */
export function certifiedData(
  certificate: Uint8Array,
  rootKeyDer: Uint8Array,
  canisterId: Uint8Array,
): Uint8Array {
  const tree = verifyCertificate(certificate, rootKeyDer, canisterId);
  const data = lookupLeaf(tree, [utf8('canister'), canisterId, utf8('certified_data')]);
  if (!data) throw new Error('the certificate does not show the certified data of this canister');
  return data;
}
