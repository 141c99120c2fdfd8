import type { BadgeView } from '@qikcard/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { qikAmount, readQik } from '../../../lib/qik-amount.ts';
import { useText } from '../../../lib/text.tsx';
import { useBadgesText } from '../../../locales/badges.ts';
import { useMakeOffer, useQikBalance, useTerms } from '../api/market.ts';
import { PriceField, Sums, usePriceProblem } from './amounts.tsx';

const lengths = [3, 7, 14, 30];

/** Offering to buy a badge at one's own price. */
export function OfferDialog({ badge, onClose }: { badge: BadgeView; onClose(): void }) {
  const t = useText();
  const p = useBadgesText();
  const say = useToast();
  const fee = useTerms().data?.fee_e8s ?? 0n;
  const balance = useQikBalance().data ?? 0n;
  const offer = useMakeOffer(badge.id);
  const [text, setText] = useState('');
  const [days, setDays] = useState(7);
  const [tried, setTried] = useState(false);
  const price = readQik(text) ?? 0n;
  const total = price + 2n * fee;
  const wrong = usePriceProblem(text);
  const problem =
    wrong ?? (balance < total ? p('tooDear', { have: qikAmount(balance, t.locale) }) : undefined);
  const done = () => {
    say(p('offer.done'));
    onClose();
  };
  return (
    <Dialog open onOpenChange={onClose} title={p('offer.title')} description={p('offer.lead')}>
      <form
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!problem) offer.mutate({ price, fee, days }, { onSuccess: done });
        }}
      >
        <PriceField value={text} onChange={setText} error={tried ? problem : undefined} />
        <Select
          label={p('offer.days')}
          value={days}
          onChange={({ target }) => setDays(Number(target.value))}
        >
          {lengths.map((count) => (
            <option key={count} value={count}>
              {p('offer.daysValue', { count: String(count) })}
            </option>
          ))}
        </Select>
        {!wrong && (
          <Sums
            rows={[
              [p('price'), price],
              [p('fee'), 2n * fee],
              [p('total'), total],
            ]}
          />
        )}
        {offer.isError && <Notice tone="problem">{areaErrorText(offer.error, t, p)}</Notice>}
        <Button type="submit" wide busy={offer.isPending}>
          {wrong ? p('offer') : p('offer.action', { price: qikAmount(price, t.locale) })}
        </Button>
      </form>
    </Dialog>
  );
}
