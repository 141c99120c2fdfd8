import { type EntriesPer, endOf, type Rule, type RuleNode, toOpt } from '@qikcard/contracts';

/** A rule as people put it together: a sentence, or a group of them; either may be turned around. */
export type RuleTree =
  | { kind: 'sentence'; not: boolean; node: RuleNode }
  | { kind: 'all' | 'any'; not: boolean; parts: RuleTree[] };

/** The rules of a list as trees, in order. */
export function treesOf(rules: Rule): RuleTree[] {
  const trees: RuleTree[] = [];
  for (let at = 0; at < rules.length; at = endOf(rules, at)) {
    trees.push(treeOf(rules.slice(at, endOf(rules, at))));
  }
  return trees;
}

function treeOf(rule: Rule): RuleTree {
  const [node, ...rest] = rule as [RuleNode, ...RuleNode[]];
  if ('Not' in node) {
    const inner = treeOf(rest);
    return { ...inner, not: !inner.not };
  }
  if ('All' in node) return { kind: 'all', not: false, parts: treesOf(rest) };
  if ('Any' in node) return { kind: 'any', not: false, parts: treesOf(rest) };
  return { kind: 'sentence', not: false, node };
}

/** The trees as the canister takes them; a group that is empty is left out. */
export const rulesOf = (trees: readonly RuleTree[]): RuleNode[] => trees.flatMap(flat);

function flat(tree: RuleTree): RuleNode[] {
  const turned: RuleNode[] = tree.not ? [{ Not: null }] : [];
  if (tree.kind === 'sentence') return [...turned, tree.node];
  const parts = tree.parts.map(flat).filter(({ length }) => length > 0);
  if (parts.length === 0) return [];
  const group: RuleNode = tree.kind === 'all' ? { All: parts.length } : { Any: parts.length };
  return [...turned, group, ...parts.flat()];
}

export const sentenceKinds = [
  ...['max', 'gapEntry', 'gapExit', 'reEntry', 'capacity', 'age'],
  ...['hours', 'window', 'dates', 'types', 'gates'],
] as const;
export type SentenceKind =
  | 'max'
  | 'gapEntry'
  | 'gapExit'
  | 'reEntry'
  | 'capacity'
  | 'age'
  | 'hours'
  | 'window'
  | 'dates'
  | 'types'
  | 'gates';

/** What a new sentence says before somebody fills it in. */
export type Beginnings = {
  fromNs: bigint;
  untilNs: bigint;
  day: number;
  type: bigint;
  gate: number;
};

/** A new sentence of this kind, which could be saved as it is. */
export function newSentence(kind: SentenceKind, from: Beginnings): RuleNode {
  const perDay: EntriesPer = { Day: null };
  const nodes: Record<SentenceKind, RuleNode> = {
    max: { MaxEntries: { count: 1, per: perDay } },
    gapEntry: { MinGap: { seconds: 600, since: { Entry: null } } },
    gapExit: { MinGap: { seconds: 600, since: { Exit: null } } },
    reEntry: { ReEntryWithin: { seconds: 3_600 } },
    capacity: { CapacityInside: { count: 100, of: { Event: null } } },
    age: { MinAge: 18 },
    hours: { TimeOfDay: { from_minute: 600, until_minute: 1_080 } },
    window: { EntryWindow: { from_ns: toOpt(from.fromNs), until_ns: toOpt(from.untilNs) } },
    dates: { Dates: [from.day] },
    types: { TicketTypes: [from.type] },
    gates: { Gates: [from.gate] },
  };
  return nodes[kind];
}

/** Which sentence says this. */
export function kindOf(node: RuleNode): SentenceKind {
  if ('MaxEntries' in node) return 'max';
  if ('MinGap' in node) return 'Entry' in node.MinGap.since ? 'gapEntry' : 'gapExit';
  if ('ReEntryWithin' in node) return 'reEntry';
  if ('CapacityInside' in node) return 'capacity';
  if ('TimeOfDay' in node) return 'hours';
  if ('EntryWindow' in node) return 'window';
  if ('Dates' in node) return 'dates';
  if ('TicketTypes' in node) return 'types';
  return 'Gates' in node ? 'gates' : 'age';
}
