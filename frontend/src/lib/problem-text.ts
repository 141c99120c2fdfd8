/** What a canister finds wrong with an input, in the reader's language. */
import type { SentenceRule } from './known-sentence.ts';

export type ProblemKey =
  | 'empty'
  | 'most'
  | 'range'
  | 'control'
  | 'https'
  | 'letters'
  | 'letterCount'
  | 'future'
  | 'recent'
  | 'person'
  | 'noRole'
  | 'openRequest'
  | 'apart'
  | 'full'
  | 'oneself'
  | 'lent'
  | 'picture'
  | 'other';
export type ProblemTexts = {
  problems: Record<ProblemKey, string>;
  /** Names of inputs; one that is not here keeps the name it has in the api. */
  fields: Record<string, string>;
};
type Invalid = { field: string; problem: string };

const catalogues: Record<string, () => Promise<ProblemTexts>> = {
  en: async () => (await import('../locales/problems/en.ts')).en,
  de: async () => (await import('../locales/problems/de.ts')).de,
  fr: async () => (await import('../locales/problems/fr.ts')).fr,
  es: async () => (await import('../locales/problems/es.ts')).es,
  ja: async () => (await import('../locales/problems/ja.ts')).ja,
};
let translate: ((invalid: Invalid) => Invalid) | undefined;

/** Loads the words of a language; nobody waits for them, since errors are not the first thing seen. */
export async function loadProblemTexts(language: string): Promise<void> {
  const [{ knownSentence }, { problemRules }, { problems, fields }] = await Promise.all([
    import('./known-sentence.ts'),
    import('./problem-rules.ts'),
    (catalogues[language] ?? catalogues.en)(),
  ]);
  const rules: readonly SentenceRule<ProblemKey>[] = problemRules;
  const words = (key: ProblemKey, values: Record<string, string> = {}) =>
    problems[key].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
  translate = ({ field, problem }) => ({
    field: fields[field] ?? field,
    problem: knownSentence(problem, rules, words),
  });
}

/** The same in the language that was loaded, or as the canister said it before one was. */
export const inWords = (invalid: Invalid): Invalid => translate?.(invalid) ?? invalid;
