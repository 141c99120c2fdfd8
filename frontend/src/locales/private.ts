/** Texts of private details; the type of the English ones completes the others. */
import { areaText } from '../lib/area-text.ts';
import type { en } from './private/en.ts';

export type PrivateCatalogue = Record<keyof typeof en, string>;

export const usePrivateText = areaText<PrivateCatalogue>({
  en: async () => (await import('./private/en.ts')).en,
  de: async () => (await import('./private/de.ts')).de,
  fr: async () => (await import('./private/fr.ts')).fr,
  es: async () => (await import('./private/es.ts')).es,
  ja: async () => (await import('./private/ja.ts')).ja,
});
