import { Coins, Store } from 'lucide-react';
import { Button, ButtonLink } from '../../../components/ui/button.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { useText } from '../../../lib/text.tsx';
import { useBadgesText } from '../../../locales/badges.ts';
import { useSession } from '../../session/api/session.tsx';
import { useBadgesOf } from '../api/badges.ts';
import { BadgeGrid } from './badge-grid.tsx';

/** My badges, newest first. */
export function WallPage() {
  const t = useText();
  const p = useBadgesText();
  const { principal } = useSession();
  const badges = useBadgesOf(principal);
  return (
    <Page
      title={p('title')}
      lead={p('lead')}
      action={
        <div className="flex flex-wrap gap-3">
          <ButtonLink to="/badges/rewards" look="secondary" icon={Coins}>
            {p('rewards')}
          </ButtonLink>
          <ButtonLink to="/badges/market" look="secondary" icon={Store}>
            {p('market')}
          </ButtonLink>
        </div>
      }
    >
      {badges.isPending && <SkeletonRows rows={2} className="h-48 rounded-lg" />}
      {badges.isError && <ErrorPanel error={badges.error} onRetry={() => badges.refetch()} />}
      {badges.data?.length === 0 && (
        <EmptyState
          drawing="tickets"
          title={p('noneTitle')}
          action={<ButtonLink to="/discover">{p('find')}</ButtonLink>}
        >
          {p('none')}
        </EmptyState>
      )}
      {badges.data && badges.data.length > 0 && <BadgeGrid badges={badges.data} />}
      {badges.hasNextPage && (
        <Button
          look="secondary"
          busy={badges.isFetchingNextPage}
          onClick={() => void badges.fetchNextPage()}
        >
          {t('action.more')}
        </Button>
      )}
    </Page>
  );
}
