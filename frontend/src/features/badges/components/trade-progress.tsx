import type { Trade } from '@qikcard/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Spinner } from '../../../components/ui/spinner.tsx';
import { useText } from '../../../lib/text.tsx';
import { type BadgesText, useBadgesText } from '../../../locales/badges.ts';
import { useSession } from '../../session/api/session.tsx';
import { useTrade } from '../api/market.ts';

export const stateOf = ({ state }: Trade) => Object.keys(state)[0] as 'Done';

/** A state of a sale in words. */
export function tradeText(trade: Trade, p: BadgesText): string {
  if (!('Refused' in trade.state)) return p(`trade.${stateOf(trade)}`);
  const key = `reason.${trade.state.Refused.reason}`;
  return p('trade.Refused', { reason: p.has(key) ? p(key) : p('reason.other') });
}

/** How far a sale is, until it is over; whoever closes it finds it under their trades. */
export function TradeProgress({ id, onClose }: { id: bigint; onClose(): void }) {
  const t = useText();
  const p = useBadgesText();
  const cache = useQueryClient();
  const { principal } = useSession();
  const trade = useTrade(id).data;
  const state = trade && stateOf(trade);
  useEffect(() => {
    const over = ['Done', 'Refused', 'PayingOut'].includes(state ?? '');
    if (over) void cache.invalidateQueries({ queryKey: ['badges'] });
  }, [state, cache]);
  if (!trade || 'Collecting' in trade.state) {
    return (
      <p role="status" className="flex items-center gap-3">
        <Spinner />
        {p('trade.Collecting')}
      </p>
    );
  }
  const refused = 'Refused' in trade.state;
  const bought = trade.buyer.toText() === principal;
  return (
    <>
      <Notice tone={refused ? 'problem' : 'info'}>
        {refused
          ? `${tradeText(trade, p)}. ${p('trade.notSold')}`
          : p(bought ? 'trade.yours' : 'trade.seller')}
      </Notice>
      <Button wide look="secondary" onClick={onClose}>
        {t('action.done')}
      </Button>
    </>
  );
}
