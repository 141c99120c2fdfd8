import { problemOfRules, type RuleNode } from '@qikcard/contracts';
import { expect, test } from 'vitest';
import {
  kindOf,
  newSentence,
  rulesOf,
  type SentenceKind,
  sentenceKinds,
  treesOf,
} from './rule-tree.ts';

const age: RuleNode = { MinAge: 18 };
const hours: RuleNode = { TimeOfDay: { from_minute: 600, until_minute: 1_080 } };
const gates: RuleNode = { Gates: [2] };
const beginnings = { fromNs: 5n, untilNs: 9n, day: 20_574, type: 1n, gate: 2 };

test('what a list says comes back word for word, groups and all', () => {
  const rules: RuleNode[] = [
    ...[age, { Any: 2 }, hours, { All: 2 }, gates, { Not: null }, age],
    ...[{ Not: null }, { Any: 2 }, gates, hours],
  ] as RuleNode[];
  expect(rulesOf(treesOf(rules))).toEqual(rules);
  expect(treesOf(rules).map(({ kind, not }) => [kind, not])).toEqual([
    ['sentence', false],
    ['any', false],
    ['any', true],
  ]);
});

test('turned around twice is what it was', () => {
  expect(rulesOf(treesOf([{ Not: null }, { Not: null }, age]))).toEqual([age]);
});

test('a group without a sentence says nothing', () => {
  expect(rulesOf([{ kind: 'any', not: true, parts: [] }])).toEqual([]);
});

test('every new sentence can be saved as it is, and is found again by what it says', () => {
  for (const kind of sentenceKinds as readonly SentenceKind[]) {
    const node = newSentence(kind, beginnings);
    expect(problemOfRules([node]), kind).toBeUndefined();
    expect(kindOf(node)).toBe(kind);
  }
});
