/** Texts of one area of the app: they arrive with its pages, and nobody else loads them. */
import { use } from 'react';
import { type Language, makeText, type TextOf, useText } from './text.tsx';

type Loaders<C> = Record<Language, () => Promise<C>>;

/** A hook for the texts behind `load`; it suspends until those of the language have arrived. */
export function areaText<C extends Record<string, string>>(
  load: Loaders<C>,
): () => TextOf<keyof C & string> {
  const arriving = new Map<Language, Promise<TextOf<keyof C & string>>>();
  return function useAreaText() {
    const { language } = useText();
    let text = arriving.get(language);
    if (!text) {
      text = load[language]().then((texts) => makeText<keyof C & string>(language, texts));
      // What failed to arrive is asked for again by the next visit.
      text.catch(() => arriving.delete(language));
      arriving.set(language, text);
    }
    return use(text);
  };
}
