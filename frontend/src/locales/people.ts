/** Texts of profiles, people, the inbox and privacy; the type of the English ones completes the others. */
import { areaText } from '../lib/area-text.ts';
import type { TextOf } from '../lib/text.tsx';
import type { en } from './people/en.ts';

export type PeopleCatalogue = Record<keyof typeof en, string>;
export type PeopleText = TextOf<keyof typeof en>;

export const usePeopleText = areaText<PeopleCatalogue>({
  en: async () => (await import('./people/en.ts')).en,
  de: async () => (await import('./people/de.ts')).de,
  fr: async () => (await import('./people/fr.ts')).fr,
  es: async () => (await import('./people/es.ts')).es,
  ja: async () => (await import('./people/ja.ts')).ja,
});
