import type { Transfer } from '@qikcard/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Card, Section } from '../../../components/ui/card.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { useText } from '../../../lib/text.tsx';
import { useMe } from '../../session/api/me.ts';
import { useSession } from '../../session/api/session.tsx';
import { useTransfersText } from '../api/text.ts';
import { isOpen, useMyTransfers } from '../api/transfers.ts';
import { OwnTransfer } from './own-transfer.tsx';
import { type Direction, RequestDialog } from './request-dialog.tsx';

/** Giving my roles to somebody else, taking theirs over, and what became of it before. */
export function TransfersPage() {
  const t = useText();
  const text = useTransfersText();
  const transfers = useMyTransfers();
  const rows = transfers.data ?? [];
  return (
    <Page
      title={text('title')}
      lead={text('lead')}
      width="narrow"
      back={{ to: '/account', label: t('account.title') }}
    >
      {transfers.isPending && <SkeletonRows rows={2} className="h-24 rounded-lg" />}
      {transfers.isError && !transfers.data && (
        <ErrorPanel error={transfers.error} onRetry={() => void transfers.refetch()} />
      )}
      {transfers.data && (
        <>
          <Open rows={rows.filter(isOpen)} />
          <History rows={rows.filter((transfer) => !isOpen(transfer))} />
        </>
      )}
      {transfers.hasNextPage && (
        <Button
          look="secondary"
          busy={transfers.isFetchingNextPage}
          onClick={() => void transfers.fetchNextPage()}
          className="self-start"
        >
          {t('action.more')}
        </Button>
      )}
    </Page>
  );
}

function Open({ rows }: { rows: Transfer[] }) {
  const text = useTransfersText();
  const { principal } = useSession();
  const hasRoles = (useMe().data?.roles.length ?? 0) > 0;
  const [direction, setDirection] = useState<Direction>();
  const waits = rows.some(({ requested_by }) => requested_by.toText() === principal);
  const ways = waits ? null : (
    <div className="flex flex-wrap justify-center gap-3">
      {hasRoles && <Button onClick={() => setDirection('give')}>{text('give')}</Button>}
      <Button look="secondary" onClick={() => setDirection('ask')}>
        {text('ask')}
      </Button>
    </div>
  );
  return (
    <Section title={text('open')} action={rows.length > 0 && ways}>
      {waits && <p className="-mt-3 text-muted text-sm">{text('oneAtATime')}</p>}
      <Card>
        {rows.length === 0 ? (
          <EmptyState drawing="key" title={text('noneTitle')} action={ways}>
            {text(hasRoles ? 'none' : 'noneWithoutRoles')}
          </EmptyState>
        ) : (
          <ul>
            {rows.map((transfer) => (
              <OwnTransfer key={String(transfer.number)} transfer={transfer} />
            ))}
          </ul>
        )}
      </Card>
      <RequestDialog direction={direction} onClose={() => setDirection(undefined)} />
    </Section>
  );
}

function History({ rows }: { rows: Transfer[] }) {
  const text = useTransfersText();
  if (rows.length === 0) return null;
  return (
    <Section title={text('history')}>
      <Card>
        <ul>
          {rows.map((transfer) => (
            <OwnTransfer key={String(transfer.number)} transfer={transfer} />
          ))}
        </ul>
      </Card>
    </Section>
  );
}
