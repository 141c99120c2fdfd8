import { areaText } from '../../../lib/area-text.ts';
import type { TextOf } from '../../../lib/text.tsx';
import type { AdminTextKey } from '../../../locales/admin/en.ts';

export type AdminText = TextOf<AdminTextKey>;

export const useAdminText = areaText<Record<AdminTextKey, string>>({
  en: async () => (await import('../../../locales/admin/en.ts')).adminEn,
  de: async () => (await import('../../../locales/admin/de.ts')).adminDe,
  fr: async () => (await import('../../../locales/admin/fr.ts')).adminFr,
  es: async () => (await import('../../../locales/admin/es.ts')).adminEs,
  ja: async () => (await import('../../../locales/admin/ja.ts')).adminJa,
});
