/** Texts of season passes; the type of the English ones completes the others. */
import { areaText } from '../lib/area-text.ts';
import type { en } from './memberships/en.ts';

export type MembershipsCatalogue = Record<keyof typeof en, string>;

export const useMembershipsText = areaText<MembershipsCatalogue>({
  en: async () => (await import('./memberships/en.ts')).en,
  de: async () => (await import('./memberships/de.ts')).de,
  fr: async () => (await import('./memberships/fr.ts')).fr,
  es: async () => (await import('./memberships/es.ts')).es,
  ja: async () => (await import('./memberships/ja.ts')).ja,
});
