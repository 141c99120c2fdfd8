import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Card, Section } from '../../../components/ui/card.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { useText } from '../../../lib/text.tsx';
import { useWalletText } from '../../../locales/wallet.ts';
import type { Asset } from '../api/assets.ts';
import { useHistory } from '../api/history.ts';
import { HistoryRow } from './history-row.tsx';

/** What happened to a token of somebody, newest first. */
export function HistoryList({ asset }: { asset: Asset }) {
  const t = useText();
  const p = useWalletText();
  const history = useHistory(asset);
  const rows = history.data;
  const cache = useQueryClient();
  const settled = rows?.filter(({ state }) => state === 'done').length;
  // What was on its way has left the account by now.
  // biome-ignore lint/correctness/useExhaustiveDependencies: how many are done decides
  useEffect(() => {
    void cache.invalidateQueries({ queryKey: ['wallet', 'balance', asset.key] });
  }, [settled, asset.key, cache]);
  return (
    <Section title={p('history')}>
      {history.isPending && <SkeletonRows rows={3} className="h-16 rounded-md" />}
      {history.isError && <ErrorPanel error={history.error} onRetry={() => history.refetch()} />}
      {rows?.length === 0 && !history.hasNextPage && (
        <p className="text-muted">{p(asset.kind === 'qik' ? 'history.noneQik' : 'history.none')}</p>
      )}
      {rows && rows.length > 0 && (
        <Card>
          <ul>
            {rows.map((entry) => (
              <HistoryRow key={entry.key} asset={asset} entry={entry} />
            ))}
          </ul>
        </Card>
      )}
      {history.hasNextPage && (
        <Button
          look="secondary"
          busy={history.isFetchingNextPage}
          onClick={() => void history.fetchNextPage()}
        >
          {t('action.more')}
        </Button>
      )}
      {asset.kind === 'ledger' && <p className="text-muted text-sm">{p('history.deposits')}</p>}
    </Section>
  );
}
