import { areaText } from '../../../lib/area-text.ts';
import type { PushTextKey } from '../../../locales/push/en.ts';

export const usePushText = areaText<Record<PushTextKey, string>>({
  en: async () => (await import('../../../locales/push/en.ts')).pushEn,
  de: async () => (await import('../../../locales/push/de.ts')).pushDe,
  fr: async () => (await import('../../../locales/push/fr.ts')).pushFr,
  es: async () => (await import('../../../locales/push/es.ts')).pushEs,
  ja: async () => (await import('../../../locales/push/ja.ts')).pushJa,
});
