import { QikCardError } from '@qikcard/client';
import { errorText } from './error-text.ts';
import type { Text, TextOf } from './text.tsx';

/** Like `errorText`, with the refusals an area's own texts have words for. */
export function areaErrorText<K extends string>(error: unknown, t: Text, area: TextOf<K>): string {
  if (error instanceof QikCardError && error.kind === 'refused') {
    const key = `refusal.${error.code}`;
    const { data } = error;
    const limit =
      typeof data === 'object' && data !== null && 'limit' in data ? String(data.limit) : '';
    if (area.has(key)) return area(key, { limit });
  }
  return errorText(error, t);
}
