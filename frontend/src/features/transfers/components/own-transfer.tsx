import type { Transfer } from '@qikcard/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { useNow } from '../../../lib/now.ts';
import { toNs } from '../../../lib/time.ts';
import { usePersonName } from '../../profile/components/use-person-name.ts';
import { useSession } from '../../session/api/session.tsx';
import { useTransfersText } from '../api/text.ts';
import { isOpen, stageOf, type TransferDeed } from '../api/transfers.ts';
import { DeedDialog } from './deed-dialog.tsx';
import { TransferRow } from './transfer-row.tsx';

/** A transfer of mine: the receiver accepts or declines it, the giver takes it back. */
export function OwnTransfer({ transfer }: { transfer: Transfer }) {
  const text = useTransfersText();
  const { principal } = useSession();
  const from = transfer.from.toText();
  const to = transfer.to.toText();
  const isGiver = from === principal;
  const other = usePersonName(isGiver ? to : from);
  const [deed, setDeed] = useState<TransferDeed>();
  const ready = stageOf(transfer, toNs(useNow(10_000))) === 'Ready';
  const askedByMe = transfer.requested_by.toText() === principal;
  const wayOut = askedByMe ? 'withdraw' : isGiver ? 'refuse' : 'decline';
  return (
    <>
      <TransferRow
        transfer={transfer}
        from={isGiver ? text('you') : other}
        to={isGiver ? other : text('you')}
        actions={
          isOpen(transfer) && (
            <>
              <Button
                look={askedByMe ? 'secondary' : 'danger'}
                aria-label={text(`${wayOut}Named`, { name: other })}
                onClick={() => setDeed('cancel')}
              >
                {text(wayOut)}
              </Button>
              {ready && !isGiver && (
                <Button
                  aria-label={text('acceptNamed', { name: other })}
                  onClick={() => setDeed('accept')}
                >
                  {text('accept')}
                </Button>
              )}
            </>
          )
        }
      />
      <DeedDialog
        transfer={transfer}
        deed={deed}
        title={
          deed === 'accept'
            ? text('acceptTitle', { name: other })
            : text(`${wayOut}Title`, { name: other })
        }
        action={text(deed === 'accept' ? 'accept' : wayOut)}
        onClose={() => setDeed(undefined)}
      />
    </>
  );
}
