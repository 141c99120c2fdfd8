/** Texts of doors that do more than scan; the type of the English ones completes the others. */
import { areaText } from '../lib/area-text.ts';
import type { en } from './gate/en.ts';

export type GateTextKey = keyof typeof en;
export type GateText = ReturnType<typeof useGateText>;

export const useGateText = areaText<Record<GateTextKey, string>>({
  en: async () => (await import('./gate/en.ts')).en,
  de: async () => (await import('./gate/de.ts')).de,
  fr: async () => (await import('./gate/fr.ts')).fr,
  es: async () => (await import('./gate/es.ts')).es,
  ja: async () => (await import('./gate/ja.ts')).ja,
});
