import { compareBytes, concat, equalBytes, sha256 } from '../crypto/bytes.ts';
import { domainSeparator } from '../crypto/request-id.ts';

/** A hash tree in the form certificates carry it (interface spec, "Certificate"; certificates.cddl). */
export type HashTree =
  | [0]
  | [1, HashTree, HashTree]
  | [2, Uint8Array, HashTree]
  | [3, Uint8Array]
  | [4, Uint8Array];

export const emptyTree: HashTree = [0];
export const labeled = (label: Uint8Array, tree: HashTree): HashTree => [2, label, tree];
export const leaf = (value: Uint8Array): HashTree => [3, value];
export const pruned = (digest: Uint8Array): HashTree => [4, digest];

const domain = {
  empty: sha256(domainSeparator('ic-hashtree-empty')),
  fork: domainSeparator('ic-hashtree-fork'),
  labeled: domainSeparator('ic-hashtree-labeled'),
  leaf: domainSeparator('ic-hashtree-leaf'),
};

/** Trees are never changed in place, so a digest holds for as long as its tree lives. */
const digests = new WeakMap<HashTree, Uint8Array>();

/** Root hash of a tree (interface spec, "Certificate", function reconstruct). */
export function digest(tree: HashTree): Uint8Array {
  if (tree[0] === 0) return domain.empty;
  if (tree[0] === 4) return tree[1];
  const known = digests.get(tree);
  if (known) return known;
  const fresh = compute(tree);
  digests.set(tree, fresh);
  return fresh;
}

function compute(tree: Exclude<HashTree, [0] | [4, Uint8Array]>): Uint8Array {
  if (tree[0] === 1) return sha256(concat(domain.fork, digest(tree[1]), digest(tree[2])));
  if (tree[0] === 2) return sha256(concat(domain.labeled, tree[1], digest(tree[2])));
  return sha256(concat(domain.leaf, tree[1]));
}

/** A tree whose children are the given labels; order and duplicates are the function's care. */
export function fromEntries(entries: Iterable<readonly [Uint8Array, HashTree]>): HashTree {
  const nodes = [...entries].map(([label, tree]) => labeled(label, tree));
  nodes.sort((a, b) => compareBytes(a[1] as Uint8Array, b[1] as Uint8Array));
  return forkAll(nodes);
}

/** Balanced forks over trees that are already in label order. */
export function forkAll(trees: readonly HashTree[]): HashTree {
  const kept = trees.filter((tree) => tree[0] !== 0);
  return kept.length === 0 ? emptyTree : halves(kept, 0, kept.length);
}

function halves(trees: readonly HashTree[], from: number, to: number): HashTree {
  if (to - from === 1) return trees[from] as HashTree;
  const middle = (from + to) >> 1;
  return [1, halves(trees, from, middle), halves(trees, middle, to)];
}

/** The children of a tree, in order; pruned parts are left out. */
export function* children(tree: HashTree): Generator<[label: Uint8Array, subtree: HashTree]> {
  if (tree[0] === 1) {
    yield* children(tree[1]);
    yield* children(tree[2]);
  } else if (tree[0] === 2) yield [tree[1], tree[2]];
}

export type Lookup = { kind: 'found'; tree: HashTree } | { kind: 'absent' } | { kind: 'unknown' };

/** Looks a path up in a tree that may be pruned (interface spec, "Lookup"). */
export function lookup(tree: HashTree, path: readonly Uint8Array[]): Lookup {
  let current = tree;
  for (const label of path) {
    const found = findLabel(current, label);
    if (found.kind !== 'found') return found.kind === 'unknown' ? found : { kind: 'absent' };
    current = found.tree;
  }
  return current[0] === 4 ? { kind: 'unknown' } : { kind: 'found', tree: current };
}

/** The leaf at a path; undefined when it is absent, pruned or no leaf. */
export function lookupLeaf(tree: HashTree, path: readonly Uint8Array[]): Uint8Array | undefined {
  const found = lookup(tree, path);
  return found.kind === 'found' && found.tree[0] === 3 ? found.tree[1] : undefined;
}

type Step = Lookup | { kind: 'before' } | { kind: 'after' };

function findLabel(tree: HashTree, label: Uint8Array): Step {
  if (tree[0] === 4) return { kind: 'unknown' };
  if (tree[0] === 2) {
    if (equalBytes(label, tree[1])) return { kind: 'found', tree: tree[2] };
    return { kind: compareBytes(label, tree[1]) < 0 ? 'before' : 'after' };
  }
  if (tree[0] !== 1) return { kind: 'absent' };
  const left = findLabel(tree[1], label);
  if (left.kind !== 'after' && left.kind !== 'unknown') return left;
  const right = findLabel(tree[2], label);
  if (right.kind !== 'before') return right;
  return left.kind === 'unknown' ? left : { kind: 'absent' };
}

const isBytes = (value: unknown): value is Uint8Array => value instanceof Uint8Array;

/** Checks that decoded CBOR has the shape of a hash tree; throws otherwise. */
export function asHashTree(value: unknown): HashTree {
  if (!Array.isArray(value)) throw new Error('not a hash tree');
  const [tag, first, second] = value;
  const ok =
    (tag === 0 && value.length === 1) ||
    (tag === 1 && value.length === 3 && asHashTree(first) && asHashTree(second)) ||
    (tag === 2 && value.length === 3 && isBytes(first) && asHashTree(second)) ||
    (tag === 3 && value.length === 2 && isBytes(first)) ||
    (tag === 4 && value.length === 2 && isBytes(first) && first.length === 32);
  if (!ok) throw new Error('not a hash tree');
  return value as HashTree;
}
