import { QikCardError } from '@qikcard/client';
import { errorText } from '../../../lib/error-text.ts';
import type { Text } from '../../../lib/text.tsx';
import { tokenAmount, type Unit } from '../../../lib/token-amount.ts';
import type { WalletText } from '../../../locales/wallet.ts';
import { nothingDone } from './send.ts';

const AMOUNTS = ['spendable', 'needed', 'least', 'fee', 'most', 'left', 'balance', 'expected_fee'];

/** What went wrong with a payment, with its amounts in the units of the token. */
export function walletErrorText(error: unknown, t: Text, p: WalletText, unit: Unit): string {
  if (!(error instanceof QikCardError) || error.kind !== 'refused') {
    return nothingDone(error) ? errorText(error, t) : p('open.none');
  }
  const key = `refusal.${error.code}`;
  if (!p.has(key)) return errorText(error, t);
  const values = Object.entries(error.data ?? {}).map(([name, value]) => [
    name,
    AMOUNTS.includes(name) ? tokenAmount(BigInt(value as bigint), unit, t.locale) : String(value),
  ]);
  return p(key, Object.fromEntries(values));
}
