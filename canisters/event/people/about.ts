/** Rows about one event, with what holds where nothing was ever written. */

import { usualSettings } from '../domain/people/details.ts';
import type { EventTexts } from '../rows.ts';
import { eventTexts } from '../store.ts';
import type { EventSettings, QuestionRow, Tally, TicketTypeRow } from './rows.ts';
import { eventQuestions, eventSettings, tallies, ticketTypes } from './store.ts';

export const settingsOf = (eventId: bigint): EventSettings =>
  eventSettings.get(eventId) ?? usualSettings;
export const questionsOf = (eventId: bigint): QuestionRow[] => eventQuestions.get(eventId) ?? [];
const NOBODY: Tally = { waiting: 0, applied: 0, held: 0 };
export const tallyOf = (eventId: bigint): Tally => tallies.get(eventId) ?? NOBODY;

/** Counts people into or out of the lines of an event. */
export function countIn(eventId: bigint, change: Partial<Tally>): void {
  const { waiting, applied, held } = tallyOf(eventId);
  tallies.put(eventId, {
    waiting: waiting + (change.waiting ?? 0),
    applied: applied + (change.applied ?? 0),
    held: held + (change.held ?? 0),
  });
}

/** The types of an event by number, withdrawn ones included. */
export function typesOf(eventId: bigint, settings: EventSettings): [number, TicketTypeRow][] {
  return Array.from({ length: settings.ticketTypes }, (_, i) => [
    i + 1,
    ticketTypes.get([eventId, i + 1]) as TicketTypeRow,
  ]);
}

/** Counts places of a type as given away (1) or free again (-1); events without types have none. */
export function countType(eventId: bigint, number: number, change: 1 | -1): void {
  if (number === 0) return;
  const row = ticketTypes.get([eventId, number]) as TicketTypeRow;
  ticketTypes.put([eventId, number], { ...row, taken: row.taken + change });
}

export function textsOf(eventId: bigint): EventTexts {
  const texts = eventTexts.get(eventId);
  if (texts === undefined) throw new Error('an event has texts');
  return texts;
}
