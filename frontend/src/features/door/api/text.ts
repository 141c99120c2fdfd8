import { areaText } from '../../../lib/area-text.ts';
import type { DoorTextKey } from '../../../locales/door/en.ts';

export const useDoorText = areaText<Record<DoorTextKey, string>>({
  en: async () => (await import('../../../locales/door/en.ts')).doorEn,
  de: async () => (await import('../../../locales/door/de.ts')).doorDe,
  fr: async () => (await import('../../../locales/door/fr.ts')).doorFr,
  es: async () => (await import('../../../locales/door/es.ts')).doorEs,
  ja: async () => (await import('../../../locales/door/ja.ts')).doorJa,
});
