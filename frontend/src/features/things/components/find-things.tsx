import { SEARCH_MAX_CHARS } from '@qikcard/contracts';
import { useDeferredValue, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useText } from '../../../lib/text.tsx';
import { useThingsText } from '../../../locales/things.ts';
import { useThings } from '../api/things.ts';
import { ThingCard } from './thing-card.tsx';

/** Things that everybody may borrow, by the beginnings of words. */
export function FindThings() {
  const t = useText();
  const p = useThingsText();
  const [typed, setTyped] = useState('');
  const text = useDeferredValue(typed.trim());
  const things = useThings({ text });
  return (
    <div className="flex flex-col gap-5">
      <TextField
        label={p('things.search')}
        type="search"
        value={typed}
        maxLength={SEARCH_MAX_CHARS}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
      />
      {things.isPending && <SkeletonRows rows={3} />}
      {things.isError && <ErrorPanel error={things.error} onRetry={() => things.refetch()} />}
      {things.data?.length === 0 && (
        <EmptyState drawing="shelf" title={p('things.noneTitle')}>
          {p(text ? 'things.noneFound' : 'things.none')}
        </EmptyState>
      )}
      <ul className="flex flex-col gap-3">
        {things.data?.map((thing) => (
          <li key={String(thing.id)}>
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
