/**
 * The one engine: the canister, the web app and the readers run this code on the same vectors, so
 * that their verdicts cannot diverge. Pure: the moment and everything known are parameters.
 */
import { fromOpt } from '../candid.ts';
import type { ScanRefusal } from '../event-scan.ts';
import { localTime } from './clock.ts';
import { ruleTag } from './notation.ts';
import type { EntriesPer, Rule, RuleNode, UtcOffset } from './shapes.ts';

/** What is known of one registration, and of how full it is inside. */
export type EntryFacts = {
  inside: boolean;
  zone_id: number;
  entries: number;
  entries_at_gate: number;
  /** Today in the event's time zone. */
  entries_today: number;
  entries_at_gate_today: number;
  last_entry_ns: [] | [bigint];
  last_exit_ns: [] | [bigint];
  ticket_type_id: [] | [bigint];
  /** Years staff have seen proven; 0 when nobody looked. */
  age_checked: number;
  inside_event: number;
  inside_zone: number;
};
/** Where and when somebody wants to go in. */
export type EntryMoment = {
  at_ns: bigint;
  gate_id: number;
  /** The zone behind the gate. */
  zone_id: number;
};
export type RuleSite = {
  utc_offsets: readonly UtcOffset[];
  gateName(id: number): string;
};
export type EntryQuestion = { moment: EntryMoment; facts: EntryFacts; site: RuleSite };

const SECOND_NS = 1_000_000_000n;

/** Why the rules do not let this entry pass, or undefined when all of them do. */
export function refusalOfRules(rules: Rule, question: EntryQuestion): ScanRefusal | undefined {
  for (let at = 0; at < rules.length; at = endOf(rules, at)) {
    const refusal = judge(rules, at, question);
    if (refusal) return refusal;
  }
  return undefined;
}

/** The index behind the rule that starts at `at`. */
export function endOf(rules: Rule, at: number): number {
  const node = rules[at];
  if (node === undefined) return at + 1;
  const parts = 'All' in node ? node.All : 'Any' in node ? node.Any : 'Not' in node ? 1 : 0;
  let end = at + 1;
  for (let part = 0; part < parts; part++) end = endOf(rules, end);
  return end;
}

function judge(rules: Rule, at: number, question: EntryQuestion): ScanRefusal | undefined {
  const node = rules[at];
  if ('All' in node) return refusalOfRules(rules.slice(at + 1, endOf(rules, at)), question);
  if ('Any' in node) return judgeAny(rules, at, question);
  if ('Not' in node) {
    return judge(rules, at + 1, question) ? undefined : refusedBy(rules, at);
  }
  return judgeLeaf(node, question) ?? undefined;
}

function judgeAny(rules: Rule, at: number, question: EntryQuestion): ScanRefusal | undefined {
  const end = endOf(rules, at);
  let first: ScanRefusal | undefined;
  let alternatives = 0;
  for (let part = at + 1; part < end; part = endOf(rules, part)) {
    const refusal = judge(rules, part, question);
    if (refusal === undefined) return undefined;
    first ??= refusal;
    alternatives++;
  }
  return alternatives === 1 ? first : refusedBy(rules, at);
}

const refusedBy = (rules: Rule, at: number): ScanRefusal => ({
  RuleRefused: { rule: ruleTag(rules.slice(at, endOf(rules, at))) },
});

function judgeLeaf(node: RuleNode, question: EntryQuestion): ScanRefusal | undefined {
  const { moment, facts, site } = question;
  if ('EntryWindow' in node) {
    const opens = fromOpt(node.EntryWindow.from_ns);
    const closes = fromOpt(node.EntryWindow.until_ns);
    if (opens !== undefined && moment.at_ns < opens) return { NotYetOpen: { opens_ns: opens } };
    if (closes === undefined || moment.at_ns < closes) return undefined;
    return { Closed: { closed_ns: closes } };
  }
  if ('Gates' in node) {
    // Candid decoders give numbers of one size as a typed array, whose `map` keeps numbers.
    if (node.Gates.includes(moment.gate_id)) return undefined;
    return { WrongGate: { allowed: Array.from(node.Gates, (id) => site.gateName(id)) } };
  }
  if ('CapacityInside' in node) {
    const { count, of } = node.CapacityInside;
    if (facts.inside && ('Event' in of || facts.zone_id === moment.zone_id)) return undefined;
    const inside = 'Event' in of ? facts.inside_event : facts.inside_zone;
    return inside < count ? undefined : { CapacityReached: null };
  }
  return allows(node, question) ? undefined : refusedBy([node], 0);
}

function allows(node: RuleNode, { moment, facts, site }: EntryQuestion): boolean {
  if ('TimeOfDay' in node) {
    const { from_minute: from, until_minute: until } = node.TimeOfDay;
    const { minute } = localTime(moment.at_ns, site.utc_offsets);
    return from <= until ? minute >= from && minute < until : minute >= from || minute < until;
  }
  if ('Dates' in node) return node.Dates.includes(localTime(moment.at_ns, site.utc_offsets).day);
  if ('MaxEntries' in node) return entriesPer(node.MaxEntries.per, facts) < node.MaxEntries.count;
  if ('MinGap' in node) {
    const { since, seconds } = node.MinGap;
    const last = fromOpt('Entry' in since ? facts.last_entry_ns : facts.last_exit_ns);
    return last === undefined || moment.at_ns >= last + BigInt(seconds) * SECOND_NS;
  }
  if ('ReEntryWithin' in node) {
    const last = fromOpt(facts.last_exit_ns);
    if (facts.entries === 0 || last === undefined) return true;
    return moment.at_ns <= last + BigInt(node.ReEntryWithin.seconds) * SECOND_NS;
  }
  if ('TicketTypes' in node) {
    const type = fromOpt(facts.ticket_type_id);
    return type !== undefined && node.TicketTypes.includes(type);
  }
  if ('MinAge' in node) return facts.age_checked >= node.MinAge;
  return true;
}

function entriesPer(per: EntriesPer, facts: EntryFacts): number {
  if ('Event' in per) return facts.entries;
  if ('Day' in per) return facts.entries_today;
  return 'Gate' in per ? facts.entries_at_gate : facts.entries_at_gate_today;
}
