/** Texts of who scanned me and of disputes; the type of the English ones completes the others. */
import { areaText } from '../lib/area-text.ts';
import type { TextOf } from '../lib/text.tsx';
import type { en } from './scans/en.ts';

export type ScansCatalogue = Record<keyof typeof en, string>;
export type ScansText = TextOf<keyof typeof en>;

export const useScansText = areaText<ScansCatalogue>({
  en: async () => (await import('./scans/en.ts')).en,
  de: async () => (await import('./scans/de.ts')).de,
  fr: async () => (await import('./scans/fr.ts')).fr,
  es: async () => (await import('./scans/es.ts')).es,
  ja: async () => (await import('./scans/ja.ts')).ja,
});
