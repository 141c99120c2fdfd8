/** Payments of a chain's coin as EIP-1559 transactions: what is signed, and the signed bytes. */
import { secp256k1 } from '@noble/curves/secp256k1';
import { keccak_256 } from '@noble/hashes/sha3';
import { bytesOf, hexOf } from './address.ts';
import { type Rlp, rlp } from './rlp.ts';

/** EIP-2718: the first byte of such a transaction. */
const DYNAMIC_FEE = 2;
/** What every payment costs to somebody who is no contract. */
export const PAYMENT_GAS = 21_000n;

export type Unsigned = {
  chainId: bigint;
  nonce: bigint;
  maxPriorityFeePerGas: bigint;
  maxFeePerGas: bigint;
  gas: bigint;
  to: string;
  value: bigint;
};

const fieldsOf = (tx: Unsigned): Rlp[] => [
  ...[tx.chainId, tx.nonce, tx.maxPriorityFeePerGas, tx.maxFeePerGas, tx.gas],
  ...[bytesOf(tx.to), tx.value],
  // No data, no access list.
  ...[new Uint8Array(), []],
];
const typed = (fields: Rlp[]) => Uint8Array.of(DYNAMIC_FEE, ...rlp(fields));

/** The hash that the payer's key signs. */
export const hashToSign = (tx: Unsigned): Uint8Array => keccak_256(typed(fieldsOf(tx)));

/**
 * The signed transaction, from the 64 bytes that the subnet gives. Which of the two points of `r` is
 * meant is found by recovering the key; EIP-2 takes the low `s` only. Throws for another key's.
 */
export function signedBytes(
  tx: Unsigned,
  signature: Uint8Array,
  publicKey: Uint8Array,
): Uint8Array {
  const low = secp256k1.Signature.fromCompact(signature).normalizeS();
  const hash = hashToSign(tx);
  const key = hexOf(publicKey);
  for (const parity of [0, 1]) {
    const recovered = low.addRecoveryBit(parity).recoverPublicKey(hash);
    if (hexOf(recovered.toRawBytes(true)) !== key) continue;
    return typed([...fieldsOf(tx), BigInt(parity), low.r, low.s]);
  }
  throw new Error('this signature is not of this key');
}

/** The name of a signed transaction. */
export const transactionHash = (raw: Uint8Array): string => `0x${hexOf(keccak_256(raw))}`;
