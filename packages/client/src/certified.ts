/** Certified values of canisters, checked against nothing but the root key (docs/certified-data.md). */
import { Cbor, Certificate, type HashTree, LookupPathStatus, reconstruct } from '@dfinity/agent';
import type { Principal } from '@dfinity/principal';
import { same, valueAt } from './hash-tree.ts';

/** What a canister gives in a query: the subnet's signature, and the way from it to the values. */
export type Proof = { certificate: Uint8Array | number[]; witness: Uint8Array | number[] };
export type Trust = {
  canisterId: Principal;
  rootKey: Uint8Array;
  /** Also accepts proofs older than five minutes: age is then told, not judged. */
  anyAge?: boolean;
};
/** `undefined`: it is proven that there is no such value. */
export type CertifiedValue = { value: Uint8Array | undefined; certifiedAt: Date };

/** A proof that was checked: any number of values can be read from it. */
export type CheckedProof = {
  /** `undefined`: it is proven that there is none; throws when the proof does not tell. */
  valueAt(path: readonly (string | Uint8Array)[]): Uint8Array | undefined;
  certifiedAt: Date;
};

/** Checks a proof once; throws, in words, when it proves nothing. */
export async function checkedProof(
  { certificate, witness }: Proof,
  { canisterId, rootKey, anyAge = false }: Trust,
): Promise<CheckedProof> {
  const signed = await Certificate.create({
    certificate: Uint8Array.from(certificate),
    rootKey,
    canisterId,
    disableTimeVerification: anyAge,
  });
  const data = signed.lookup_path(['canister', canisterId.toUint8Array(), 'certified_data']);
  const time = signed.lookup_path(['time']);
  const tree = decoded(witness);
  if (
    tree === undefined ||
    data.status !== LookupPathStatus.Found ||
    time.status !== LookupPathStatus.Found ||
    !same(data.value, await reconstruct(tree))
  ) {
    throw new Error('The witness does not belong to what the subnet certified.');
  }
  const certifiedAt = new Date(Number(leb128(time.value) / 1_000_000n));
  return { valueAt: (path) => valueAt(tree, path.map(bytesOf)), certifiedAt };
}

/** The value at a path; throws, in words, when the proof does not prove it. */
export async function certifiedValue(
  proof: Proof,
  path: readonly (string | Uint8Array)[],
  trust: Trust,
): Promise<CertifiedValue> {
  const checked = await checkedProof(proof, trust);
  return { value: checked.valueAt(path), certifiedAt: checked.certifiedAt };
}

function decoded(witness: ArrayLike<number>): HashTree | undefined {
  try {
    return Cbor.decode<HashTree>(Uint8Array.from(witness));
  } catch {
    return undefined;
  }
}

const bytesOf = (label: string | Uint8Array) =>
  typeof label === 'string' ? new TextEncoder().encode(label) : label;

const leb128 = (bytes: Uint8Array): bigint =>
  bytes.reduce((sum, byte, i) => sum | (BigInt(byte & 0x7f) << BigInt(7 * i)), 0n);
