import { areaText } from '../../../lib/area-text.ts';
import type { SessionsTextKey } from '../../../locales/sessions/en.ts';

export const useSessionsText = areaText<Record<SessionsTextKey, string>>({
  en: async () => (await import('../../../locales/sessions/en.ts')).sessionsEn,
  de: async () => (await import('../../../locales/sessions/de.ts')).sessionsDe,
  fr: async () => (await import('../../../locales/sessions/fr.ts')).sessionsFr,
  es: async () => (await import('../../../locales/sessions/es.ts')).sessionsEs,
  ja: async () => (await import('../../../locales/sessions/ja.ts')).sessionsJa,
});
