import type { BadgeView } from '@qikcard/contracts';
import { ArrowLeftRight, HandCoins, ShoppingBag, Tag } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { qikAmount } from '../../../lib/qik-amount.ts';
import { useText } from '../../../lib/text.tsx';
import { useBadgesText } from '../../../locales/badges.ts';
import { useSession } from '../../session/api/session.tsx';
import { useListing, useMarketSteps } from '../api/market.ts';
import { BuyDialog } from './buy-dialog.tsx';
import { OfferDialog } from './offer-dialog.tsx';
import { SellDialog } from './sell-dialog.tsx';
import { SwapDialog } from './swap-dialog.tsx';

type Props = { badge: BadgeView; mine: boolean };

/** What the market lets this person do with this badge. */
export function BadgeMarket({ badge, mine }: Props) {
  const { status } = useSession();
  const [price, setPrice] = useState<bigint>();
  return (
    <>
      {mine && <Selling badge={badge} />}
      {!mine && status === 'in' && <Buying badge={badge} onBuy={setPrice} />}
      {!mine && status !== 'in' && <PriceTag badge={badge} />}
      {/* Stays while the badge changes hands, until its new owner has read so. */}
      {price !== undefined && (
        <BuyDialog badge={badge} price={price} onClose={() => setPrice(undefined)} />
      )}
    </>
  );
}

function PriceTag({ badge }: { badge: BadgeView }) {
  const t = useText();
  const listing = useListing(badge.id).data;
  if (!listing) return null;
  return <StatusPill status="accent">{qikAmount(listing.price_e8s, t.locale)}</StatusPill>;
}

function Selling({ badge }: { badge: BadgeView }) {
  const t = useText();
  const p = useBadgesText();
  const say = useToast();
  const listing = useListing(badge.id).data;
  const { cancel } = useMarketSteps();
  const [open, setOpen] = useState(false);
  if (listing) {
    return (
      <>
        <StatusPill status={listing.selling ? 'waiting' : 'accent'}>
          {listing.selling ? p('market.selling') : qikAmount(listing.price_e8s, t.locale)}
        </StatusPill>
        {!listing.selling && (
          <Button
            look="secondary"
            icon={Tag}
            busy={cancel.isPending}
            onClick={() =>
              cancel.mutate(badge.id, {
                onSuccess: () => say(p('sell.cancelled')),
                onError: (error) => say(areaErrorText(error, t, p), 'problem'),
              })
            }
          >
            {p('sell.cancel')}
          </Button>
        )}
      </>
    );
  }
  return (
    <>
      <Button look="secondary" icon={Tag} onClick={() => setOpen(true)}>
        {p('sell')}
      </Button>
      {open && <SellDialog badge={badge} onClose={() => setOpen(false)} />}
    </>
  );
}

function Buying({ badge, onBuy }: { badge: BadgeView; onBuy(price: bigint): void }) {
  const t = useText();
  const p = useBadgesText();
  const listing = useListing(badge.id).data;
  const [open, setOpen] = useState<'offer' | 'swap'>();
  const close = () => setOpen(undefined);
  return (
    <>
      {listing?.selling && <StatusPill status="waiting">{p('market.selling')}</StatusPill>}
      {listing && !listing.selling && (
        <Button icon={ShoppingBag} onClick={() => onBuy(listing.price_e8s)}>
          {p('buy', { price: qikAmount(listing.price_e8s, t.locale) })}
        </Button>
      )}
      <Button look="secondary" icon={HandCoins} onClick={() => setOpen('offer')}>
        {p('offer')}
      </Button>
      <Button look="secondary" icon={ArrowLeftRight} onClick={() => setOpen('swap')}>
        {p('swap')}
      </Button>
      {open === 'offer' && <OfferDialog badge={badge} onClose={close} />}
      {open === 'swap' && <SwapDialog badge={badge} onClose={close} />}
    </>
  );
}
