/** Look-ups in hash trees whose root has been checked (interface spec, "Certification"). */
import type { HashTree } from '@dfinity/agent';

const EMPTY = 0;
const FORK = 1;
const LABELED = 2;
const LEAF = 3;

/**
 * The agent's own look-up takes a label for a missing one when another at its level is its
 * beginning (@dfinity/agent 3.4.3), so this goes through the level itself.
 */
export function valueAt(tree: HashTree, path: readonly Uint8Array[]): Uint8Array | undefined {
  if (path.length === 0) {
    if (tree[0] === LEAF) return Uint8Array.from(tree[1]);
    throw new Error('The proof shows no value at this path.');
  }
  const level = flattened(tree);
  const [label, ...rest] = path;
  const found = level.find((node) => node[0] === LABELED && same(node[1], label));
  if (found !== undefined) return valueAt(found[2] as HashTree, rest);
  // Absent where labels are shown on both sides of its place, or the level ends there.
  if (level.some((node, at) => node[0] !== LABELED && mayHold(level, at, label))) {
    throw new Error('The proof leaves this path open.');
  }
  return undefined;
}

/** Whether a part that is not shown lies where the label would be. */
function mayHold(level: readonly HashTree[], at: number, label: Uint8Array): boolean {
  const before = level.slice(0, at).findLast((node) => node[0] === LABELED);
  const behind = level.slice(at + 1).find((node) => node[0] === LABELED);
  const isBehind = before === undefined || compare(before[1] as Uint8Array, label) < 0;
  return isBehind && (behind === undefined || compare(behind[1] as Uint8Array, label) > 0);
}

function flattened(tree: HashTree): HashTree[] {
  if (tree[0] === EMPTY) return [];
  return tree[0] === FORK ? [...flattened(tree[1]), ...flattened(tree[2])] : [tree];
}

/** Whether two byte strings are equal. */
export const same = (a: ArrayLike<number>, b: ArrayLike<number>): boolean => compare(a, b) === 0;

function compare(a: ArrayLike<number>, b: ArrayLike<number>): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
}
