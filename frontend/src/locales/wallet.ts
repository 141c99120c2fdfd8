/** Texts of the wallet; the type of the English ones completes the others. */
import { areaText } from '../lib/area-text.ts';
import type { TextOf } from '../lib/text.tsx';
import type { en } from './wallet/en.ts';

export type WalletCatalogue = Record<keyof typeof en, string>;
export type WalletText = TextOf<keyof typeof en>;

export const useWalletText = areaText<WalletCatalogue>({
  en: async () => (await import('./wallet/en.ts')).en,
  de: async () => (await import('./wallet/de.ts')).de,
  fr: async () => (await import('./wallet/fr.ts')).fr,
  es: async () => (await import('./wallet/es.ts')).es,
  ja: async () => (await import('./wallet/ja.ts')).ja,
});
