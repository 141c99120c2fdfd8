/** Guests from a CSV file: read and judged here, added in batches. */
import { Principal } from '@dfinity/principal';
import { expectOk } from '@qikcard/client';
import {
  ATTENTION_MAX_CHARS,
  GUESTS_PER_BATCH_MAX,
  type GuestOutcome,
  type GuestRow,
  NAME_MAX_CHARS,
  NOTE_MAX_CHARS,
  type TicketType,
} from '@qikcard/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import Papa from 'papaparse';
import { useState } from 'react';
import { useSession } from '../../session/api/session.tsx';
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

/** The guests in a CSV text, each with what is wrong with it. */
export function readGuests(text: string, types: TicketType[]): ImportLine[] {
  const { data } = Papa.parse<Record<string, string>>(text.replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: 'greedy',
    transformHeader: (header) => plainName(header.trim()),
  });
  return data.slice(0, IMPORT_ROWS_MAX).map((row, i) => lineOf(row, i + 2, types));
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

async function rowsOf(eventId: bigint, lines: ImportLine[]): Promise<GuestRow[]> {
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

export type Imported = { line: ImportLine; verdict: GuestOutcome['verdict'] };

/** Adds guests batch by batch; what was added before a failure is known when it is tried again. */
export function useImport(eventId: bigint) {
  const { qik } = useSession();
  const cache = useQueryClient();
  const [done, setDone] = useState(0);
  const adding = useMutation({
    mutationFn: async (lines: ImportLine[]): Promise<Imported[]> => {
      const rows = await rowsOf(eventId, lines);
      const imported: Imported[] = [];
      setDone(0);
      for (let at = 0; at < rows.length; at += GUESTS_PER_BATCH_MAX) {
        const batch = rows.slice(at, at + GUESTS_PER_BATCH_MAX);
        const request = { event_id: eventId, rows: batch, claim_codes: true };
        const outcomes = expectOk(await qik.event.add_guests(request));
        imported.push(...outcomes.map(({ verdict }, i) => ({ line: lines[at + i], verdict })));
        setDone(imported.length);
      }
      return imported;
    },
    onSettled: () => cache.invalidateQueries({ queryKey: ['attendees', String(eventId)] }),
  });
  return { adding, done };
}
