/**
 * An ordered set of fixed-length byte strings in a raw map: what Azle's `StableBTreeMap` lacks is a
 * seek. One node is one row; a scan costs the same anywhere in the set.
 */
import {
  childOf,
  compare,
  concat,
  hasKeyAt,
  lowerBound,
  type Node,
  nodeOf,
  offsetOf,
  readU32,
  rowOf,
  u32,
  upperBound,
  withBytes,
} from './b-plus-tree-node.ts';
import type { RawMap } from './memory-map.ts';

const ENTRIES_MAX = 64;
/** A node with fewer entries is joined with a neighbour when both fit in one. */
const ENTRIES_FEW = 16;
// Shorter than a node number, so it never collides with a node.
const HEAD_KEY = Uint8Array.of(0);

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
    return hasKeyAt(node, lowerBound(node, key), key);
  }

  /** False when the key was there already. */
  insert(key: Uint8Array): boolean {
    if (key.length !== this.keyLength) throw new RangeError('key of another length');
    const path = this.pathTo(key);
    const { node } = path.at(-1)!;
    const at = lowerBound(node, key);
    if (hasKeyAt(node, at, key)) return false;
    this.addEntry(path, path.length - 1, at, key);
    this.writeHead({ ...this.readHead(), size: this.size + 1 });
    return true;
  }

  /** False when there was no such key. */
  remove(key: Uint8Array): boolean {
    const path = this.pathTo(key);
    const { node } = path.at(-1)!;
    const at = lowerBound(node, key);
    if (!hasKeyAt(node, at, key)) return false;
    this.dropEntry(path, path.length - 1, at);
    this.writeHead({ ...this.readHead(), size: this.size - 1 });
    return true;
  }

  /** Keys in order; cost grows with `limit` and the depth only. */
  scan({ prefix = new Uint8Array(), after, limit, reverse = false }: Scan): Uint8Array[] {
    const [first, last] = reverse ? [0xff, 0] : [0, 0xff];
    const start = this.edgeOf(prefix, first);
    const end = this.edgeOf(prefix, last);
    const order = after === undefined ? -1 : compare(after, 0, start) * (reverse ? -1 : 1);
    const from = after !== undefined && order >= 0 ? after : start;
    const path = this.pathTo(from);
    const leaf = path.at(-1)!;
    // Behind a cursor the cursor itself is left out; at an edge the edge is part of the range.
    const above = (from === after) !== reverse;
    const bound = above ? upperBound(leaf.node, from) : lowerBound(leaf.node, from);
    leaf.index = reverse ? bound - 1 : bound;
    const keys: Uint8Array[] = [];
    while (keys.length < limit && this.settle(path, reverse)) {
      if (!this.takeFromLeaf(path.at(-1)!, end, limit, reverse, keys)) break;
    }
    return keys;
  }

  private edgeOf(prefix: Uint8Array, filling: number): Uint8Array {
    const edge = new Uint8Array(this.keyLength).fill(filling);
    edge.set(prefix);
    return edge;
  }

  /** Adds a leaf's keys up to `end`; false when the range ends in this leaf. */
  private takeFromLeaf(
    step: Step,
    end: Uint8Array,
    limit: number,
    reverse: boolean,
    keys: Uint8Array[],
  ): boolean {
    const { node } = step;
    const stop = reverse ? lowerBound(node, end) - 1 : upperBound(node, end);
    const by = reverse ? -1 : 1;
    for (; step.index !== stop && keys.length < limit; step.index += by) {
      // Past the end already: the range is empty from here on.
      if (reverse ? step.index < stop : step.index > stop) return false;
      const at = offsetOf(node, step.index);
      keys.push(node.bytes.slice(at, at + this.keyLength));
    }
    return stop === (reverse ? -1 : node.count);
  }

  /** Moves on to the neighbouring leaf when the last step has run off its node. */
  private settle(path: Step[], reverse: boolean): boolean {
    while (path.length > 0) {
      const { node, index } = path.at(-1)!;
      if (index >= 0 && index < node.count) {
        if (!node.inner) return true;
        const child = this.readNode(childOf(node, index));
        path.push({ node: child, index: reverse ? child.count - 1 : 0 });
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
      const index = upperBound(node, key) - 1;
      path.push({ node, index });
      id = childOf(node, index);
    }
  }

  private addEntry(path: Step[], depth: number, at: number, added: Uint8Array): void {
    const { node } = path[depth];
    const cut = offsetOf(node, at);
    const bytes = concat(node.bytes.subarray(0, cut), added, node.bytes.subarray(cut));
    const grown = withBytes(node, bytes);
    if (grown.count <= ENTRIES_MAX) this.writeNode(grown);
    else this.splitNode(path, depth, grown);
  }

  private splitNode(path: Step[], depth: number, grown: Node): void {
    const middle = offsetOf(grown, grown.count >> 1);
    const right = this.newNode(grown.inner, grown.bytes.subarray(middle));
    this.writeNode(withBytes(grown, grown.bytes.slice(0, middle)));
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
    const left = node.bytes.subarray(0, offsetOf(node, at));
    const rest = withBytes(node, concat(left, node.bytes.subarray(offsetOf(node, at + 1))));
    if (depth === 0) this.writeRoot(rest);
    else if (rest.count === 0) {
      this.map.remove(u32(node.id));
      this.dropEntry(path, depth - 1, path[depth - 1].index);
    } else {
      this.writeNode(rest);
      if (rest.count < ENTRIES_FEW) this.joinNeighbour(path, depth, rest);
    }
  }

  private writeRoot(root: Node): void {
    if (!root.inner || root.count > 1) {
      this.writeNode(root);
      return;
    }
    this.map.remove(u32(root.id));
    this.writeHead({ ...this.readHead(), root: childOf(root, 0) });
  }

  private joinNeighbour(path: Step[], depth: number, node: Node): void {
    const { node: parent, index } = path[depth - 1];
    if (parent.count < 2) return;
    const rightIndex = index === 0 ? 1 : index;
    const left = index === 0 ? node : this.readNode(childOf(parent, index - 1));
    const right = index === 0 ? this.readNode(childOf(parent, 1)) : node;
    if (left.count + right.count > ENTRIES_MAX) return;
    const moved = right.bytes.slice(1);
    // The right node's first bound was never compared; the parent knows the true one.
    const bound = offsetOf(parent, rightIndex);
    if (right.inner) moved.set(parent.bytes.subarray(bound, bound + this.keyLength));
    this.writeNode(withBytes(left, concat(left.bytes, moved)));
    this.map.remove(u32(right.id));
    this.dropEntry(path, depth - 1, rightIndex);
  }

  private readNode(id: number): Node {
    return nodeOf(id, this.keyLength, this.map.get(u32(id)));
  }
  private writeNode(node: Node): void {
    this.map.insert(u32(node.id), node.bytes);
  }
  private newNode(inner: boolean, entries: Uint8Array): Node {
    const head = this.readHead();
    const node = nodeOf(head.next, this.keyLength, rowOf(inner, entries));
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
