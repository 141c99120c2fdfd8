import { Principal } from '@dfinity/principal';
import { usePerson } from '../api/profile.ts';
import { personName } from './person-name.ts';

/** What to call the person behind a principal: their username once it is known, a short form else. */
export function usePersonName(principal: string): string {
  const person = usePerson(principal).data;
  return personName(person ?? { principal: Principal.fromText(principal), username: [] });
}
