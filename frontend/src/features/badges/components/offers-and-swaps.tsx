import type { BadgeView, Offer, Swap } from '@qikcard/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Card, Section } from '../../../components/ui/card.tsx';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { localZone } from '../../../lib/local-zone.ts';
import { qikAmount } from '../../../lib/qik-amount.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { useBadgesText } from '../../../locales/badges.ts';
import { usePersonName } from '../../profile/components/use-person-name.ts';
import { useSession } from '../../session/api/session.tsx';
import { useMarketSteps, useOffers, useSwaps } from '../api/market.ts';
import { TradeProgress } from './trade-progress.tsx';

type Props = { badge: BadgeView; mine: boolean };

/** What others offer for a badge, and which badges. */
export function OffersAndSwaps({ badge, mine }: Props) {
  const p = useBadgesText();
  const offers = useOffers(badge.id).data ?? [];
  const swaps = useSwaps(badge.id).data ?? [];
  const [tradeId, setTradeId] = useState<bigint>();
  return (
    <>
      {offers.length > 0 && (
        <Section title={p('offer.list')}>
          <Card>
            <ul>
              {offers.map((offer) => (
                <OfferLine
                  key={String(offer.id)}
                  offer={offer}
                  mine={mine}
                  onAccepted={setTradeId}
                />
              ))}
            </ul>
          </Card>
        </Section>
      )}
      {swaps.length > 0 && (
        <Section title={p('swap.list')}>
          <Card>
            <ul>
              {swaps.map((swap) => (
                <SwapLine key={String(swap.id)} swap={swap} badge={badge} mine={mine} />
              ))}
            </ul>
          </Card>
        </Section>
      )}
      {/* The offer is gone as soon as it is accepted; how the sale goes on stays to be seen. */}
      {tradeId !== undefined && (
        <Dialog open onOpenChange={() => setTradeId(undefined)} title={badge.design.name}>
          <div className="flex flex-col gap-5">
            <TradeProgress id={tradeId} onClose={() => setTradeId(undefined)} />
          </div>
        </Dialog>
      )}
    </>
  );
}

const line =
  'flex flex-wrap items-center justify-between gap-3 border-line border-b px-5 py-4 last:border-b-0';

type OfferProps = { offer: Offer; mine: boolean; onAccepted(tradeId: bigint): void };

function OfferLine({ offer, mine, onAccepted }: OfferProps) {
  const t = useText();
  const p = useBadgesText();
  const { principal } = useSession();
  const name = usePersonName(offer.buyer.toText());
  const { accept } = useMarketSteps(onAccepted);
  const [asking, setAsking] = useState(false);
  const price = qikAmount(offer.price_e8s, t.locale);
  const until = dateTime(offer.expires_at_ns, { locale: t.locale, zone: localZone() });
  const gets = qikAmount(offer.seller_gets_e8s, t.locale);
  const asked = { id: offer.id, price: offer.price_e8s };
  return (
    <li className={line}>
      <div>
        <p className="tabular font-semibold">{price}</p>
        <p className="text-muted text-sm">
          {p('offer.by', { name })} · {p('market.until', { time: until })}
        </p>
      </div>
      {offer.buyer.toText() === principal && <Withdraw offer={offer} />}
      {mine && (
        <Button aria-label={p('offer.acceptOf', { price, name })} onClick={() => setAsking(true)}>
          {p('offer.accept')}
        </Button>
      )}
      {asking && (
        <ConfirmDialog
          open
          look="primary"
          title={p('offer.accept')}
          text={p('offer.acceptAsk', { badge: offer.badge.design.name, name, price, gets })}
          action={p('offer.accept')}
          busy={accept.isPending}
          error={accept.error}
          describe={(error) => areaErrorText(error, t, p)}
          onConfirm={() => accept.mutate(asked)}
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  );
}

/** Taking one's own offer back. */
export function Withdraw({ offer }: { offer: Offer }) {
  const t = useText();
  const p = useBadgesText();
  const say = useToast();
  const { withdraw } = useMarketSteps();
  return (
    <Button
      look="secondary"
      busy={withdraw.isPending}
      aria-label={p('offer.withdrawOf', { badge: offer.badge.design.name })}
      onClick={() =>
        withdraw.mutate(offer.id, {
          onSuccess: () => say(p('offer.withdrawn')),
          onError: (error) => say(areaErrorText(error, t, p), 'problem'),
        })
      }
    >
      {p('offer.withdraw')}
    </Button>
  );
}

function SwapLine({ swap, badge, mine }: Props & { swap: Swap }) {
  const t = useText();
  const p = useBadgesText();
  const say = useToast();
  const { principal } = useSession();
  const name = usePersonName(swap.proposer.toText());
  const { acceptSwap, withdrawSwap } = useMarketSteps();
  const [asking, setAsking] = useState(false);
  const words = { offered: swap.offered.design.name, wanted: swap.wanted.design.name };
  const ids = { id: swap.id, mine: swap.wanted.id, theirs: swap.offered.id };
  const accepted = () => {
    say(p('swap.accepted'));
    setAsking(false);
  };
  return (
    <li className={line}>
      <p className="wrap-anywhere min-w-0 flex-1 basis-48 font-medium">
        {p('swap.line', { ...words, name })}
      </p>
      {swap.proposer.toText() === principal && (
        <Button
          look="secondary"
          busy={withdrawSwap.isPending}
          onClick={() =>
            withdrawSwap.mutate(swap.id, { onSuccess: () => say(p('swap.withdrawn')) })
          }
        >
          {p('swap.withdraw')}
        </Button>
      )}
      {mine && swap.wanted.id === badge.id && (
        <Button aria-label={p('swap.acceptOf', { name })} onClick={() => setAsking(true)}>
          {p('swap.accept')}
        </Button>
      )}
      {asking && (
        <ConfirmDialog
          open
          look="primary"
          title={p('swap.accept')}
          text={p('swap.acceptAsk', words)}
          action={p('swap.accept')}
          busy={acceptSwap.isPending}
          error={acceptSwap.error}
          describe={(error) => areaErrorText(error, t, p)}
          onConfirm={() => acceptSwap.mutate(ids, { onSuccess: accepted })}
          onClose={() => setAsking(false)}
        />
      )}
    </li>
  );
}
