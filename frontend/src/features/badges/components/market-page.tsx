import type { Offer, Trade } from '@qikcard/contracts';
import { Link, useSearchParams } from 'react-router';
import { Card } from '../../../components/ui/card.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { Tabs } from '../../../components/ui/tabs.tsx';
import { localZone } from '../../../lib/local-zone.ts';
import { qikAmount } from '../../../lib/qik-amount.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { useBadgesText } from '../../../locales/badges.ts';
import { usePersonName } from '../../profile/components/use-person-name.ts';
import { useSession } from '../../session/api/session.tsx';
import { useBadge } from '../api/badges.ts';
import { useMyOffers, useMyTrades } from '../api/market.ts';
import { ForSale } from './for-sale.tsx';
import { Withdraw } from './offers-and-swaps.tsx';
import { stateOf, tradeText } from './trade-progress.tsx';

/** What is for sale; for who is signed in, what they have offered, bought and sold. */
export function MarketPage() {
  const p = useBadgesText();
  const { status } = useSession();
  const [params, setParams] = useSearchParams();
  const tabs = [
    { value: 'sale', label: p('market.sale'), content: <ForSale /> },
    { value: 'offers', label: p('market.mine'), content: <MyOffers /> },
    { value: 'trades', label: p('market.trades'), content: <MyTrades /> },
  ];
  const view = tabs.find(({ value }) => value === params.get('view'))?.value ?? 'sale';
  const back = status === 'in' ? { back: { to: '/badges', label: p('title') } } : {};
  return (
    <Page title={p('market')} lead={p('market.lead')} {...back}>
      {status === 'in' ? (
        <Tabs
          label={p('market')}
          tabs={tabs}
          value={view}
          onChange={(value) => setParams({ view: value }, { replace: true })}
        />
      ) : (
        <ForSale />
      )}
    </Page>
  );
}

const line =
  'flex flex-wrap items-center justify-between gap-3 border-line border-b px-5 py-4 last:border-b-0';
const name = 'wrap-anywhere rounded-sm font-medium text-accent-text hover:underline';

function MyOffers() {
  const p = useBadgesText();
  const offers = useMyOffers();
  if (offers.isPending) return <SkeletonRows rows={2} className="h-16 rounded-md" />;
  if (offers.isError) return <ErrorPanel error={offers.error} onRetry={() => offers.refetch()} />;
  if (offers.data.length === 0) return <p className="text-muted">{p('market.offersNone')}</p>;
  return (
    <Card>
      <ul>
        {offers.data.map((offer) => (
          <OfferLine key={String(offer.id)} offer={offer} />
        ))}
      </ul>
    </Card>
  );
}

function OfferLine({ offer }: { offer: Offer }) {
  const t = useText();
  const p = useBadgesText();
  const until = dateTime(offer.expires_at_ns, { locale: t.locale, zone: localZone() });
  return (
    <li className={line}>
      <div className="min-w-0">
        <Link to={`/badges/${offer.badge.id}`} className={name}>
          {offer.badge.design.name}
        </Link>
        <p className="tabular text-muted text-sm">
          {qikAmount(offer.price_e8s, t.locale)} · {p('market.until', { time: until })}
        </p>
      </div>
      <Withdraw offer={offer} />
    </li>
  );
}

function MyTrades() {
  const p = useBadgesText();
  const trades = useMyTrades();
  if (trades.isPending) return <SkeletonRows rows={2} className="h-16 rounded-md" />;
  if (trades.isError) return <ErrorPanel error={trades.error} onRetry={() => trades.refetch()} />;
  if (trades.data.length === 0) return <p className="text-muted">{p('market.tradesNone')}</p>;
  return (
    <Card>
      <ul>
        {trades.data.map((trade) => (
          <TradeLine key={String(trade.id)} trade={trade} />
        ))}
      </ul>
    </Card>
  );
}

const pills = { Done: 'admitted', Refused: 'refused' } as const;

function TradeLine({ trade }: { trade: Trade }) {
  const t = useText();
  const p = useBadgesText();
  const { principal } = useSession();
  const bought = trade.buyer.toText() === principal;
  const other = usePersonName((bought ? trade.seller : trade.buyer).toText());
  const badge = useBadge(trade.badge_id).data;
  const at = dateTime(trade.began_at_ns, { locale: t.locale, zone: localZone() });
  const state = stateOf(trade) as keyof typeof pills;
  return (
    <li className={line}>
      <div className="min-w-0">
        <Link to={`/badges/${trade.badge_id}`} className={name}>
          {badge?.design.name ?? p('number', { number: String(trade.badge_id) })}
        </Link>
        <p className="tabular text-muted text-sm">
          {p(bought ? 'trade.bought' : 'trade.sold', { name: other })} ·{' '}
          {qikAmount(trade.price_e8s, t.locale)} · {at}
        </p>
      </div>
      <StatusPill status={pills[state] ?? 'waiting'}>{tradeText(trade, p)}</StatusPill>
    </li>
  );
}
