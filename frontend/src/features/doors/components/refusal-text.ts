import { type RuleKey, refusalSentence, type ScanRefusal } from '@qikcard/contracts';
import { timeOfDay } from '../../../lib/time.ts';
import type { DoorsText } from '../../../locales/doors.ts';
import { sentenceOf } from './rule-text.ts';

/** Why somebody is turned away: rules in the person's language, the rest as readers say it. */
export function refusalText(
  refusal: ScanRefusal,
  t: DoorsText,
  at: { locale: string; zone: string },
): string {
  if ('RuleRefused' in refusal) return notationText(refusal.RuleRefused.rule, t);
  return refusalSentence(refusal, (ns) => timeOfDay(ns, at));
}

const NAMES: Partial<Record<RuleKey, string[]>> = {
  'time-of-day': ['from', 'until'],
  dates: ['dates'],
  'min-gap-entry': ['minutes'],
  'min-gap-exit': ['minutes'],
  're-entry-within': ['minutes'],
  'ticket-types': ['ids'],
  gates: ['ids'],
  'min-age': ['years'],
};

/** The notation that refusals carry, in words. */
export function notationText(tag: string, t: DoorsText): string {
  const words = tag.split(',').map((word) => {
    const [key = '', ...values] = word.split(':');
    const names = NAMES[key as RuleKey] ?? ['count'];
    const pairs = names.map((name, i) => [name, values[i] ?? '']);
    return sentenceOf(key, Object.fromEntries(pairs), t);
  });
  return words.join(' ');
}
