import { expect, test } from 'vitest';
import { knownSentence } from '../../../lib/known-sentence.ts';
import { sessionsDe } from '../../../locales/sessions/de.ts';
import { eventDetail } from './event-detail.ts';

const say = (key: keyof typeof sessionsDe, values: Record<string, string> = {}) =>
  sessionsDe[key].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

test.each([
  ['session 7', 'Sitzung 7'],
  ['3 ended', '3 beendet'],
  ['transfer 12', 'Übertragung 12'],
  ['organizer', 'Veranstalter'],
  ['staff of event 4', 'Team, Veranstaltung 4'],
  ['request_transfer', 'request_transfer'],
])('the detail “%s” is read as “%s” in German', (detail, read) => {
  expect(eventDetail(detail, say)).toBe(read);
});

test('what a newer canister says is shown as it is', () => {
  expect(knownSentence('Something new.', [[/^Old$/, 'old']], () => 'Alt')).toBe('Something new.');
});
