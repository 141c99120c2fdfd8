/** The words under which staff find a guest. */
import { wordKey, wordsOf } from '../domain/people/words.ts';
import type { RegistrationRow } from '../rows.ts';
import { guestWords } from './store.ts';

/** Staff no longer find the guest by this name; gives the number of words. */
export function dropWords(
  id: bigint,
  { eventId, displayName }: Pick<RegistrationRow, 'eventId' | 'displayName'>,
): number {
  const words = wordsOf(displayName);
  for (const word of words) guestWords.remove([eventId, wordKey(word), id]);
  return words.length;
}
