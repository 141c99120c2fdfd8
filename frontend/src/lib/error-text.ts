import { QikCardError } from '@qikcard/client';
import { inWords } from './problem-text.ts';
import type { Text } from './text.tsx';

/** What went wrong, for people, in their language; the client's English sentence otherwise. */
export function errorText(error: unknown, t: Text): string {
  if (!(error instanceof QikCardError)) return t('error.unexpected');
  const key = error.kind === 'refused' ? `refusal.${error.code}` : `error.${error.kind}`;
  if (!t.has(key)) return error.message;
  const values = plainValues(error.data);
  return t(key, isInvalid(values) ? inWords(values) : values);
}

const isInvalid = (values: Record<string, string>): values is { field: string; problem: string } =>
  'field' in values && 'problem' in values;

function plainValues(data: unknown): Record<string, string> {
  if (typeof data !== 'object' || data === null) return {};
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, String(value)]));
}

export const isForbidden = (error: unknown): boolean =>
  error instanceof QikCardError && error.kind === 'refused' && error.code === 'Forbidden';
export const isSessionEnd = (error: unknown): boolean =>
  error instanceof QikCardError && error.kind === 'session' && error.code !== 'ClockWrong';
