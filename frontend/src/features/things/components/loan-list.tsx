import type { Loan } from '@qikcard/contracts';
import type { ReactNode } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { useText } from '../../../lib/text.tsx';
import type { useOwnerLoans } from '../api/loans.ts';

type Props = {
  loans: ReturnType<typeof useOwnerLoans>;
  /** What stands there while there are none. */
  none: ReactNode;
  row(loan: Loan): ReactNode;
};

/** Loans a page at a time, in every state a list has. */
export function LoanList({ loans, none, row }: Props) {
  const t = useText();
  if (loans.isPending) return <SkeletonRows rows={2} />;
  if (loans.isError) return <ErrorPanel error={loans.error} onRetry={() => loans.refetch()} />;
  if (loans.data.length === 0) return <Card>{none}</Card>;
  return (
    <div className="flex flex-col gap-4">
      <Card>
        <ul>{loans.data.map(row)}</ul>
      </Card>
      {loans.hasNextPage && (
        <Button
          look="secondary"
          busy={loans.isFetchingNextPage}
          onClick={() => loans.fetchNextPage()}
        >
          {t('action.more')}
        </Button>
      )}
    </div>
  );
}
