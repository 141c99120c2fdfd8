import type { Loan } from '@qikcard/contracts';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { dateTime } from '../../../lib/time.ts';
import { type ThingsText, useThingsText } from '../../../locales/things.ts';

type At = { locale: string; zone: string };

/** Where a loan stands, in a word. */
export function LoanPill({ loan, desk = false }: { loan: Loan; desk?: boolean }) {
  const p = useThingsText();
  if ('Requested' in loan.state) {
    return <StatusPill status="waiting">{p('loan.approvalWaits')}</StatusPill>;
  }
  if ('Declined' in loan.state) return <StatusPill status="draft">{p('loan.declined')}</StatusPill>;
  if ('Returned' in loan.state) return <StatusPill status="left">{p('loan.returned')}</StatusPill>;
  if (isOverdue(loan)) return <StatusPill status="refused">{p('loan.overdue')}</StatusPill>;
  return <StatusPill status="admitted">{p(desk ? 'loan.outDesk' : 'loan.out')}</StatusPill>;
}

/** The canister says so within a minute; the clock of the screen says so at once. */
export const isOverdue = (loan: Loan): boolean =>
  'Open' in loan.state && (loan.overdue || Number(loan.due_at_ns / 1_000_000n) < Date.now());

/** When it has to be back, or when it came back. */
export function loanTime(loan: Loan, p: ThingsText, at: At): string {
  const [back] = loan.returned_at_ns;
  if (back !== undefined) return p('loan.back', { time: dateTime(back, at) });
  return p('loan.due', { time: dateTime(loan.due_at_ns, at) });
}
