/** Transactions: what has to be signed (BIP-143, BIP-341), and the signed bytes (BIP-144). */
import { secp256k1 } from '@noble/curves/secp256k1';
import { OutScript, RawTx, SigHash, Transaction } from '@scure/btc-signer';
import type { PublicKeys, Wallet } from './addresses.ts';
import type { InputKind } from './fees.ts';
import type { Coin, Output } from './selection.ts';

/** Says that a payment may be replaced by one with a higher fee (BIP-125). */
const SEQUENCE = 0xfffffffd;
const VERSION = 2;

export type Unsigned = {
  inputs: Pick<Coin, 'txid' | 'vout' | 'value' | 'kind'>[];
  outputs: Output[];
};

const reversed = (bytes: Uint8Array) => Uint8Array.from(bytes).reverse();

/** The hash that each input's key signs, in order. */
export function hashesToSign({ inputs, outputs }: Unsigned, wallet: Wallet): Uint8Array[] {
  const tx = new Transaction({ version: VERSION });
  for (const { txid, vout, value, kind } of inputs) {
    const witnessUtxo = { script: wallet[kind].script, amount: value };
    tx.addInput({ txid: reversed(txid), index: vout, sequence: SEQUENCE, witnessUtxo });
  }
  for (const { script, amount } of outputs) tx.addOutput({ script, amount });
  const scripts = inputs.map(({ kind }) => wallet[kind].script);
  const amounts = inputs.map(({ value }) => value);
  return inputs.map(({ kind, value }, i) =>
    kind === 'p2tr'
      ? tx.preimageWitnessV1(i, scripts, SigHash.DEFAULT, amounts)
      : tx.preimageWitnessV0(i, scriptCodeOf(wallet.p2wpkh.script), SigHash.ALL, value),
  );
}

/** BIP-143: a P2WPKH program signs as the P2PKH script of its hash. */
const scriptCodeOf = (script: Uint8Array): Uint8Array =>
  OutScript.encode({ type: 'pkh', hash: script.slice(2) });

/** The signed transaction; signatures are 64 bytes each, as the subnet gives them. */
export function signedBytes(
  { inputs, outputs }: Unsigned,
  signatures: readonly Uint8Array[],
  keys: PublicKeys,
): Uint8Array {
  return RawTx.encode({
    version: VERSION,
    segwitFlag: true,
    inputs: inputs.map(({ txid, vout }) => ({
      txid: reversed(txid),
      index: vout,
      finalScriptSig: new Uint8Array(),
      sequence: SEQUENCE,
    })),
    outputs: outputs.map(({ script, amount }) => ({ script, amount })),
    witnesses: inputs.map(({ kind }, i) => witnessOf(kind, signatures[i] as Uint8Array, keys)),
    lockTime: 0,
  });
}

function witnessOf(kind: InputKind, signature: Uint8Array, keys: PublicKeys): Uint8Array[] {
  if (kind === 'p2tr') return [signature];
  // BIP-62: of the two valid signatures only the low one is relayed.
  const der = secp256k1.Signature.fromCompact(signature).normalizeS().toDERRawBytes();
  return [Uint8Array.of(...der, SigHash.ALL), keys.ecdsa];
}

/** The id of a transaction, as people write it. */
export const transactionId = (raw: Uint8Array): string =>
  Transaction.fromRaw(raw, { allowUnknownOutputs: true }).id;
