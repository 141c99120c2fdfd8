import { ScanLine } from 'lucide-react';
import { Button, ButtonLink } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { useText } from '../../../lib/text.tsx';
import { useThingsText } from '../../../locales/things.ts';
import { useMyLoans } from '../api/loans.ts';
import { MyLoanRow } from './my-loan-row.tsx';

/** What I have, or what I ever had. */
export function MyLoans({ openOnly }: { openOnly: boolean }) {
  const t = useText();
  const p = useThingsText();
  const loans = useMyLoans(openOnly);
  if (loans.isPending) return <SkeletonRows rows={2} />;
  if (loans.isError) return <ErrorPanel error={loans.error} onRetry={() => loans.refetch()} />;
  if (loans.data.length === 0) {
    return (
      <Card>
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
      </Card>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <Card>
        <ul>
          {loans.data.map((loan) => (
            <MyLoanRow key={String(loan.id)} loan={loan} />
          ))}
        </ul>
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
