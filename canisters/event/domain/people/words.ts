/** Words as indexes keep them: without case and accents, by how they start. */

/** Bytes of a word that an index keeps. */
export const WORD_KEY_BYTES = 10;
const WORDS_MAX = 6;
const MARKS = /\p{M}/gu;
const WORD = /[\p{L}\p{N}]+/gu;

/** The different words of a text, in order, at most six. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replace(MARKS, '').toLowerCase();
  return [...new Set(plain.match(WORD) ?? [])].slice(0, WORDS_MAX);
}

/** The first bytes of a word, padded with zeros, as a key. */
export function wordKey(word: string): Uint8Array {
  const key = new Uint8Array(WORD_KEY_BYTES);
  key.set(new TextEncoder().encode(word).subarray(0, WORD_KEY_BYTES));
  return key;
}

/** Whether a key belongs to a word that starts like this one. */
export function startsLike(key: Uint8Array, word: string): boolean {
  const start = new TextEncoder().encode(word).subarray(0, WORD_KEY_BYTES);
  return start.every((byte, i) => key[i] === byte);
}

/** Whether every word typed is the start of a word of the text. */
export function matches(text: string, typed: string[]): boolean {
  const words = wordsOf(text);
  return typed.every((start) => words.some((word) => word.startsWith(start)));
}
