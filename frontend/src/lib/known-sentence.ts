/** What a canister may say, and the text that says the same; named groups fill its holes. */
export type SentenceRule<K extends string> = readonly [RegExp, K];

/** A canister's English sentence in the reader's language, where the catalogue knows it. */
export function knownSentence<K extends string>(
  sentence: string,
  rules: readonly SentenceRule<K>[],
  text: (key: K, values?: Record<string, string>) => string,
): string {
  for (const [pattern, key] of rules) {
    const found = pattern.exec(sentence);
    if (found) return text(key, { ...found.groups });
  }
  return sentence;
}
