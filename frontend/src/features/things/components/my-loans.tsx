import type { Loan } from '@qikcard/contracts';
import { ScanLine } from 'lucide-react';
import { ButtonLink } from '../../../components/ui/button.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { useThingsText } from '../../../locales/things.ts';
import { useMyLoans } from '../api/loans.ts';
import { LoanList } from './loan-list.tsx';
import { MyLoanRow } from './my-loan-row.tsx';

/** What I have, or what I ever had. */
export function MyLoans({ openOnly }: { openOnly: boolean }) {
  const p = useThingsText();
  const loans = useMyLoans(openOnly);
  const none = (
    <EmptyState
      drawing="shelf"
      title={p('mine.noneTitle')}
      action={
        <ButtonLink to="/scan" icon={ScanLine}>
          {p('action.enterCode')}
        </ButtonLink>
      }
    >
      {p(openOnly ? 'mine.none' : 'history.none')}
    </EmptyState>
  );
  const row = (loan: Loan) => <MyLoanRow key={String(loan.id)} loan={loan} />;
  return <LoanList loans={loans} none={none} row={row} />;
}
