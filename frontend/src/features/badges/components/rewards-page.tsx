import { Store, Wallet } from 'lucide-react';
import { Link } from 'react-router';
import { Button, ButtonLink } from '../../../components/ui/button.tsx';
import { Card, Section } from '../../../components/ui/card.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { Skeleton, SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { localZone } from '../../../lib/local-zone.ts';
import { qikAmount } from '../../../lib/qik-amount.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { useBadgesText } from '../../../locales/badges.ts';
import { useWalletText } from '../../../locales/wallet.ts';
import { useQikBalance } from '../api/market.ts';
import { type NamedReward, useRewards } from '../api/rewards.ts';

/** QIK I have, and what earned what. */
export function RewardsPage() {
  const t = useText();
  const p = useBadgesText();
  const w = useWalletText();
  const rewards = useRewards();
  const balance = useQikBalance();
  return (
    <Page
      title={p('rewards')}
      lead={p('rewards.lead')}
      back={{ to: '/badges', label: p('title') }}
      width="narrow"
      action={
        <ButtonLink to="/badges/market" look="secondary" icon={Store}>
          {p('rewards.spend')}
        </ButtonLink>
      }
    >
      <Card className="flex flex-col gap-1 p-6">
        <p className="text-muted text-sm">{p('rewards.balance')}</p>
        {balance.data === undefined ? (
          <Skeleton className="h-10 w-40" />
        ) : (
          <p className="wrap-anywhere tabular font-semibold text-4xl tracking-[-0.03em]">
            {qikAmount(balance.data, t.locale)}
          </p>
        )}
        <ButtonLink to="/wallet/qik" look="secondary" icon={Wallet} className="mt-4 self-start">
          {w('title')}
        </ButtonLink>
      </Card>
      {rewards.isPending && <SkeletonRows rows={3} className="h-16 rounded-md" />}
      {rewards.isError && <ErrorPanel error={rewards.error} onRetry={() => rewards.refetch()} />}
      {rewards.data?.length === 0 && (
        <EmptyState drawing="tickets" title={p('rewards.noneTitle')}>
          {p('rewards.none')}
        </EmptyState>
      )}
      {rewards.data && rewards.data.length > 0 && (
        <Section title={p('rewards.earned')}>
          <Card>
            <ul>
              {rewards.data.map((reward) => (
                <Line key={String(reward.id)} reward={reward} />
              ))}
            </ul>
          </Card>
        </Section>
      )}
      {rewards.hasNextPage && (
        <Button look="secondary" onClick={() => void rewards.fetchNextPage()}>
          {t('action.more')}
        </Button>
      )}
    </Page>
  );
}

function Line({ reward }: { reward: NamedReward }) {
  const t = useText();
  const p = useBadgesText();
  const { badge, id, amount, at_ns } = reward;
  const words = badge === undefined ? p('rewards.gone') : p('rewards.for', { badge });
  const at = { locale: t.locale, zone: localZone() };
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 border-line border-b px-5 py-4 last:border-b-0">
      <span className="tabular font-semibold">+{qikAmount(amount, t.locale)}</span>
      <span className="flex min-w-0 flex-1 basis-48 flex-col">
        {badge === undefined ? (
          <span className="text-muted">{words}</span>
        ) : (
          <Link
            to={`/badges/${id}`}
            className="wrap-anywhere self-start rounded-sm font-medium text-accent-text hover:underline"
          >
            {words}
          </Link>
        )}
        <span className="text-muted text-sm">{dateTime(at_ns, at)}</span>
      </span>
    </li>
  );
}
