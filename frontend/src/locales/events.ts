/** Texts of events and their people; the type of the English ones completes the others. */
import { areaText } from '../lib/area-text.ts';
import type { TextOf } from '../lib/text.tsx';
import type { en } from './events/en.ts';

export type EventsCatalogue = Record<keyof typeof en, string>;
export type EventsText = TextOf<keyof typeof en>;

export const useEventsText = areaText<EventsCatalogue>({
  en: async () => (await import('./events/en.ts')).en,
  de: async () => (await import('./events/de.ts')).de,
  fr: async () => (await import('./events/fr.ts')).fr,
  es: async () => (await import('./events/es.ts')).es,
  ja: async () => (await import('./events/ja.ts')).ja,
});
