import type { BadgeView } from '@qikcard/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { qikAmount } from '../../../lib/qik-amount.ts';
import { useText } from '../../../lib/text.tsx';
import { useBadgesText } from '../../../locales/badges.ts';
import { useBuy, useQikBalance, useTerms } from '../api/market.ts';
import { Beside, Sums } from './amounts.tsx';
import { BadgePicture } from './badge-picture.tsx';
import { TradeProgress } from './trade-progress.tsx';

type Props = { badge: BadgeView; price: bigint; onClose(): void };

/** Buying a badge: what it costs in all, then how far the sale is. */
export function BuyDialog({ badge, price, onClose }: Props) {
  const t = useText();
  const p = useBadgesText();
  const fee = useTerms().data?.fee_e8s ?? 0n;
  const balance = useQikBalance().data;
  const buy = useBuy(badge.id);
  const [tradeId, setTradeId] = useState<bigint>();
  // Allowing the amount costs a fee too.
  const total = price + 2n * fee;
  const poor = balance !== undefined && balance < total;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={p('buy.title')}
      description={tradeId === undefined ? p('buy.lead') : undefined}
    >
      <div className="flex flex-col gap-5">
        <Beside picture={<BadgePicture badge={badge} />}>
          <p className="wrap-anywhere font-semibold">{badge.design.name}</p>
        </Beside>
        {tradeId !== undefined ? (
          <TradeProgress id={tradeId} onClose={onClose} />
        ) : (
          <>
            <Sums
              rows={[
                [p('price'), price],
                [p('fee'), 2n * fee],
                [p('total'), total],
              ]}
            />
            {poor && (
              <Notice tone="waiting">{p('tooDear', { have: qikAmount(balance, t.locale) })}</Notice>
            )}
            {buy.isError && <Notice tone="problem">{areaErrorText(buy.error, t, p)}</Notice>}
            <Button
              wide
              busy={buy.isPending}
              disabled={poor || balance === undefined}
              onClick={() => buy.mutate({ price, fee }, { onSuccess: ({ id }) => setTradeId(id) })}
            >
              {p('buy.action', { total: qikAmount(total, t.locale) })}
            </Button>
          </>
        )}
      </div>
    </Dialog>
  );
}
