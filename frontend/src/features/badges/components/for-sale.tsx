import { useEffect, useState } from 'react';
import { Button, ButtonLink } from '../../../components/ui/button.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Select } from '../../../components/ui/select.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { qikAmount } from '../../../lib/qik-amount.ts';
import { useText } from '../../../lib/text.tsx';
import { useBadgesText } from '../../../locales/badges.ts';
import { useSession } from '../../session/api/session.tsx';
import { useEventNames } from '../api/event-names.ts';
import { useMarket } from '../api/market.ts';
import { ANYTHING, chosen, isChoosy, kinds, orders, type Wanted } from '../api/market-filter.ts';
import { BadgeGrid } from './badge-grid.tsx';

/** Whoever looks for something has this many pages looked through without asking. */
const PAGES_AT_ONCE = 10;

/** What is for sale: newest first, or what somebody looks for. */
export function ForSale() {
  const t = useText();
  const p = useBadgesText();
  const { status } = useSession();
  const market = useMarket();
  const [wanted, setWanted] = useState<Wanted>(ANYTHING);
  const eventName = useEventNames(market.data ?? []);
  const choosy = isChoosy(wanted);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = market;
  const pages = Math.ceil((market.data?.length ?? 0) / 24);
  useEffect(() => {
    if (choosy && hasNextPage && !isFetchingNextPage && pages < PAGES_AT_ONCE) void fetchNextPage();
  }, [choosy, hasNextPage, isFetchingNextPage, fetchNextPage, pages]);
  if (market.isPending) return <SkeletonRows rows={2} className="h-48 rounded-lg" />;
  if (market.isError) return <ErrorPanel error={market.error} onRetry={() => market.refetch()} />;
  if (market.data.length === 0 && !hasNextPage) {
    return (
      <EmptyState
        drawing="shelf"
        title={p('market.noneTitle')}
        action={status === 'in' && <ButtonLink to="/badges">{p('title')}</ButtonLink>}
      >
        {p('market.none')}
      </EmptyState>
    );
  }
  const shown = chosen(market.data, wanted, eventName);
  const prices = new Map(shown.map(({ badge, price_e8s }) => [badge.id, price_e8s]));
  return (
    <div className="flex flex-col gap-8">
      <Wishes wanted={wanted} onChange={setWanted} />
      {shown.length === 0 && (
        <div role="status" className="flex flex-wrap items-center gap-4">
          <p className="text-muted">{p('market.noMatch')}</p>
          <Button look="secondary" onClick={() => setWanted(ANYTHING)}>
            {p('market.clear')}
          </Button>
        </div>
      )}
      {shown.length > 0 && (
        <BadgeGrid
          badges={shown.map(({ badge }) => badge)}
          note={({ id }) => (
            <span className="font-semibold text-ink">
              {qikAmount(prices.get(id) ?? 0n, t.locale)}
            </span>
          )}
        />
      )}
      {hasNextPage && (
        <Button look="secondary" busy={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('action.more')}
        </Button>
      )}
    </div>
  );
}

type WishesProps = { wanted: Wanted; onChange(wanted: Wanted): void };

function Wishes({ wanted, onChange }: WishesProps) {
  const p = useBadgesText();
  return (
    <search className="grid grid-cols-2 items-start gap-4 md:grid-cols-[2fr_1fr_1fr]">
      <div className="col-span-2 md:col-span-1">
        <TextField
          label={p('market.search')}
          type="search"
          placeholder={p('market.searchHint')}
          autoComplete="off"
          value={wanted.text}
          onChange={({ target }) => onChange({ ...wanted, text: target.value })}
        />
      </div>
      <Select
        label={p('market.kind')}
        value={wanted.kind}
        onChange={({ target }) => onChange({ ...wanted, kind: target.value as Wanted['kind'] })}
      >
        {(['all', ...kinds] as const).map((kind) => (
          <option key={kind} value={kind}>
            {p(`market.kind.${kind}`)}
          </option>
        ))}
      </Select>
      <Select
        label={p('market.sort')}
        value={wanted.order}
        onChange={({ target }) => onChange({ ...wanted, order: target.value as Wanted['order'] })}
      >
        {orders.map((order) => (
          <option key={order} value={order}>
            {p(`market.sort.${order}`)}
          </option>
        ))}
      </Select>
    </search>
  );
}
