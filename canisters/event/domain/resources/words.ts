/** Words as a search compares them: lower case, without the marks of Latin letters. */

/** Words are compared by their first bytes only. */
export const WORD_BYTES = 24;
const WORDS_PER_THING_MAX = 24;
const PLAIN = /^[0-9a-z]+$/;
const BETWEEN_WORDS = /[\s!-/:-@[-`{-~\u3000-\u303f\uff01-\uff0f]+/;
const MARKED: Record<string, string> = {};
for (const group of [
  'aàáâãäåāă',
  'cçćč',
  'dď',
  'eèéêëēě',
  'iìíîïī',
  'nñńň',
  'oòóôõöøō',
  'rř',
  'sśšş',
  'tť',
  'uùúûüūů',
  'yýÿ',
  'zźżž',
]) {
  for (const letter of group.slice(1)) MARKED[letter] = group[0];
}
Object.assign(MARKED, { ß: 'ss', æ: 'ae', œ: 'oe', ł: 'l' });

const plain = (text: string): string =>
  Array.from(text.toLowerCase(), (letter) => MARKED[letter] ?? letter).join('');

/** The words of a text, each once. */
export function wordsOf(text: string): string[] {
  return [...new Set(plain(text).split(BETWEEN_WORDS))].filter((word) => word !== '');
}

/**
 * What to index of a thing: its words, and every ending of words in scripts that are written
 * without spaces.
 */
export function indexedWords(texts: readonly string[]): Uint8Array[] {
  const found = new Map<string, Uint8Array>();
  for (const word of wordsOf(texts.join(' '))) {
    const letters = PLAIN.test(word) ? [word] : endings(word);
    for (const each of letters) found.set(each, wordKey(each));
  }
  return [...found.values()].slice(0, WORDS_PER_THING_MAX);
}

const endings = (word: string): string[] => {
  const letters = Array.from(word);
  return letters.map((_, at) => letters.slice(at).join('')).slice(0, 12);
};

/** The first bytes of a word, padded with zeros. */
export function wordKey(word: string): Uint8Array {
  const key = new Uint8Array(WORD_BYTES);
  key.set(new TextEncoder().encode(word).subarray(0, WORD_BYTES));
  return key;
}

/** Whether a stored word starts with what was typed. */
export function startsWith(stored: Uint8Array, typed: string): boolean {
  const start = new TextEncoder().encode(typed).subarray(0, WORD_BYTES);
  return start.every((byte, at) => stored[at] === byte);
}

/** Whether every typed word starts some word of the texts. */
export function matches(texts: readonly string[], typed: readonly string[]): boolean {
  const stored = indexedWords(texts);
  return typed.every((word) => stored.some((each) => startsWith(each, word)));
}
