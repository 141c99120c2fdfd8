import { areaText } from '../../../lib/area-text.ts';
import type { TextOf } from '../../../lib/text.tsx';
import type { FirstRunTextKey } from '../../../locales/first-run/en.ts';

export type FirstRunText = TextOf<FirstRunTextKey>;

export const useFirstRunText = areaText<Record<FirstRunTextKey, string>>({
  en: async () => (await import('../../../locales/first-run/en.ts')).firstRunEn,
  de: async () => (await import('../../../locales/first-run/de.ts')).firstRunDe,
  fr: async () => (await import('../../../locales/first-run/fr.ts')).firstRunFr,
  es: async () => (await import('../../../locales/first-run/es.ts')).firstRunEs,
  ja: async () => (await import('../../../locales/first-run/ja.ts')).firstRunJa,
});
