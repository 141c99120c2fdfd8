/**
 * An ordered set of fixed-length byte strings in a raw map: what Azle's `StableBTreeMap` lacks is a
 * seek. One node is one row; a scan costs the same anywhere in the set.
 *
 * A node is a kind byte followed by its entries. A leaf's entry is a key; an inner node's entry is
 * a lower bound followed by the child's number. The first lower bound of an inner node is never
 * compared: it stands for "everything below the second".
 */
import type { RawMap } from './memory-map.ts';

const ENTRIES_MAX = 64;
/** A node with fewer entries is joined with a neighbour when both fit in one. */
const ENTRIES_FEW = 16;
const CHILD_BYTES = 4;
const LEAF = 0;
const INNER = 1;
// Shorter than a node number, so it never collides with a node.
const HEAD_KEY = Uint8Array.of(0);

type Node = { id: number; inner: boolean; width: number; bytes: Uint8Array };
type Step = { node: Node; index: number };
type Head = { root: number; next: number; size: number };

export type Scan = {
  /** Only keys that start with these bytes. */
  prefix?: Uint8Array;
  /** Only keys behind this one, in the direction of the scan. */
  after?: Uint8Array;
  limit: number;
  /** From the greatest key down. */
  reverse?: boolean;
};

export class BPlusTree {
  private head: Head | undefined;
  constructor(
    private readonly map: RawMap,
    private readonly keyLength: number,
  ) {}

  /** Number of keys. */
  get size(): number {
    return this.readHead().size;
  }

  has(key: Uint8Array): boolean {
    const { node } = this.pathTo(key).at(-1)!;
    const at = lowerBound(node, this.keyLength, key);
    return at < count(node) && compare(node.bytes, offset(node, at), key) === 0;
  }

  /** False when the key was there already. */
  insert(key: Uint8Array): boolean {
    if (key.length !== this.keyLength) throw new RangeError('key of another length');
    const path = this.pathTo(key);
    const leaf = path.at(-1)!.node;
    const at = lowerBound(leaf, this.keyLength, key);
    if (at < count(leaf) && compare(leaf.bytes, offset(leaf, at), key) === 0) return false;
    this.addEntry(path, path.length - 1, at, key);
    this.writeHead({ ...this.readHead(), size: this.size + 1 });
    return true;
  }

  /** False when there was no such key. */
  remove(key: Uint8Array): boolean {
    const path = this.pathTo(key);
    const leaf = path.at(-1)!.node;
    const at = lowerBound(leaf, this.keyLength, key);
    if (at >= count(leaf) || compare(leaf.bytes, offset(leaf, at), key) !== 0) return false;
    this.dropEntry(path, path.length - 1, at);
    this.writeHead({ ...this.readHead(), size: this.size - 1 });
    return true;
  }

  /** Keys in order; cost grows with `limit` and the depth only. */
  scan({ prefix = new Uint8Array(), after, limit, reverse = false }: Scan): Uint8Array[] {
    const keys: Uint8Array[] = [];
    const edge = new Uint8Array(this.keyLength).fill(reverse ? 0xff : 0);
    edge.set(prefix);
    const beyond = after !== undefined && compare(after, 0, edge) > 0 !== reverse;
    const path = this.pathTo(beyond ? after : edge);
    const { node } = path.at(-1)!;
    const from = beyond ? after : edge;
    path.at(-1)!.index = reverse
      ? upperBound(node, this.keyLength, from) - 1
      : lowerBound(node, this.keyLength, from);
    while (keys.length < limit && this.settle(path, reverse)) {
      const step = path.at(-1)!;
      const key = entry(step.node, step.index).slice(0, this.keyLength);
      step.index += reverse ? -1 : 1;
      if (!startsWith(key, prefix)) break;
      if (after !== undefined && compare(key, 0, after) === 0) continue;
      keys.push(key);
    }
    return keys;
  }

  /** Moves on to the neighbouring leaf when the last step has run off its node. */
  private settle(path: Step[], reverse: boolean): boolean {
    while (path.length > 0) {
      const { node, index } = path.at(-1)!;
      if (index >= 0 && index < count(node)) {
        if (!node.inner) return true;
        const child = this.readNode(childOf(node, index));
        path.push({ node: child, index: reverse ? count(child) - 1 : 0 });
      } else {
        path.pop();
        if (path.length > 0) path.at(-1)!.index += reverse ? -1 : 1;
      }
    }
    return false;
  }

  private pathTo(key: Uint8Array): Step[] {
    const path: Step[] = [];
    for (let id = this.readHead().root; ; ) {
      const node = this.readNode(id);
      if (!node.inner) {
        path.push({ node, index: 0 });
        return path;
      }
      const index = Math.max(0, upperBound(node, this.keyLength, key) - 1);
      path.push({ node, index });
      id = childOf(node, index);
    }
  }

  private addEntry(path: Step[], depth: number, at: number, added: Uint8Array): void {
    const { node } = path[depth];
    const cut = offset(node, at);
    const bytes = concat(node.bytes.subarray(0, cut), added, node.bytes.subarray(cut));
    const grown = { ...node, bytes };
    if (count(grown) <= ENTRIES_MAX) this.writeNode(grown);
    else this.splitNode(path, depth, grown);
  }

  private splitNode(path: Step[], depth: number, grown: Node): void {
    const middle = offset(grown, count(grown) >> 1);
    const right = this.newNode(grown.inner, grown.bytes.subarray(middle));
    this.writeNode({ ...grown, bytes: grown.bytes.slice(0, middle) });
    const bound = concat(right.bytes.slice(1, 1 + this.keyLength), u32(right.id));
    if (depth > 0) {
      this.addEntry(path, depth - 1, path[depth - 1].index + 1, bound);
      return;
    }
    const least = concat(new Uint8Array(this.keyLength), u32(grown.id));
    const root = this.newNode(true, concat(least, bound));
    this.writeHead({ ...this.readHead(), root: root.id });
  }

  private dropEntry(path: Step[], depth: number, at: number): void {
    const { node } = path[depth];
    const rest = {
      ...node,
      bytes: concat(
        node.bytes.subarray(0, offset(node, at)),
        node.bytes.subarray(offset(node, at + 1)),
      ),
    };
    if (depth === 0) this.writeRoot(rest);
    else if (count(rest) === 0) {
      this.map.remove(u32(node.id));
      this.dropEntry(path, depth - 1, path[depth - 1].index);
    } else {
      this.writeNode(rest);
      if (count(rest) < ENTRIES_FEW) this.joinNeighbour(path, depth, rest);
    }
  }

  private writeRoot(root: Node): void {
    if (!root.inner || count(root) > 1) {
      this.writeNode(root);
      return;
    }
    this.map.remove(u32(root.id));
    this.writeHead({ ...this.readHead(), root: childOf(root, 0) });
  }

  private joinNeighbour(path: Step[], depth: number, node: Node): void {
    const { node: parent, index } = path[depth - 1];
    if (count(parent) < 2) return;
    const rightIndex = index === 0 ? 1 : index;
    const left = index === 0 ? node : this.readNode(childOf(parent, index - 1));
    const right = index === 0 ? this.readNode(childOf(parent, 1)) : node;
    if (count(left) + count(right) > ENTRIES_MAX) return;
    const moved = right.bytes.slice(1);
    // The right node's first bound was never compared; the parent knows the true one.
    if (right.inner) moved.set(entry(parent, rightIndex).subarray(0, this.keyLength));
    this.writeNode({ ...left, bytes: concat(left.bytes, moved) });
    this.map.remove(u32(right.id));
    this.dropEntry(path, depth - 1, rightIndex);
  }

  private readNode(id: number): Node {
    const bytes = this.map.get(u32(id)) ?? Uint8Array.of(LEAF);
    const inner = bytes[0] === INNER;
    return { id, inner, width: this.keyLength + (inner ? CHILD_BYTES : 0), bytes };
  }
  private writeNode(node: Node): void {
    this.map.insert(u32(node.id), node.bytes);
  }
  private newNode(inner: boolean, entries: Uint8Array): Node {
    const head = this.readHead();
    const width = this.keyLength + (inner ? CHILD_BYTES : 0);
    const bytes = concat(Uint8Array.of(inner ? INNER : LEAF), entries);
    const node = { id: head.next, inner, width, bytes };
    this.writeNode(node);
    this.writeHead({ ...head, next: head.next + 1 });
    return node;
  }

  // The copy on the heap cannot go stale: a trap rolls heap and stable memory back together.
  private readHead(): Head {
    if (this.head === undefined) {
      const row = this.map.get(HEAD_KEY);
      this.head =
        row === undefined
          ? { root: 0, next: 1, size: 0 }
          : { root: readU32(row, 0), next: readU32(row, 4), size: readU32(row, 8) };
    }
    return this.head;
  }
  private writeHead(head: Head): void {
    this.head = head;
    this.map.insert(HEAD_KEY, concat(u32(head.root), u32(head.next), u32(head.size)));
  }
}

const count = (node: Node) => (node.bytes.length - 1) / node.width;
const offset = (node: Node, index: number) => 1 + index * node.width;
const entry = (node: Node, index: number) =>
  node.bytes.subarray(offset(node, index), offset(node, index + 1));
const childOf = (node: Node, index: number) =>
  readU32(node.bytes, offset(node, index + 1) - CHILD_BYTES);

/** Compares the key at `at` in `bytes` with `key`. */
function compare(bytes: Uint8Array, at: number, key: Uint8Array): number {
  for (let i = 0; i < key.length; i++) {
    const difference = bytes[at + i] - key[i];
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Index of the first entry that is not below `key`. */
function lowerBound(node: Node, keyLength: number, key: Uint8Array): number {
  let low = 0;
  let high = count(node);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(node.bytes, offset(node, middle), key.subarray(0, keyLength)) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the first entry above `key`. The first bound of an inner node counts as below. */
function upperBound(node: Node, keyLength: number, key: Uint8Array): number {
  let low = node.inner ? 1 : 0;
  let high = count(node);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(node.bytes, offset(node, middle), key.subarray(0, keyLength)) <= 0) {
      low = middle + 1;
    } else high = middle;
  }
  return low;
}

function startsWith(key: Uint8Array, prefix: Uint8Array): boolean {
  for (let i = 0; i < prefix.length; i++) if (key[i] !== prefix[i]) return false;
  return true;
}
function concat(...pieces: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
function u32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
}
function readU32(bytes: Uint8Array, at: number): number {
  return ((bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3]) >>> 0;
}
