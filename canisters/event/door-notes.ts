/** What staff at the way in are to see of a guest, and to ask. */
import type { DoorNotes, Verdict } from '@qikcard/contracts';
import { questionView } from './domain/people/questions.ts';
import { kept } from './kept.ts';
import { questionsOf } from './people/about.ts';
import { guestCards } from './people/store.ts';
import type { RegistrationRow } from './rows.ts';

const doorQuestions = kept((eventId) => questionsOf(eventId).filter(({ atDoor }) => atDoor));

/** To be called when the questions of an event have changed. */
export const questionsChanged = (eventId: bigint): void => doorQuestions.forget(eventId);

/** The verdict with what staff must see first; a guest without flag or question costs no read. */
export function withDoorNotes(
  verdict: Verdict,
  registrationOf: (id: bigint) => RegistrationRow | undefined,
): Verdict {
  if (!('Admitted' in verdict || 'AdmittedProvisional' in verdict)) return verdict;
  const passage = 'Admitted' in verdict ? verdict.Admitted : verdict.AdmittedProvisional.passage;
  const { registration_id: id } = passage;
  const row = registrationOf(id);
  const notes = row && notesOf(id, row);
  if (notes === undefined) return verdict;
  const noted = { ...passage, door_notes: [notes] as [DoorNotes] };
  if ('Admitted' in verdict) return { Admitted: noted };
  return { AdmittedProvisional: { ...verdict.AdmittedProvisional, passage: noted } };
}

function notesOf(id: bigint, { eventId, attention }: RegistrationRow): DoorNotes | undefined {
  const asked = doorQuestions.get(eventId);
  if (!attention && asked.length === 0) return undefined;
  const card = guestCards.get(id);
  const answered = new Set(card?.answers.map(({ question }) => question));
  const questions = asked.filter(({ number }) => !answered.has(number)).map(questionView);
  if (!attention && questions.length === 0) return undefined;
  return { attention: attention ? (card?.attention ?? '') : '', questions };
}
