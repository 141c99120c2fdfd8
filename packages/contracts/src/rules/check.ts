/** Whether rules are well-formed and within bounds, and what needs the event's clock. */
import { fromOpt } from '../candid.ts';
import { endOf } from './evaluate.ts';
import {
  RULE_DEPTH_MAX,
  RULE_ITEMS_MAX,
  RULE_NODES_MAX,
  type Rule,
  type RuleNode,
} from './shapes.ts';

const DAY_MINUTES = 1_440;

/** A sentence on what is wrong with the rules, or undefined when they can be stored. */
export function problemOfRules(rules: Rule): string | undefined {
  if (rules.length > RULE_NODES_MAX) return `at most ${RULE_NODES_MAX} parts`;
  for (let at = 0; at < rules.length; at = endOf(rules, at)) {
    if (endOf(rules, at) > rules.length) return 'a group says it has more rules than follow it';
    if (depthOf(rules, at) > RULE_DEPTH_MAX) return `groups nest at most ${RULE_DEPTH_MAX} deep`;
  }
  for (const node of rules) {
    const problem = problemOfNode(node);
    if (problem) return problem;
  }
  return undefined;
}

/** Whether a rule speaks of local days or times. */
export const needsLocalTime = (rules: Rule): boolean =>
  rules.some(
    (node) =>
      'TimeOfDay' in node ||
      'Dates' in node ||
      ('MaxEntries' in node && ('Day' in node.MaxEntries.per || 'GateDay' in node.MaxEntries.per)),
  );

function depthOf(rules: Rule, at: number): number {
  let deepest = 0;
  for (let part = at + 1; part < endOf(rules, at); part = endOf(rules, part)) {
    deepest = Math.max(deepest, depthOf(rules, part));
  }
  return deepest + 1;
}

function problemOfNode(node: RuleNode): string | undefined {
  if ('All' in node || 'Any' in node) {
    return ('All' in node ? node.All : node.Any) > 0 ? undefined : 'a group must not be empty';
  }
  if ('EntryWindow' in node) {
    const from = fromOpt(node.EntryWindow.from_ns);
    const until = fromOpt(node.EntryWindow.until_ns);
    if (from === undefined && until === undefined) return 'a window needs a start or an end';
    return from !== undefined && until !== undefined && until <= from
      ? 'a window must end after it starts'
      : undefined;
  }
  if ('TimeOfDay' in node) {
    const { from_minute: from, until_minute: until } = node.TimeOfDay;
    if (from >= DAY_MINUTES || until > DAY_MINUTES) return 'a time of day is before 24:00';
    return from === until ? 'the times of day must differ' : undefined;
  }
  return problemOfCounts(node);
}

function problemOfCounts(node: RuleNode): string | undefined {
  const items = 'Dates' in node ? node.Dates : 'Gates' in node ? node.Gates : undefined;
  const listed = items ?? ('TicketTypes' in node ? node.TicketTypes : undefined);
  if (listed !== undefined) {
    if (listed.length === 0) return 'a list of choices must not be empty';
    return listed.length > RULE_ITEMS_MAX ? `at most ${RULE_ITEMS_MAX} choices` : undefined;
  }
  const count = countOf(node);
  return count === 0 ? 'a number must be at least 1' : undefined;
}

function countOf(node: RuleNode): number {
  if ('MaxEntries' in node) return node.MaxEntries.count;
  if ('MinGap' in node) return node.MinGap.seconds;
  if ('ReEntryWithin' in node) return node.ReEntryWithin.seconds;
  if ('CapacityInside' in node) return node.CapacityInside.count;
  return 'MinAge' in node ? node.MinAge : 1;
}
