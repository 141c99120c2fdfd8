/**
 * A node is a kind byte followed by its entries. A leaf's entry is a key; an inner node's entry is
 * a lower bound followed by the child's number. The first lower bound of an inner node is never
 * compared: it stands for "everything below the second".
 */

const CHILD_BYTES = 4;
const LEAF = 0;
const INNER = 1;

export type Node = {
  id: number;
  inner: boolean;
  /** Bytes of one entry, and the number of entries. */
  width: number;
  count: number;
  bytes: Uint8Array;
};

/** A node from its row; a missing row is an empty leaf. */
export function nodeOf(id: number, keyLength: number, row: Uint8Array | undefined): Node {
  const bytes = row ?? Uint8Array.of(LEAF);
  const inner = bytes[0] === INNER;
  const width = keyLength + (inner ? CHILD_BYTES : 0);
  return { id, inner, width, count: (bytes.length - 1) / width, bytes };
}

/** The row of a new node. */
export const rowOf = (inner: boolean, entries: Uint8Array): Uint8Array =>
  concat(Uint8Array.of(inner ? INNER : LEAF), entries);

export const withBytes = (node: Node, bytes: Uint8Array): Node => ({
  ...node,
  bytes,
  count: (bytes.length - 1) / node.width,
});

export const offsetOf = (node: Node, index: number): number => 1 + index * node.width;

export const childOf = (node: Node, index: number): number =>
  readU32(node.bytes, offsetOf(node, index + 1) - CHILD_BYTES);

export const hasKeyAt = (node: Node, index: number, key: Uint8Array): boolean =>
  index < node.count && compare(node.bytes, offsetOf(node, index), key) === 0;

/** Compares the key at `at` in `bytes` with `key`. */
export function compare(bytes: Uint8Array, at: number, key: Uint8Array): number {
  const { length } = key;
  for (let i = 0; i < length; i++) {
    const difference = bytes[at + i] - key[i];
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Index of the first key of a leaf that is not below `key`. */
export function lowerBound({ bytes, width, count }: Node, key: Uint8Array): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(bytes, 1 + middle * width, key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the first entry above `key`. The first bound of an inner node counts as below. */
export function upperBound({ bytes, width, count, inner }: Node, key: Uint8Array): number {
  let low = inner ? 1 : 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(bytes, 1 + middle * width, key) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function concat(...pieces: Uint8Array[]): Uint8Array {
  let length = 0;
  for (const piece of pieces) length += piece.length;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

export const u32 = (value: number): Uint8Array =>
  Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);

export const readU32 = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]) >>> 0;
