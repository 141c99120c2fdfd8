import { type AuthRefusal, err, NAME_MAX_CHARS, ok, type Result } from '@qikcard/contracts';
import { parseReadable } from './readable.ts';

/** A name as it is stored: trimmed, composed (NFC), 1 to 80 characters, readable at the door. */
export function parseDisplayName(given: string): Result<string, AuthRefusal> {
  const parsed = parseReadable(given, NAME_MAX_CHARS);
  if ('text' in parsed) return ok(parsed.text);
  return err({ Invalid: { field: 'display_name', problem: parsed.problem } });
}
