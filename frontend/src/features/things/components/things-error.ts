import { QikCardError } from '@qikcard/client';
import { errorText } from '../../../lib/error-text.ts';
import type { Text } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import type { ThingsText } from '../../../locales/things.ts';

type At = { locale: string; zone: string };
type Data = Record<string, unknown>;

/** Why something about a thing did not work, in the reader's language and the thing's time zone. */
export function thingsError(error: unknown, t: Text, p: ThingsText, at: At): string {
  if (!(error instanceof QikCardError) || error.kind !== 'refused') return errorText(error, t);
  const data = (typeof error.data === 'object' && error.data !== null ? error.data : {}) as Data;
  const time = (value: unknown): string => dateTime(value as bigint, at);
  const [again] = (data['again_at_ns'] ?? []) as [bigint?];
  if (error.code === 'AllLent' && again) return p('refusal.AllLentAgain', { time: time(again) });
  if (error.code === 'CodeRefused' && data['reason'] === 'AlreadyUsed')
    return p('refusal.CodeUsed');
  const ofCode = `refusal.code.${data['reason']}`;
  if (error.code === 'CodeRefused' && p.has(ofCode)) return p(ofCode);
  if (error.code === 'Invalid' && data['field'] === 'deposit') return p('refusal.deposit');
  const key = `refusal.${error.code}`;
  if (!p.has(key)) return errorText(error, t);
  return p(key, {
    limit: String(data['limit'] ?? ''),
    ...('latest_due_ns' in data ? { time: time(data['latest_due_ns']) } : {}),
    ...('from_ns' in data ? { from: time(data['from_ns']), until: time(data['until_ns']) } : {}),
  });
}
