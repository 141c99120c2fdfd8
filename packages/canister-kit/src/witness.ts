/** Witnesses: the part of the certified tree that proves what is, and what is not, at some paths. */
import { type HashTree, labeled, leaf } from './certified-tree.ts';
import { type LabelTree, NO_NODE, type Path } from './label-tree.ts';
import { bitOf, firstDifference } from './label-tree-node.ts';

/** A label to show, and the paths below it that are asked for. */
type Shown = { label: Uint8Array; rest: Path[] };

/** Shows the values at these paths, or proves that there is nothing; all else is a hash. */
export const witnessOf = (tree: LabelTree, paths: readonly Path[]): HashTree =>
  tree.root() === NO_NODE ? { empty: true } : level(tree, tree.root(), paths);

function level(tree: LabelTree, id: number, paths: readonly Path[]): HashTree {
  const shown: Shown[] = [];
  for (const [label, ...rest] of paths) {
    const bit = firstDifference(label, tree.candidate(id, label).label);
    if (bit === undefined) shown.push({ label, rest: rest.length > 0 ? [rest] : [] });
    else for (const neighbour of neighbours(tree, id, label, bit)) shown.push(neighbour);
  }
  return reveal(tree, id, shown);
}

function reveal(tree: LabelTree, id: number, shown: readonly Shown[]): HashTree {
  if (shown.length === 0) return { pruned: tree.hashOf(id) };
  const node = tree.read(id);
  if (node.kind === 'fork') {
    const right = shown.filter(({ label }) => bitOf(label, node.bit));
    const left = shown.filter(({ label }) => !bitOf(label, node.bit));
    return { fork: [reveal(tree, node.left, left), reveal(tree, node.right, right)] };
  }
  if (node.value !== undefined) return labeled(node.label, leaf(node.value));
  const below = shown.flatMap(({ rest }) => rest);
  const tree_ = below.length > 0 ? level(tree, node.below, below) : undefined;
  return labeled(node.label, tree_ ?? { pruned: tree.hashOf(node.below) });
}

/** The labels right before and behind a missing one, which differs from its like in `bit` first. */
function neighbours(tree: LabelTree, id: number, label: Uint8Array, bit: number): Shown[] {
  let before: number | undefined;
  let behind: number | undefined;
  let at = id;
  for (let node = tree.read(at); node.kind === 'fork' && node.bit < bit; node = tree.read(at)) {
    if (bitOf(label, node.bit)) {
      before = node.left;
      at = node.right;
    } else {
      behind = node.right;
      at = node.left;
    }
  }
  if (bitOf(label, bit)) before = at;
  else behind = at;
  const found = [last(tree, before), first(tree, behind)];
  return found.flatMap((each) => (each === undefined ? [] : [{ label: each, rest: [] }]));
}

function first(tree: LabelTree, id: number | undefined): Uint8Array | undefined {
  if (id === undefined) return undefined;
  const node = tree.read(id);
  return node.kind === 'fork' ? first(tree, node.left) : node.label;
}
function last(tree: LabelTree, id: number | undefined): Uint8Array | undefined {
  if (id === undefined) return undefined;
  const node = tree.read(id);
  return node.kind === 'fork' ? last(tree, node.right) : node.label;
}
