import { areaText } from '../../../lib/area-text.ts';
import type { TransfersTextKey } from '../../../locales/transfers/en.ts';

export const useTransfersText = areaText<Record<TransfersTextKey, string>>({
  en: async () => (await import('../../../locales/transfers/en.ts')).transfersEn,
  de: async () => (await import('../../../locales/transfers/de.ts')).transfersDe,
  fr: async () => (await import('../../../locales/transfers/fr.ts')).transfersFr,
  es: async () => (await import('../../../locales/transfers/es.ts')).transfersEs,
  ja: async () => (await import('../../../locales/transfers/ja.ts')).transfersJa,
});
