/** Guests from a CSV file: read and judged here, added in batches. */
import { Principal } from '@dfinity/principal';
import {
  ATTENTION_MAX_CHARS,
  type GuestRow,
  NAME_MAX_CHARS,
  NOTE_MAX_CHARS,
  type TicketType,
} from '@qikcard/contracts';
import Papa from 'papaparse';
import { plainName } from './rows.ts';

export type ImportProblem = 'name' | 'long' | 'type' | 'principal';
export type ImportLine = {
  line: number;
  guest: Omit<GuestRow, 'row_key'>;
  problem?: ImportProblem;
};
export const IMPORT_ROWS_MAX = 20_000;

/** What the columns may be called, in the languages of the app. */
const columns: Record<string, string[]> = {
  name: ['name', 'nom', 'nombre', '名前'],
  type: ['ticket', 'type', 'ticketart', 'billet', 'entrada', 'チケット'],
  note: ['note', 'notiz', 'nota', 'メモ'],
  attention: ['attention', 'flag', 'hinweis', 'alerte', 'aviso', '注意'],
  principal: ['principal'],
};

/**
 * The guests in a CSV text, each with what is wrong with it. Lines are numbered as an editor shows
 * them, also behind empty ones and behind texts of several lines.
 */
export function readGuests(text: string, types: TicketType[]): ImportLine[] {
  const [header, ...rows] = rowsWithLines(text.replace(/^\uFEFF/, ''));
  const names = header?.cells.map((cell) => plainName(cell.trim())) ?? [];
  return rows.slice(0, IMPORT_ROWS_MAX).map(({ cells, line }) => {
    const row = Object.fromEntries(names.map((name, i) => [name, cells[i] ?? '']));
    return lineOf(row, line, types);
  });
}

function rowsWithLines(text: string): { cells: string[]; line: number }[] {
  const rows: { cells: string[]; line: number }[] = [];
  let line = 1;
  let from = 0;
  Papa.parse<string[]>(text, {
    step: ({ data: cells, meta }) => {
      if (cells.some((cell) => cell.trim() !== '')) rows.push({ cells, line });
      line += text.slice(from, meta.cursor).match(/\r\n|\n|\r/g)?.length ?? 0;
      from = meta.cursor;
    },
  });
  return rows;
}

function lineOf(row: Record<string, string>, line: number, types: TicketType[]): ImportLine {
  const cell = (column: string) =>
    (columns[column].map((name) => row[plainName(name)]).find(Boolean) ?? '').trim();
  const open = types.filter(({ withdrawn }) => !withdrawn);
  const typed = plainName(cell('type'));
  const type = typed === '' ? open[0] : open.find(({ name }) => plainName(name) === typed);
  const principal = readPrincipal(cell('principal'));
  const guest = {
    display_name: cell('name'),
    ticket_type: type?.number ?? 0,
    note: cell('note'),
    attention: cell('attention'),
    holder: (principal ? [principal] : []) as [] | [Principal],
  };
  const long =
    guest.display_name.length > NAME_MAX_CHARS ||
    guest.note.length > NOTE_MAX_CHARS ||
    guest.attention.length > ATTENTION_MAX_CHARS;
  if (guest.display_name === '') return { line, guest, problem: 'name' };
  if (long) return { line, guest, problem: 'long' };
  if (typed !== '' && !type) return { line, guest, problem: 'type' };
  if (principal === undefined && cell('principal') !== '')
    return { line, guest, problem: 'principal' };
  return { line, guest };
}

function readPrincipal(text: string): Principal | undefined {
  try {
    return text === '' ? undefined : Principal.fromText(text);
  } catch {
    return undefined;
  }
}

/** The same line of the same file has the same key: sent again, it adds nobody. */
async function keyOf(eventId: bigint, guest: ImportLine['guest'], copy: number) {
  const { display_name, ticket_type, note, attention, holder } = guest;
  const parts = [eventId, display_name, ticket_type, note, attention, holder[0]?.toText(), copy];
  const said = new TextEncoder().encode(parts.join('\u0000'));
  return new Uint8Array(await crypto.subtle.digest('SHA-256', said)).slice(0, 16);
}

/** What the canister is sent for these lines. */
export async function rowsOf(eventId: bigint, lines: ImportLine[]): Promise<GuestRow[]> {
  const copies = new Map<string, number>();
  return Promise.all(
    lines.map(async ({ guest }) => {
      const same = `${guest.display_name}/${guest.ticket_type}/${guest.note}/${guest.attention}`;
      const copy = copies.get(same) ?? 0;
      copies.set(same, copy + 1);
      return { row_key: await keyOf(eventId, guest, copy), ...guest };
    }),
  );
}
