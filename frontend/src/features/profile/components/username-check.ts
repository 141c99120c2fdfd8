import { usePeopleText } from '../../../locales/people.ts';
import { isUsername, useAvailability } from '../api/username.ts';

/** What there is to say about a username while it is typed: its form, and whether it is free. */
export function useUsernameCheck(value: string, current = '') {
  const p = usePeopleText();
  const name = value.trim().replace(/^@/, '').toLowerCase();
  const isNew = name !== '' && name !== current;
  const valid = isUsername(name);
  const availability = useAvailability(name, isNew && valid);
  const isTaken = availability === 'taken';
  const hints = {
    checking: () => p('username.checking'),
    free: () => p('username.free', { name }),
    taken: () => p('username.rules'),
    unknown: () => p('username.rules'),
  };
  const malformed = isNew && !valid ? p('username.invalid') : undefined;
  return {
    name,
    isNew,
    valid,
    isTaken,
    problem: isTaken ? p('username.taken', { name }) : malformed,
    hint: hints[availability](),
  };
}
