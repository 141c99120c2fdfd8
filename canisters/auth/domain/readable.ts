// Controls, line and paragraph separators, and marks that reverse or hide text: what is shown to
// people must look like what it is.
const UNREADABLE =
  /[\p{Cc}\p{Cs}\p{Co}\p{Zl}\p{Zp}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;

/** Text for people: trimmed, composed (NFC), 1 to `maxChars` readable characters; else a problem. */
export function parseReadable(
  given: string,
  maxChars: number,
): { text: string } | { problem: string } {
  // Bounds the work before anything looks at the characters.
  if (given.length > maxChars * 8) return { problem: `at most ${maxChars} characters` };
  const text = given.normalize('NFC').trim();
  const chars = [...text].length;
  if (chars === 0) return { problem: 'must not be empty' };
  if (chars > maxChars) return { problem: `at most ${maxChars} characters` };
  if (UNREADABLE.test(text))
    return { problem: 'letters, digits and signs only, no control characters' };
  return { text };
}
