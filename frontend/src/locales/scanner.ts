/** Texts of the camera that reads codes. */
import { areaText } from '../lib/area-text.ts';
import type { ScannerTextKey } from './scanner/en.ts';

export const useScannerText = areaText<Record<ScannerTextKey, string>>({
  en: async () => (await import('./scanner/en.ts')).scannerEn,
  de: async () => (await import('./scanner/de.ts')).scannerDe,
  fr: async () => (await import('./scanner/fr.ts')).scannerFr,
  es: async () => (await import('./scanner/es.ts')).scannerEs,
  ja: async () => (await import('./scanner/ja.ts')).scannerJa,
});
