import type { SentenceRule } from './known-sentence.ts';
import type { ProblemKey } from './problem-text.ts';

/** The sentences of canisters about inputs; what is in none of them has the words for "not like this". */
export const problemRules: readonly SentenceRule<ProblemKey>[] = [
  [/^must not be empty$/, 'empty'],
  [/^(?:must have )?at most (?<max>\d+)(?: characters)?$/, 'most'],
  [/^must have (?<min>\d+) to (?<max>\d+) characters$/, 'range'],
  [/control characters/, 'control'],
  [/^must be an https:\/\/ address of at most (?<max>\d+)/, 'https'],
  [/^letters a–z, digits, _ and - only$/, 'letters'],
  [/^must have (?<min>\d+) letters or digits$/, 'letterCount'],
  [/^must be in the future$/, 'future'],
  [/^must be in the last (?<days>\d+) days$/, 'recent'],
  [/^must be (?:another principal|somebody signed in)$/, 'person'],
  [/^there is no role to transfer$/, 'noRole'],
  [/^cancel your open request first$/, 'openRequest'],
  [/^you have not been at an event together$/, 'apart'],
  [/^has no room for more connections$/, 'full'],
  [/^admins cannot suspend themselves$/, 'oneself'],
  [/^(?<count>\d+) are lent or reserved$/, 'lent'],
  [/picture|image|pixels|PNG/, 'picture'],
  [/^(?<problem>.*)$/s, 'other'],
];
