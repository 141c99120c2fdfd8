/**
 * A short, stable text for a rule (`max-entries:day:2`), which refusals carry, and the message it
 * stands for: a catalogue key with its values, in English where no catalogue is at hand.
 */
import { fromOpt } from '../candid.ts';
import type { Rule, RuleNode } from './shapes.ts';

export type RuleMessage = { key: RuleKey; values: Record<string, string> };
export type RuleKey =
  | 'all'
  | 'any'
  | 'not'
  | 'entry-window'
  | 'time-of-day'
  | 'dates'
  | 'max-entries-event'
  | 'max-entries-day'
  | 'max-entries-gate'
  | 'max-entries-gate-day'
  | 'min-gap-entry'
  | 'min-gap-exit'
  | 're-entry-within'
  | 'capacity-event'
  | 'capacity-zone'
  | 'ticket-types'
  | 'gates'
  | 'min-age';

const TAG_CHARS_MAX = 160;

/** The catalogue key of one node, and the numbers its sentence needs. */
export function messageOf(node: RuleNode): RuleMessage {
  const say = (key: RuleKey, values: Record<string, string> = {}): RuleMessage => ({ key, values });
  if ('All' in node) return say('all');
  if ('Any' in node) return say('any');
  if ('Not' in node) return say('not');
  if ('EntryWindow' in node) {
    const { from_ns, until_ns } = node.EntryWindow;
    return say('entry-window', { from: numeral(from_ns), until: numeral(until_ns) });
  }
  if ('TimeOfDay' in node) {
    const { from_minute, until_minute } = node.TimeOfDay;
    return say('time-of-day', { from: clock(from_minute), until: clock(until_minute) });
  }
  if ('Dates' in node) return say('dates', { dates: Array.from(node.Dates, isoDay).join(' ') });
  if ('MaxEntries' in node) {
    const per = Object.keys(node.MaxEntries.per)[0] as keyof typeof perKey;
    return say(perKey[per], { count: String(node.MaxEntries.count) });
  }
  if ('MinGap' in node) {
    const key = 'Entry' in node.MinGap.since ? 'min-gap-entry' : 'min-gap-exit';
    return say(key, { minutes: minutes(node.MinGap.seconds) });
  }
  if ('ReEntryWithin' in node) {
    return say('re-entry-within', { minutes: minutes(node.ReEntryWithin.seconds) });
  }
  if ('CapacityInside' in node) {
    const key = 'Event' in node.CapacityInside.of ? 'capacity-event' : 'capacity-zone';
    return say(key, { count: String(node.CapacityInside.count) });
  }
  if ('TicketTypes' in node) return say('ticket-types', { ids: node.TicketTypes.join(' ') });
  if ('Gates' in node) return say('gates', { ids: node.Gates.join(' ') });
  return say('min-age', { years: String(node.MinAge) });
}

const perKey = {
  Event: 'max-entries-event',
  Day: 'max-entries-day',
  Gate: 'max-entries-gate',
  GateDay: 'max-entries-gate-day',
} as const;
const numeral = (value: [] | [bigint]): string => fromOpt(value)?.toString() ?? '';
const minutes = (seconds: number): string => String(Math.round(seconds / 6) / 10);
const pad = (value: number): string => String(value).padStart(2, '0');
const clock = (minute: number): string => `${pad(Math.floor(minute / 60))}.${pad(minute % 60)}`;
/** A day since 1970-01-01 as `2026-05-01`. */
export const isoDay = (day: number): string =>
  new Date(day * 86_400_000).toISOString().slice(0, 10);

/** The notation of a rule, at most 160 characters: the nodes in prefix order. */
export function ruleTag(rule: Rule): string {
  const words = rule.map((node) => {
    const { key, values } = messageOf(node);
    return [key, ...Object.values(values)].join(':');
  });
  return words.join(',').slice(0, TAG_CHARS_MAX);
}

const ENGLISH: Record<RuleKey, (values: string[]) => string> = {
  all: () => 'all of these',
  any: () => 'one of these',
  not: () => 'not',
  'entry-window': () => 'only within the entry window',
  'time-of-day': ([from, until]) => `only from ${time(from)} to ${time(until)}`,
  dates: () => 'only on the dates of the ticket',
  'max-entries-event': ([n]) => (n === '1' ? 'one entry only' : `at most ${n} entries`),
  'max-entries-day': ([n]) => (n === '1' ? 'one entry a day' : `at most ${n} entries a day`),
  'max-entries-gate': ([n]) =>
    n === '1' ? 'one entry at this gate' : `at most ${n} entries at this gate`,
  'max-entries-gate-day': ([n]) =>
    n === '1' ? 'one entry a day at this gate' : `at most ${n} entries a day at this gate`,
  'min-gap-entry': ([n]) => `${n} minutes must pass after the last entry`,
  'min-gap-exit': ([n]) => `${n} minutes must pass after the last exit`,
  're-entry-within': ([n]) => `coming back is possible for ${n} minutes after leaving`,
  'capacity-event': ([n]) => `at most ${n} inside`,
  'capacity-zone': ([n]) => `at most ${n} inside this zone`,
  'ticket-types': () => 'this ticket type is not for this entrance',
  gates: () => 'another gate',
  'min-age': ([n]) => `${n} years or older; check the identity card first`,
};
const time = (word = ''): string => word.replace('.', ':');

/** The notation in plain English words; the notation itself where it is not understood. */
export function ruleWords(tag: string): string {
  const words = tag.split(',').map((word) => {
    const [key, ...values] = word.split(':');
    return ENGLISH[key as RuleKey]?.(values);
  });
  if (words.some((word) => word === undefined)) return tag;
  const [head, ...rest] = words as string[];
  if (tag.startsWith('any') || tag.startsWith('all')) return `${head}: ${rest.join('; ')}`;
  return tag.startsWith('not') ? `not when: ${rest.join('; ')}` : words.join('; ');
}
