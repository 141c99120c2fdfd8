import type { BadgeView } from '@qikcard/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { qikAmount, readQik } from '../../../lib/qik-amount.ts';
import { useText } from '../../../lib/text.tsx';
import { useBadgesText } from '../../../locales/badges.ts';
import { useSession } from '../../session/api/session.tsx';
import { useMarketSteps, useTerms } from '../api/market.ts';
import { PriceField, Sums, usePriceProblem } from './amounts.tsx';

const BASIS_POINTS = 10_000n;

/** Offering a badge for sale, with what will be left of the price. */
export function SellDialog({ badge, onClose }: { badge: BadgeView; onClose(): void }) {
  const t = useText();
  const p = useBadgesText();
  const say = useToast();
  const { principal } = useSession();
  const fee = useTerms().data?.fee_e8s ?? 0n;
  const { list } = useMarketSteps();
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const problem = usePriceProblem(text);
  const price = readQik(text) ?? 0n;
  const own = badge.design.creator.toText() === principal;
  const share = own ? 0n : (price * BigInt(badge.design.royalty_basis_points)) / BASIS_POINTS;
  const royalty = share > fee ? share : 0n;
  const done = () => {
    say(p('sell.done'));
    onClose();
  };
  return (
    <Dialog open onOpenChange={onClose} title={p('sell.title')} description={p('sell.lead')}>
      <form
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!problem) list.mutate({ id: badge.id, price }, { onSuccess: done });
        }}
      >
        <PriceField value={text} onChange={setText} error={tried ? problem : undefined} />
        {!problem && (
          <Sums
            rows={[
              [p('price'), price],
              ...(royalty > 0n ? [[p('sell.royalty'), -royalty] as [string, bigint]] : []),
              [p('fee'), -fee],
              [p('sell.gets'), price - royalty - fee],
            ]}
          />
        )}
        {list.isError && <Notice tone="problem">{areaErrorText(list.error, t, p)}</Notice>}
        <Button type="submit" wide busy={list.isPending}>
          {problem ? p('sell') : p('sell.action', { price: qikAmount(price, t.locale) })}
        </Button>
      </form>
    </Dialog>
  );
}
