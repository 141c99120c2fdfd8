/** Blocks and transactions of Bitcoin as they are on the wire (BIP-144 for witnesses). */
import { concat, equalBytes, toHex } from '../crypto/bytes.ts';
import { BitcoinReader, countBytes, doubleSha256 } from './wire.ts';

export const HEADER_BYTES = 80;

export type Header = {
  hash: string;
  raw: Uint8Array;
  previous: string;
  merkleRoot: Uint8Array;
  time: number;
  target: bigint;
};
export type Output = { value: bigint; script: Uint8Array };
export type Transaction = {
  /** Hash without witnesses, as bytes in the order of the wire. */
  id: Uint8Array;
  /** `txid:vout` of what is spent; empty for a coinbase. */
  inputs: string[];
  outputs: Output[];
  /** Weight divided by four, rounded up (BIP-141). */
  virtualBytes: number;
};
export type Block = { header: Header; transactions: Transaction[] };

/** How an output is named in the index. */
export const outpoint = (txid: Uint8Array, vout: number): string => `${toHex(txid)}:${vout}`;

/** Reads a header of 80 bytes. */
export function parseHeader(raw: Uint8Array): Header {
  const reader = new BitcoinReader(raw);
  reader.u32();
  const previous = toHex(reader.bytes(32));
  const merkleRoot = reader.bytes(32);
  const time = reader.u32();
  const target = targetOf(reader.u32());
  return { hash: toHex(doubleSha256(raw)), raw, previous, merkleRoot, time, target };
}

/** The number a hash must not be above, out of its compact form. */
export function targetOf(bits: number): bigint {
  const size = bits >>> 24;
  const mantissa = BigInt(bits & 0x7fffff);
  return size <= 3 ? mantissa >> BigInt(8 * (3 - size)) : mantissa << BigInt(8 * (size - 3));
}

/** A hash as the number that the target bounds. */
export function numberOf(hash: string): bigint {
  const bytes = hash.match(/../g) ?? [];
  return BigInt(`0x${bytes.reverse().join('')}`);
}

const NULL_ID = '00'.repeat(32);

/** Reads a transaction with or without witnesses; throws when it is cut or followed by something. */
export function parseTransaction(raw: Uint8Array): Transaction {
  const reader = new BitcoinReader(raw);
  const transaction = readTransaction(reader);
  if (reader.left > 0) throw new RangeError('something follows the transaction');
  return transaction;
}

function readTransaction(reader: BitcoinReader): Transaction {
  const start = reader.at;
  const version = reader.bytes(4);
  const segwit = reader.u8() === 0;
  if (segwit) {
    if (reader.u8() !== 1) throw new RangeError('an unknown transaction format');
  } else reader.at -= 1;
  const bodyStart = reader.at;
  const inputs = reader.list(() => readInput(reader));
  const outputs = reader.list(() => ({ value: reader.u64(), script: reader.blob() }));
  const body = reader.since(bodyStart);
  if (inputs.length === 0 || outputs.length === 0) throw new RangeError('a transaction of nothing');
  if (segwit) for (const _ of inputs) reader.list(() => reader.blob());
  const lockTime = reader.bytes(4);
  const stripped = concat(version, body, lockTime);
  const weight = stripped.length * 3 + (reader.at - start);
  return {
    id: doubleSha256(stripped),
    inputs: inputs.filter((input) => !input.startsWith(NULL_ID)),
    outputs,
    virtualBytes: Math.ceil(weight / 4),
  };
}

function readInput(reader: BitcoinReader): string {
  const txid = reader.bytes(32);
  const vout = reader.u32();
  reader.blob();
  reader.u32();
  return outpoint(txid, vout);
}

/** Reads a block; throws when its proof of work or its list of transactions does not hold. */
export function parseBlock(raw: Uint8Array): Block {
  const header = parseHeader(raw.slice(0, HEADER_BYTES));
  if (numberOf(header.hash) > header.target) throw new RangeError('a block without proof of work');
  const reader = new BitcoinReader(raw);
  reader.bytes(HEADER_BYTES);
  const transactions = reader.list(() => readTransaction(reader));
  if (reader.left > 0) throw new RangeError('something follows the block');
  const root = merkleRootOf(transactions.map(({ id }) => id));
  if (!equalBytes(root, header.merkleRoot)) throw new RangeError('a block of other transactions');
  return { header, transactions };
}

function merkleRootOf(ids: Uint8Array[]): Uint8Array {
  let level = ids;
  while (level.length > 1) {
    const pairs = Array.from({ length: Math.ceil(level.length / 2) }, (_, i) => i * 2);
    level = pairs.map((i) => doubleSha256(concat(level[i]!, level[i + 1] ?? level[i]!)));
  }
  return level[0] ?? new Uint8Array(32);
}

/** A list on the wire: its length, then its parts. */
export const listBytes = (parts: Uint8Array[]): Uint8Array =>
  concat(countBytes(parts.length), ...parts);
