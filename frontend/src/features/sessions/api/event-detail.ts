import { knownSentence, type SentenceRule } from '../../../lib/known-sentence.ts';
import type { SessionsTextKey } from '../../../locales/sessions/en.ts';

const rules: SentenceRule<SessionsTextKey>[] = [
  [/^session (?<number>\d+)$/, 'detail.session'],
  [/^(?<count>\d+) ended$/, 'detail.ended'],
  [/^transfer (?<number>\d+)$/, 'detail.transfer'],
  [/^admin$/, 'detail.admin'],
  [/^organizer$/, 'detail.organizer'],
  [/^staff$/, 'detail.staff'],
  [/^organizer of event (?<event>\d+)$/, 'detail.organizerOf'],
  [/^staff of event (?<event>\d+)$/, 'detail.staffOf'],
];

/** What the auth canister notes about a security event, in the reader's language. */
export const eventDetail = (
  detail: string,
  text: (key: SessionsTextKey, values?: Record<string, string>) => string,
): string => knownSentence(detail, rules, text);
