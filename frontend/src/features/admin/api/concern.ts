import { knownSentence, type SentenceRule } from '../../../lib/known-sentence.ts';
import type { AdminTextKey } from '../../../locales/admin/en.ts';

const rules: SentenceRule<AdminTextKey>[] = [
  [/^(?<count>\d+) facts wait for the (?<name>\w+) canister\.$/, 'concern.waiting'],
  [/^(?<count>\d+) facts for the (?<name>\w+) canister were put aside\.$/, 'concern.dead'],
  [/^Maintenance is on: updates are refused\.$/, 'concern.maintenance'],
  [/^Keys have not been drawn yet\.$/, 'concern.keys'],
  [/^Roles are being fetched from the auth canister\.$/, 'concern.roles'],
  [/^No signing key: (?<problem>.*)$/s, 'concern.signingKey'],
  [/^No vetKD key was found on this network/, 'concern.vetKey'],
];

/** What a canister says is wrong with it, in the reader's language. */
export const concernText = (
  concern: string,
  text: (key: AdminTextKey, values?: Record<string, string>) => string,
): string => knownSentence(concern, rules, text);
