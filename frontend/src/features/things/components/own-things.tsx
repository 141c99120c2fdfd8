import type { ResourceOwner } from '@qikcard/contracts';
import { Plus } from 'lucide-react';
import { Button, ButtonLink } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { useText } from '../../../lib/text.tsx';
import { useThingsText } from '../../../locales/things.ts';
import { ownerText, useThings } from '../api/things.ts';
import { ThingCard } from './thing-card.tsx';

/** All that an owner lends. */
export function OwnThings({ owner }: { owner: ResourceOwner }) {
  const t = useText();
  const p = useThingsText();
  const things = useThings({ text: '', owner, retired: true });
  if (things.isPending) return <SkeletonRows rows={3} />;
  if (things.isError) return <ErrorPanel error={things.error} onRetry={() => things.refetch()} />;
  if (things.data.length === 0) {
    return (
      <Card>
        <EmptyState
          drawing="shelf"
          title={p('things.noneTitle')}
          action={
            <ButtonLink to={`/lend/${ownerText(owner)}/new`} icon={Plus}>
              {p('action.new')}
            </ButtonLink>
          }
        >
          {p('things.none')}
        </EmptyState>
      </Card>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      <ul className="grid gap-3 md:grid-cols-2 xl:grid-cols-3">
        {things.data.map((thing) => (
          <li key={String(thing.id)} className="grid">
            <ThingCard thing={thing} to={`/things/${thing.id}`} />
          </li>
        ))}
      </ul>
      {things.hasNextPage && (
        <Button
          look="secondary"
          busy={things.isFetchingNextPage}
          onClick={() => things.fetchNextPage()}
        >
          {t('action.more')}
        </Button>
      )}
    </div>
  );
}
