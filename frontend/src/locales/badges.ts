/** Texts of badges, rewards and the market; the type of the English ones completes the others. */
import { areaText } from '../lib/area-text.ts';
import type { TextOf } from '../lib/text.tsx';
import type { en } from './badges/en.ts';

export type BadgesCatalogue = Record<keyof typeof en, string>;
export type BadgesText = TextOf<keyof typeof en>;

export const useBadgesText = areaText<BadgesCatalogue>({
  en: async () => (await import('./badges/en.ts')).en,
  de: async () => (await import('./badges/de.ts')).de,
  fr: async () => (await import('./badges/fr.ts')).fr,
  es: async () => (await import('./badges/es.ts')).es,
  ja: async () => (await import('./badges/ja.ts')).ja,
});
