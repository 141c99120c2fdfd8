import { type AuthRefusal, err, NAME_MAX_CHARS, ok, type Result } from '@qikcard/contracts';

// Controls, line and paragraph separators, and marks that reverse or hide text: a name is read
// aloud at the door, so it must look like what it is.
const UNREADABLE =
  /[\p{Cc}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;

/** A name as it is stored: trimmed, composed (NFC), 1 to 80 characters, readable. */
export function parseDisplayName(given: string): Result<string, AuthRefusal> {
  // Bounds the work before anything looks at the characters.
  if (given.length > NAME_MAX_CHARS * 8) return invalid(`at most ${NAME_MAX_CHARS} characters`);
  const name = given.normalize('NFC').trim();
  const chars = [...name].length;
  if (chars === 0) return invalid('must not be empty');
  if (chars > NAME_MAX_CHARS) return invalid(`at most ${NAME_MAX_CHARS} characters`);
  if (UNREADABLE.test(name))
    return invalid('letters, digits and signs only, no control characters');
  return ok(name);
}

const invalid = (problem: string) => err({ Invalid: { field: 'display_name', problem } });
