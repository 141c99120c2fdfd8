/** Hash trees of the IC interface specification, "Certification": the few nodes a canister needs. */
import { sha256 } from './sha256.ts';

export type HashTree =
  | { empty: true }
  | { fork: readonly [HashTree, HashTree] }
  | { label: Uint8Array; tree: HashTree }
  | { leaf: Uint8Array }
  | { pruned: Uint8Array };

const encode = (text: string) => new TextEncoder().encode(text);

function concat(...pieces: Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** Lengths and names of the node kinds, which are hashed with every node. */
const domain = (name: string) => concat(Uint8Array.of(name.length), encode(name));
const LEAF = domain('ic-hashtree-leaf');
const LABELED = domain('ic-hashtree-labeled');
const FORK = domain('ic-hashtree-fork');
const EMPTY = domain('ic-hashtree-empty');

export const leafHash = (value: Uint8Array): Uint8Array => sha256(concat(LEAF, value));
export const labelHash = (label: Uint8Array, below: Uint8Array): Uint8Array =>
  sha256(concat(LABELED, label, below));
export const forkHash = (left: Uint8Array, right: Uint8Array): Uint8Array =>
  sha256(concat(FORK, left, right));

export const leaf = (value: Uint8Array): HashTree => ({ leaf: value });

export function labeled(label: string | Uint8Array, tree: HashTree): HashTree {
  return { label: typeof label === 'string' ? encode(label) : label, tree };
}

/** Joins labeled trees; they must come in ascending order of their labels' bytes. */
export function fork(...trees: HashTree[]): HashTree {
  if (trees.length === 0) return { empty: true };
  if (trees.length === 1) return trees[0];
  const middle = trees.length >> 1;
  return { fork: [fork(...trees.slice(0, middle)), fork(...trees.slice(middle))] };
}

/** What stands for a part that a witness does not show. */
export const prune = (tree: HashTree): HashTree => ({ pruned: rootHash(tree) });

/** The 32 bytes to certify. */
export function rootHash(tree: HashTree): Uint8Array {
  if ('pruned' in tree) return tree.pruned;
  if ('leaf' in tree) return leafHash(tree.leaf);
  if ('label' in tree) return labelHash(tree.label, rootHash(tree.tree));
  if ('fork' in tree) return forkHash(rootHash(tree.fork[0]), rootHash(tree.fork[1]));
  return sha256(EMPTY);
}

const CBOR_SELF_DESCRIBED = Uint8Array.of(0xd9, 0xd9, 0xf7);

function cborHead(major: number, value: number): Uint8Array {
  const type = major << 5;
  if (value < 24) return Uint8Array.of(type | value);
  if (value < 256) return Uint8Array.of(type | 24, value);
  return Uint8Array.of(type | 25, value >> 8, value & 0xff);
}
const cborBytes = (bytes: Uint8Array) => concat(cborHead(2, bytes.length), bytes);

function cborNode(tree: HashTree): Uint8Array {
  const node = (kind: number, ...parts: Uint8Array[]) =>
    concat(cborHead(4, parts.length + 1), cborHead(0, kind), ...parts);
  if ('fork' in tree) return node(1, cborNode(tree.fork[0]), cborNode(tree.fork[1]));
  if ('label' in tree) return node(2, cborBytes(tree.label), cborNode(tree.tree));
  if ('leaf' in tree) return node(3, cborBytes(tree.leaf));
  if ('pruned' in tree) return node(4, cborBytes(tree.pruned));
  return node(0);
}

/** A witness as clients read it: self-described CBOR. */
export const encodeTree = (tree: HashTree): Uint8Array =>
  concat(CBOR_SELF_DESCRIBED, cborNode(tree));

/** A list of texts as self-described CBOR: the `expr_path` of an HTTP response. */
export function encodePath(path: readonly string[]): Uint8Array {
  const texts = path.map((part) => {
    const bytes = encode(part);
    return concat(cborHead(3, bytes.length), bytes);
  });
  return concat(CBOR_SELF_DESCRIBED, cborHead(4, path.length), ...texts);
}
