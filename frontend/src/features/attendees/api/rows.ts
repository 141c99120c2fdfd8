/** Choosing and writing out rows of the attendees table. */
import {
  fromOpt,
  type GuestNotes,
  type Question,
  type Registration,
  type TicketType,
} from '@qikcard/contracts';
import Papa from 'papaparse';
import { toLocalField, toMs } from '../../../lib/time.ts';

export const guestStates = [
  'expected',
  'inside',
  'left',
  'revoked',
  'unclaimed',
  'flagged',
] as const;
export type GuestState = (typeof guestStates)[number];

/** Where a guest is: one word per row. */
export function stateOf(row: Registration): 'expected' | 'inside' | 'left' | 'revoked' {
  if (row.inside) return 'inside';
  if (row.revoked) return 'revoked';
  return fromOpt(row.checked_out_at_ns) === undefined ? 'expected' : 'left';
}

export type Wanted = { text: string; state: GuestState | ''; type: number };

/** Case and accents do not count when names are compared. */
export const plainName = (name: string): string =>
  name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

const plainNames = new WeakMap<Registration, string>();
/** Kept with its row: making fifty thousand of them anew with every page would be felt. */
function plainNameOf(row: Registration): string {
  const known = plainNames.get(row);
  if (known !== undefined) return known;
  const plain = plainName(row.display_name);
  plainNames.set(row, plain);
  return plain;
}

/** The rows that are asked for. */
export function chosen(rows: Registration[], wanted: Wanted): Registration[] {
  const words = plainName(wanted.text).split(/\s+/).filter(Boolean);
  return rows.filter(
    (row) =>
      words.every((word) => plainNameOf(row).includes(word)) &&
      (wanted.type === 0 || row.ticket_type === wanted.type) &&
      isIn(row, wanted.state),
  );
}

/** Two lists without repetition: what was found elsewhere comes behind what is here. */
export function joined(rows: Registration[], found: Registration[]): Registration[] {
  if (found.length === 0) return rows;
  const here = new Set(rows.map(({ id }) => id));
  const more = found.filter(({ id }) => !here.has(id));
  return more.length === 0 ? rows : [...rows, ...more];
}

/**
 * The pages of a table with `changed` in them: known rows replaced, new ones in the order of their
 * numbers. What lies behind the last page of an unfinished table comes with the pages to come.
 */
export function withChanges(
  pages: Registration[][],
  changed: Registration[],
  complete: boolean,
): Registration[][] {
  const news = new Map(changed.map((row) => [row.id, row]));
  const replaced = pages.map((page) => {
    if (!page.some(({ id }) => news.has(id))) return page;
    return page.map((row) => {
      const now = news.get(row.id);
      news.delete(row.id);
      return now ?? row;
    });
  });
  const last = replaced.at(-1)?.at(-1)?.id;
  const fresh = [...news.values()].filter(
    ({ id }) => complete || (last !== undefined && id < last),
  );
  for (const row of fresh) insert(replaced, row);
  return replaced;
}

function insert(pages: Registration[][], row: Registration): void {
  const found = pages.findIndex((page) => (page.at(-1)?.id ?? 0n) > row.id);
  const at = found < 0 ? pages.length - 1 : found;
  const before = pages[at].filter(({ id }) => id < row.id).length;
  pages[at] = pages[at].toSpliced(before, 0, row);
}

function isIn(row: Registration, state: Wanted['state']): boolean {
  if (state === '') return true;
  if (state === 'unclaimed') return !row.claimed && !row.revoked;
  if (state === 'flagged') return row.attention;
  return stateOf(row) === state;
}

/** "2026-11-21 18:00:07" on a clock in `zone`. */
export function moment([ns]: [] | [bigint], zone: string): string {
  if (ns === undefined) return '';
  const seconds = String(Math.floor(toMs(ns) / 1_000) % 60).padStart(2, '0');
  return `${toLocalField(toMs(ns), zone).replace('T', ' ')}:${seconds}`;
}

export type Known = { questions: Question[]; cards: Map<bigint, GuestNotes> };
const NOTHING: Known = { questions: [], cards: new Map() };

/**
 * The rows as CSV with times in the zone of the event, and a column for every question; nothing in
 * it is taken for a formula.
 */
export function toCsv(
  rows: Registration[],
  types: TicketType[],
  zone: string,
  { questions, cards }: Known = NOTHING,
): string {
  const names = new Map(types.map(({ number, name }) => [number, name]));
  const answers = ({ id }: Registration) => {
    const given = new Map(cards.get(id)?.answers.map((each) => [each.question, each.answer]));
    return Object.fromEntries(questions.map((q) => [columnOf(q), given.get(q.number) ?? '']));
  };
  return Papa.unparse(
    rows.map((row) => ({
      id: String(row.id),
      name: row.display_name,
      ticket: names.get(row.ticket_type) ?? '',
      state: stateOf(row),
      claimed: row.claimed ? 'yes' : 'no',
      registered: moment([row.registered_at_ns], zone),
      entered: moment(row.checked_in_at_ns, zone),
      left: moment(row.checked_out_at_ns, zone),
      zone,
      attention: cards.get(row.id)?.attention ?? '',
      note: cards.get(row.id)?.note ?? '',
      ...answers(row),
    })),
    { escapeFormulae: true },
  );
}

/** Two questions in the same words stay two columns. */
const columnOf = ({ number, text }: Question): string => `${number}. ${text}`;

/** Hands a text file to the person. */
export function download(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}
