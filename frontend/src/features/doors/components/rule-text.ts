import { messageOf, type Rule } from '@qikcard/contracts';
import type { DoorsText } from '../../../locales/doors.ts';

/** A rule in the person's language; what belongs to a group follows it. */
export function ruleText(rule: Rule, t: DoorsText): string {
  const words = rule.map((node) => {
    const { key, values } = messageOf(node);
    return sentenceOf(key, values, t);
  });
  return words.join(' ');
}

/** One sentence; where it counts something, in the form that the number asks for. */
export function sentenceOf(key: string, values: Record<string, string>, t: DoorsText): string {
  const named = `rule.${key}`;
  const [first = ''] = Object.values(values);
  if (t.has(`${named}.other`)) return t.count(named as 'rule.max-entries-day', Number(first));
  if (!t.has(named)) return key;
  const shown = Object.entries(values).map(([name, value]) => [name, value.replace('.', ':')]);
  return t(named, Object.fromEntries(shown));
}
