/** Texts of doors; the type of the English ones completes the others. */
import { areaText } from '../lib/area-text.ts';
import type { en } from './doors/en.ts';

export type DoorsCatalogue = Record<keyof typeof en, string>;
export type DoorsText = ReturnType<typeof useDoorsText>;

export const useDoorsText = areaText<DoorsCatalogue>({
  en: async () => (await import('./doors/en.ts')).en,
  de: async () => (await import('./doors/de.ts')).de,
  fr: async () => (await import('./doors/fr.ts')).fr,
  es: async () => (await import('./doors/es.ts')).es,
  ja: async () => (await import('./doors/ja.ts')).ja,
});
