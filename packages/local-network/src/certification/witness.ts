import { compareBytes, equalBytes } from '../crypto/bytes.ts';
import { digest, emptyTree, type HashTree, labeled, pruned } from './hash-tree.ts';

export type Path = readonly Uint8Array[];

/**
 * The part of a tree that proves what is (or is not) at the given paths, with everything else
 * pruned to digests; its root hash is that of the tree (interface spec, "Certificate"). Absence is
 * proved by the neighbouring labels. A path that ends inside the tree shows its whole subtree.
 */
export function witness(tree: HashTree, paths: readonly Path[]): HashTree {
  if (paths.length === 0) return tree[0] === 0 ? emptyTree : pruned(digest(tree));
  if (paths.some((path) => path.length === 0)) return tree;
  if (tree[0] !== 1 && tree[0] !== 2) return tree;
  return level(tree, wantedAt(tree, paths));
}

/** A label to show; without paths it is only a neighbour, its content stays pruned. */
type Wanted = { label: Uint8Array; paths: Path[] };

function wantedAt(tree: HashTree, paths: readonly Path[]): Wanted[] {
  const wanted: Wanted[] = [];
  const want = (label: Uint8Array | undefined, path?: Path) => {
    if (!label) return;
    let entry = wanted.find((known) => equalBytes(known.label, label));
    if (!entry) {
      entry = { label, paths: [] };
      wanted.push(entry);
    }
    if (path) entry.paths.push(path);
  };
  for (const [label, ...rest] of paths) {
    if (!label) continue;
    const lower = floor(tree, label);
    if (lower && equalBytes(lower, label)) want(lower, rest);
    else {
      want(lower);
      want(ceiling(tree, label));
    }
  }
  return wanted.sort((a, b) => compareBytes(a.label, b.label));
}

function level(tree: HashTree, wanted: readonly Wanted[]): HashTree {
  if (wanted.length === 0) return tree[0] === 0 ? emptyTree : pruned(digest(tree));
  if (tree[0] === 1) {
    const split = firstLabel(tree[2]);
    const left = wanted.filter((w) => split === undefined || compareBytes(w.label, split) < 0);
    const right = wanted.slice(left.length);
    return [1, level(tree[1], left), level(tree[2], right)];
  }
  if (tree[0] !== 2) return tree;
  const [only] = wanted;
  return labeled(tree[1], witness(tree[2], only?.paths ?? []));
}

function firstLabel(tree: HashTree): Uint8Array | undefined {
  if (tree[0] === 1) return firstLabel(tree[1]) ?? firstLabel(tree[2]);
  return tree[0] === 2 ? tree[1] : undefined;
}

function lastLabel(tree: HashTree): Uint8Array | undefined {
  if (tree[0] === 1) return lastLabel(tree[2]) ?? lastLabel(tree[1]);
  return tree[0] === 2 ? tree[1] : undefined;
}

/** Greatest label that is not after `label`. */
function floor(tree: HashTree, label: Uint8Array): Uint8Array | undefined {
  if (tree[0] === 1) {
    const split = firstLabel(tree[2]);
    if (split && compareBytes(split, label) <= 0) return floor(tree[2], label);
    return floor(tree[1], label);
  }
  return tree[0] === 2 && compareBytes(tree[1], label) <= 0 ? tree[1] : undefined;
}

/** Smallest label that is not before `label`. */
function ceiling(tree: HashTree, label: Uint8Array): Uint8Array | undefined {
  if (tree[0] === 1) {
    const last = lastLabel(tree[1]);
    if (last && compareBytes(last, label) >= 0) return ceiling(tree[1], label);
    return ceiling(tree[2], label);
  }
  return tree[0] === 2 && compareBytes(tree[1], label) >= 0 ? tree[1] : undefined;
}
