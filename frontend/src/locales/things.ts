/** Texts of lending and borrowing; the type of the English ones completes the others. */
import { areaText } from '../lib/area-text.ts';
import type { TextOf } from '../lib/text.tsx';
import type { en } from './things/en.ts';

export type ThingsCatalogue = Record<keyof typeof en, string>;
export type ThingsText = TextOf<keyof typeof en>;

export const useThingsText = areaText<ThingsCatalogue>({
  en: async () => (await import('./things/en.ts')).en,
  de: async () => (await import('./things/de.ts')).de,
  fr: async () => (await import('./things/fr.ts')).fr,
  es: async () => (await import('./things/es.ts')).es,
  ja: async () => (await import('./things/ja.ts')).ja,
});
