import type { Transfer } from '@qikcard/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { Switch } from '../../../components/ui/switch.tsx';
import { useSession } from '../../session/api/session.tsx';
import { useTransfersText } from '../../transfers/api/text.ts';
import { isOpen, type TransferDeed, useAllTransfers } from '../../transfers/api/transfers.ts';
import { DeedDialog } from '../../transfers/components/deed-dialog.tsx';
import { TransferRow } from '../../transfers/components/transfer-row.tsx';
import { useNameOf } from '../api/users.ts';
import { MoreButton } from './more-button.tsx';

/** Who gives roles to whom; whoever lost a sign-in waits here for an admin's word. */
export function TransfersPanel() {
  const text = useTransfersText();
  const transfers = useAllTransfers();
  const [openOnly, setOpenOnly] = useState(true);
  if (transfers.isPending) return <SkeletonRows rows={3} className="h-24 rounded-lg" />;
  if (!transfers.data) {
    return <ErrorPanel error={transfers.error} onRetry={() => void transfers.refetch()} />;
  }
  const shown = transfers.data.filter((transfer) => !openOnly || isOpen(transfer));
  return (
    <div className="flex flex-col gap-4">
      <p className="max-w-2xl text-muted text-sm">{text('adminLead')}</p>
      <div className="max-w-md">
        <Switch label={text('adminOpenOnly')} checked={openOnly} onChange={setOpenOnly} />
      </div>
      <Card>
        {shown.length === 0 ? (
          <EmptyState drawing="key" title={text('noneTitle')}>
            {text('adminNone')}
          </EmptyState>
        ) : (
          <ul>
            {shown.map((transfer) => (
              <AdminTransfer key={String(transfer.number)} transfer={transfer} />
            ))}
          </ul>
        )}
      </Card>
      <MoreButton pages={transfers} />
    </div>
  );
}

function AdminTransfer({ transfer }: { transfer: Transfer }) {
  const text = useTransfersText();
  const { principal } = useSession();
  const nameOf = useNameOf();
  const [deed, setDeed] = useState<TransferDeed>();
  const from = transfer.from.toText();
  const to = transfer.to.toText();
  const named = (who: string) => nameOf(who) ?? `${who.slice(0, 11)}…`;
  const names = { from: named(from), to: named(to) };
  const concerned = principal === from || principal === to;
  return (
    <>
      <TransferRow
        transfer={transfer}
        {...names}
        actions={
          isOpen(transfer) && (
            <>
              <Button
                look="danger"
                aria-label={text('stopNamed', names)}
                onClick={() => setDeed('cancel')}
              >
                {text('stop')}
              </Button>
              {'NeedsApproval' in transfer.status && !concerned && (
                <Button aria-label={text('approveNamed', names)} onClick={() => setDeed('approve')}>
                  {text('approve')}
                </Button>
              )}
            </>
          )
        }
      />
      <DeedDialog
        transfer={transfer}
        deed={deed}
        title={text(deed === 'approve' ? 'approveTitle' : 'stopTitle', names)}
        action={text(deed === 'approve' ? 'approve' : 'stop')}
        onClose={() => setDeed(undefined)}
      />
    </>
  );
}
