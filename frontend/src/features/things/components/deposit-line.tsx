import type { Loan } from '@qikcard/contracts';
import { qikAmount } from '../../../lib/qik-amount.ts';
import { dateTime } from '../../../lib/time.ts';
import { type ThingsText, useThingsText } from '../../../locales/things.ts';
import { useZone } from '../api/zone.ts';

/** What became of the deposit of a loan, in a sentence; undefined where there is none. */
export function depositText(
  loan: Loan,
  p: ThingsText,
  at: { locale: string; zone: string },
): string | undefined {
  const [deposit] = loan.deposit_held;
  const [state] = loan.deposit;
  if (!deposit || !state || 'Asked' in state) return undefined;
  const amount = qikAmount(deposit.amount_e8s, p.locale);
  const kept = qikAmount(deposit.kept_e8s, p.locale);
  if ('Claimed' in state) return p('deposit.kept', { amount, kept });
  if ('Released' in state) return p('deposit.back', { amount });
  const [until] = deposit.settles_at_ns;
  if ('Returned' in loan.state && until !== undefined) {
    return p('deposit.looking', { amount, time: dateTime(until, at) });
  }
  return p('deposit.held', { amount });
}

/** The same under a loan in a list. */
export function DepositLine({ loan }: { loan: Loan }) {
  const p = useThingsText();
  const text = depositText(loan, p, useZone(loan.owner));
  return text ? <p className="text-muted text-sm">{text}</p> : null;
}
