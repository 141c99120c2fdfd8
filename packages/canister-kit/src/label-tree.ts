/**
 * Labelled values whose root hash can be certified (interface spec, "Certification"), in stable
 * memory: an upgrade finds them, hashes included. Labels of one level are a binary trie in the order
 * of their bytes, so that what is missing can be proven, and a change touches as many nodes as the
 * trie is deep: about the logarithm of the number of labels.
 */
import { binary } from '@qikcard/contracts';
import { cell } from './cell.ts';
import { forkHash, labelHash, leafHash, rootHash } from './certified-tree.ts';
import { u32Key } from './keys.ts';
import { bitOf, firstDifference, type LabelNode, type Node, nodeCodec } from './label-tree-node.ts';
import { prefixed, type RawMap } from './memory-map.ts';
import { table } from './table.ts';

export type Path = readonly Uint8Array[];
/** Stands for no node: ids start at 1. */
export const NO_NODE = 0;
const EMPTY_TREE = rootHash({ empty: true });

const headField = binary.struct({ root: binary.u32, lastId: binary.u32 });
const headCodec = binary.versioned(1, headField);
type Head = binary.ValueOf<typeof headField>;

export function createLabelTree(map: RawMap) {
  const head = cell(prefixed(map, 0), headCodec, { root: NO_NODE, lastId: NO_NODE });
  const rows = table(prefixed(map, 1), nodeCodec, u32Key);
  /** Changed since the last `rootHash`, which writes them once, hash included. */
  const changed = new Map<number, Node>();
  // Read with the first use: stable memory is not there yet while modules are loaded.
  let known: Head | undefined;
  const now = (): Head => {
    known ??= { ...head.get() };
    return known;
  };

  /** Read since then: a change walks the same way twice. */
  const seen = new Map<number, Node>();

  function read(id: number): Node {
    const known = changed.get(id) ?? seen.get(id);
    if (known !== undefined) return known;
    const node = rows.get(id) as Node;
    seen.set(id, node);
    return node;
  }

  function write(id: number, node: Node): number {
    changed.set(id, { ...node, hash: undefined });
    return id;
  }
  const create = (node: Node): number => write(++now().lastId, node);

  function drop(id: number): void {
    changed.delete(id);
    seen.delete(id);
    rows.remove(id);
  }

  /** The one label at this level that could be `label`. */
  function candidate(id: number, label: Uint8Array): LabelNode {
    let node = read(id);
    while (node.kind === 'fork') node = read(bitOf(label, node.bit) ? node.right : node.left);
    return node;
  }

  function find(id: number, label: Uint8Array): LabelNode | undefined {
    if (id === NO_NODE) return undefined;
    const found = candidate(id, label);
    return firstDifference(label, found.label) === undefined ? found : undefined;
  }

  const made = (path: Path, at: number, value: Uint8Array): number =>
    create(
      at === path.length - 1
        ? { kind: 'label', label: path[at], value, below: NO_NODE }
        : { kind: 'label', label: path[at], below: made(path, at + 1, value) },
    );

  /** Puts the value under the level `id`; gives the level's new root. */
  function put(id: number, path: Path, at: number, value: Uint8Array): number {
    if (id === NO_NODE) return made(path, at, value);
    const label = path[at];
    const bit = firstDifference(label, candidate(id, label).label);
    return insert(id, bit, label, (existing) => {
      if (existing === undefined) return made(path, at, value);
      const node = read(existing) as LabelNode;
      const isLast = at === path.length - 1;
      if (isLast !== (node.below === NO_NODE)) throw new RangeError('a value where labels are');
      const below = isLast ? NO_NODE : put(node.below, path, at + 1, value);
      return write(existing, isLast ? { ...node, value } : { ...node, below });
    });
  }

  /** Walks to where the label is, or to where its first different bit says that it belongs. */
  function insert(
    id: number,
    bit: number | undefined,
    label: Uint8Array,
    place: (existing: number | undefined) => number,
  ): number {
    const node = read(id);
    if (node.kind === 'fork' && (bit === undefined || node.bit < bit)) {
      const side = bitOf(label, node.bit) ? 'right' : 'left';
      return write(id, { ...node, [side]: insert(node[side], bit, label, place) });
    }
    if (bit === undefined) return place(id);
    const added = place(undefined);
    const [left, right] = bitOf(label, bit) ? [id, added] : [added, id];
    return create({ kind: 'fork', bit, left, right });
  }

  /** Removes everything under the path below the level `id`; gives the level's new root. */
  function cut(id: number, path: Path, at: number): number {
    const node = read(id);
    if (node.kind === 'fork') {
      const side = bitOf(path[at], node.bit) ? 'right' : 'left';
      const kept = cut(node[side], path, at);
      if (kept !== NO_NODE) return write(id, { ...node, [side]: kept });
      drop(id);
      return side === 'left' ? node.right : node.left;
    }
    const below = at === path.length - 1 ? NO_NODE : cut(node.below, path, at + 1);
    if (below !== NO_NODE) return write(id, { ...node, below });
    if (at === path.length - 1 && node.below !== NO_NODE) dropAll(node.below);
    drop(id);
    return NO_NODE;
  }

  function dropAll(id: number): void {
    const node = read(id);
    const children = node.kind === 'fork' ? [node.left, node.right] : [node.below];
    for (const child of children) if (child !== NO_NODE) dropAll(child);
    drop(id);
  }

  function nodeAt(path: Path): LabelNode | undefined {
    let level = now().root;
    let node: LabelNode | undefined;
    for (const label of path) {
      node = find(level, label);
      if (node === undefined) return undefined;
      level = node.below;
    }
    return node;
  }

  function firstLabel(id: number): Uint8Array {
    const node = read(id);
    return node.kind === 'fork' ? firstLabel(node.left) : node.label;
  }

  function hashOf(id: number): Uint8Array {
    const node = read(id);
    if (node.hash !== undefined) return node.hash;
    const hash = computed(node);
    rows.put(id, { ...node, hash });
    seen.set(id, { ...node, hash });
    changed.delete(id);
    return hash;
  }
  function computed(node: Node): Uint8Array {
    if (node.kind === 'fork') return forkHash(hashOf(node.left), hashOf(node.right));
    const { label, value, below } = node;
    return labelHash(label, value === undefined ? hashOf(below) : leafHash(value));
  }

  return {
    /** Sets the value at a path. Throws where labels are below the path, or a value above its end. */
    put(path: Path, value: Uint8Array): void {
      const state = now();
      state.root = put(state.root, path, 0, value);
    },
    /** Removes a value or all that is below a label; the cost grows with what is removed. */
    remove(path: Path): boolean {
      if (nodeAt(path) === undefined) return false;
      now().root = cut(now().root, path, 0);
      return true;
    },
    get: (path: Path): Uint8Array | undefined => nodeAt(path)?.value,
    has: (path: Path): boolean => nodeAt(path) !== undefined,
    /** The first label below a path, if there is any. */
    firstBelow(path: Path): Uint8Array | undefined {
      const id = path.length === 0 ? now().root : (nodeAt(path)?.below ?? NO_NODE);
      return id === NO_NODE ? undefined : firstLabel(id);
    },
    /** Hashes what changed, stores it, and gives the 32 bytes to certify. */
    rootHash(): Uint8Array {
      const { root, lastId } = now();
      const hash = root === NO_NODE ? EMPTY_TREE : hashOf(root);
      seen.clear();
      const before = head.get();
      if (before.root !== root || before.lastId !== lastId) head.set({ root, lastId });
      return hash;
    },
    /** For witnesses; valid until the next change. */
    root: () => now().root,
    read,
    hashOf,
    candidate,
  };
}
export type LabelTree = ReturnType<typeof createLabelTree>;
