import type { TicketType } from '@qikcard/contracts';
import { expect, test } from 'vitest';
import { readGuests } from './import.ts';

const type = (number: number, name: string): TicketType => ({
  number,
  name,
  colour: '#5b5bf6',
  capacity: [],
  sales_from_ns: [],
  sales_until_ns: [],
  valid_from_ns: [],
  valid_until_ns: [],
  approval: false,
  hidden: false,
  taken: 0,
  withdrawn: false,
});
const types = [type(1, 'Adult'), type(2, 'Élève')];

test('reads the columns by their names, in any order, with the mark some programs put in front', () => {
  const [guest] = readGuests('\uFEFFNote;Name;Ticket\r\n"Nuts; none";Zoë;eleve\r\n', types);
  expect(guest).toEqual({
    line: 2,
    guest: { display_name: 'Zoë', ticket_type: 2, note: 'Nuts; none', attention: '', holder: [] },
  });
});

test('says what is wrong with which line', () => {
  const lines = readGuests(
    `name,ticket,principal\n,Adult,\nBen,Royal,\nCleo,,not-a-principal\nDan,,2vxsx-fae\n${'x'.repeat(81)},,\n`,
    types,
  );
  expect(lines.map(({ line, problem }) => [line, problem])).toEqual([
    [2, 'name'],
    [3, 'type'],
    [4, 'principal'],
    [5, undefined],
    [6, 'long'],
  ]);
});

test('numbers lines as an editor does, behind empty lines and texts of several lines', () => {
  const text = 'name,note\r\nAda,"first\r\nsecond"\r\n\r\n,\r\nBen,\r\n"",lost\r\nCleo';
  const found = readGuests(text, []).map(({ line, guest, problem }) => [
    line,
    guest.display_name,
    problem,
  ]);
  expect(found).toEqual([
    [2, 'Ada', undefined],
    [6, 'Ben', undefined],
    [7, '', 'name'],
    [8, 'Cleo', undefined],
  ]);
});

test('reads five thousand lines', () => {
  const names = Array.from({ length: 5_000 }, (_, n) => `Guest ${n}`);
  const lines = readGuests(`name\n${names.join('\n')}\n`, []);
  expect(lines.map(({ guest }) => guest.display_name)).toEqual(names);
  expect(lines.at(-1)?.line).toBe(5_001);
});
