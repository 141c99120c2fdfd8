import { refusalSentence, type ScanRefusal } from '@qikcard/contracts';
import type { TextOf } from '../../../lib/text.tsx';
import type { DoorTextKey } from '../../../locales/door/en.ts';

/** What staff read under "refused", in their language and the event's time. */
export function refusalText(
  refusal: ScanRefusal,
  d: TextOf<DoorTextKey>,
  time: (atNs: bigint) => string,
): string {
  const [name, data] = Object.entries(refusal)[0] as [string, Record<string, unknown> | null];
  const key = `r.${name}`;
  if (!d.has(key)) return refusalSentence(refusal, time);
  const values: Record<string, string> = { gate: '' };
  for (const [field, value] of Object.entries(data ?? {})) {
    if (typeof value === 'bigint') values['time'] = time(value);
    else if (field === 'gate') values['gate'] = String(value);
    else if (typeof value === 'number') values['seconds'] = String(value);
  }
  return d(key, values).replace(/ · $/, '');
}
