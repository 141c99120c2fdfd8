import { Principal } from '@dfinity/principal';
import type { Registration } from '@qikcard/contracts';
import { expect, test } from 'vitest';
import { chosen, joined, toCsv, withChanges } from './rows.ts';

const row = (display_name: string, change: Partial<Registration> = {}): Registration => ({
  id: 7n,
  event_id: 1n,
  holder: Principal.anonymous(),
  display_name,
  registered_at_ns: 0n,
  inside: false,
  checked_in_at_ns: [],
  checked_out_at_ns: [],
  revoked: false,
  state: { Active: null },
  ticket_type: 1,
  attention: false,
  claimed: true,
  ...change,
});
const rows = [
  row('Zoë Müller'),
  row('Ana Diaz', { inside: true, ticket_type: 2 }),
  row('Zora', { revoked: true, claimed: false, attention: true }),
];
const find = (text: string, state: Parameters<typeof chosen>[1]['state'] = '', type = 0) =>
  chosen(rows, { text, state, type }).map(({ display_name }) => display_name);

const numbered = (...ids: number[]) => ids.map((id) => row(`Guest ${id}`, { id: BigInt(id) }));
const idsOf = (pages: Registration[][]) => pages.map((page) => page.map(({ id }) => Number(id)));

test('what changed at the door takes the place of its row; whoever is new comes where they belong', () => {
  const pages = [numbered(1, 2, 5), numbered(6, 9)];
  const inside = { ...numbered(2)[0], inside: true };
  const after = withChanges(pages, [inside, ...numbered(4, 7, 12)], true);
  expect(idsOf(after)).toEqual([
    [1, 2, 4, 5],
    [6, 7, 9, 12],
  ]);
  expect(after[0][1].inside).toBe(true);
  expect(idsOf(pages)).toEqual([
    [1, 2, 5],
    [6, 9],
  ]);
});

test('while pages are still to come, nobody is listed before them', () => {
  expect(idsOf(withChanges([numbered(1, 5)], numbered(3, 12), false))).toEqual([[1, 3, 5]]);
});

test('an empty table gets its first guest', () => {
  expect(idsOf(withChanges([[]], numbered(3), true))).toEqual([[3]]);
});

test('what the canister found is shown once, behind what is here', () => {
  expect(idsOf([joined(numbered(1, 2), numbered(2, 8))])).toEqual([[1, 2, 8]]);
});

test('names are found without their accents, by any words in them', () => {
  expect(find('zo')).toEqual(['Zoë Müller', 'Zora']);
  expect(find('muller ZOE')).toEqual(['Zoë Müller']);
});

test('states and types narrow the list', () => {
  expect(find('', 'inside')).toEqual(['Ana Diaz']);
  expect(find('', 'revoked')).toEqual(['Zora']);
  expect(find('', 'flagged')).toEqual(['Zora']);
  expect(find('', '', 2)).toEqual(['Ana Diaz']);
});

test('an export has entry and exit in the zone of the event, and no formulas', () => {
  const at = (text: string): [bigint] => [BigInt(Date.parse(text)) * 1_000_000n];
  const guest = row('=HYPERLINK("x")', {
    checked_in_at_ns: at('2026-03-29T00:59:07Z'),
    checked_out_at_ns: at('2026-03-29T01:00:08Z'),
  });
  const [, line] = toCsv([guest], [], 'Europe/Berlin').split('\r\n');
  expect(line).toContain("'=HYPERLINK");
  // The clocks went forward in between.
  expect(line).toContain('2026-03-29 01:59:07,2026-03-29 03:00:08,Europe/Berlin');
});

test('an export has a column for each question, with notes and flags for staff', () => {
  const question = { kind: { Text: null }, choices: [], required: false, at_door: false };
  const questions = [{ number: 1, text: 'Diet?', ...question }] as never;
  const card = { registration_id: 7n, note: 'Nuts', attention: 'Table 4' };
  const cards = new Map([[7n, { ...card, answers: [{ question: 1, answer: '=Vegan' }] }]]);
  const [head, line] = toCsv([row('Ada')], [], 'UTC', { questions, cards }).split('\r\n');
  expect(head).toMatch(/zone,attention,note,1\. Diet\?$/);
  expect(line).toMatch(/UTC,Table 4,Nuts,"?'=Vegan"?$/);
});
