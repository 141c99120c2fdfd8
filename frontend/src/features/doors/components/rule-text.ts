import { endOf, messageOf, type Rule } from '@qikcard/contracts';
import type { DoorsText } from '../../../locales/doors.ts';

/** A rule in the person's language; what belongs to a group follows it. */
export function ruleText(rule: Rule, t: DoorsText): string {
  const words = rule.map((node) => {
    const { key, values } = messageOf(node);
    const shown = { ...values };
    for (const name of ['from', 'until']) {
      if (shown[name]) shown[name] = shown[name].replace('.', ':');
    }
    return t(`rule.${key}`, shown);
  });
  return words.join(' ');
}

/** The outermost rules of a list, each with what belongs to it. */
export function outerRules(rules: Rule): Rule[] {
  const found: Rule[] = [];
  for (let at = 0; at < rules.length; at = endOf(rules, at)) {
    found.push(rules.slice(at, endOf(rules, at)));
  }
  return found;
}
