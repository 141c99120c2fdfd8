/**
 * Texts in five languages. Forty lines instead of an i18n framework: the framework alone was a
 * tenth of the first load, and all it did here was look up, fill in and pick a plural.
 */
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import type { en } from '../locales/en.ts';
import { preference, usePreference } from './preference.ts';

export type TextKey = keyof typeof en;
export type Catalogue = Record<TextKey, string>;
type PluralKey<K> = K extends `${infer Base}.other` ? Base : never;
type Values = Record<string, string | number>;

export const languages = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  ja: '日本語',
};
export type Language = keyof typeof languages;
const languageCodes = Object.keys(languages) as Language[];

const load: Record<Language, () => Promise<Catalogue>> = {
  en: async () => (await import('../locales/en.ts')).en,
  de: async () => (await import('../locales/de.ts')).de,
  fr: async () => (await import('../locales/fr.ts')).fr,
  es: async () => (await import('../locales/es.ts')).es,
  ja: async () => (await import('../locales/ja.ts')).ja,
};

/** The person's choice, or the first of the browser's languages that we speak. */
export const languagePreference = preference<Language>('qikcard.language', languageCodes, () => {
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2));
  return wanted.map((tag) => languageCodes.find((code) => code === tag)).find(Boolean) ?? 'en';
});

/** The texts of a catalogue with the keys `K`. */
export type TextOf<K extends string> = {
  language: Language;
  /** For dates and numbers: the browser's own region of this language, where it names one. */
  locale: string;
  (key: K, values?: Values): string;
  /** Picks the plural form of `count` and fills it in as `{count}`. */
  count(key: PluralKey<K>, count: number, values?: Values): string;
  has(key: string): key is K;
};
export type Text = TextOf<TextKey>;

export function makeText<K extends string>(
  language: Language,
  catalogue: Record<K, string>,
): TextOf<K> {
  const locale = navigator.languages.find((tag) => tag.slice(0, 2) === language) ?? language;
  const plurals = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(locale);
  const t = (key: K, values: Values = {}) =>
    catalogue[key].replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
  return Object.assign(t, {
    language,
    locale,
    count(key: PluralKey<K>, count: number, values?: Values) {
      const form = `${key}.${plurals.select(count)}`;
      const found = form in catalogue ? form : `${key}.other`;
      return t(found as K, { count: number.format(count), ...values });
    },
    has: (key: string): key is K => key in catalogue,
  });
}

/** Loads the catalogue of a language; one small file each. */
export async function loadText(language: Language): Promise<Text> {
  return makeText(language, await load[language]());
}

const TextContext = createContext<Text | undefined>(undefined);

export function useText(): Text {
  const t = useContext(TextContext);
  if (!t) throw new Error('TextProvider is missing');
  return t;
}

/** Follows the language preference; keeps the old texts until the new ones have arrived. */
export function TextProvider({ initial, children }: { initial: Text; children: ReactNode }) {
  const [text, setText] = useState<Text>(() => initial);
  const wanted = usePreference(languagePreference);
  useEffect(() => {
    let current = true;
    if (wanted !== text.language) {
      loadText(wanted).then((next) => current && setText(() => next));
    }
    document.documentElement.lang = text.language;
    document.documentElement.dir = 'ltr';
    return () => {
      current = false;
    };
  }, [wanted, text]);
  return <TextContext value={text}>{children}</TextContext>;
}
