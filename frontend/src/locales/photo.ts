/** Texts of pictures that guests give for the door; the type of the English ones completes the others. */
import { areaText } from '../lib/area-text.ts';
import type { en } from './photo/en.ts';

export const usePhotoText = areaText<Record<keyof typeof en, string>>({
  en: async () => (await import('./photo/en.ts')).en,
  de: async () => (await import('./photo/de.ts')).de,
  fr: async () => (await import('./photo/fr.ts')).fr,
  es: async () => (await import('./photo/es.ts')).es,
  ja: async () => (await import('./photo/ja.ts')).ja,
});
