import { Award, BookUser, ChevronRight } from 'lucide-react';
import { Link } from 'react-router';
import { ButtonLink } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { Skeleton, SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { useText } from '../../../lib/text.tsx';
import { tokenAmount } from '../../../lib/token-amount.ts';
import { useWalletText } from '../../../locales/wallet.ts';
import { type Asset, useAssets, useBalance } from '../api/assets.ts';
import { AssetSign } from './asset-sign.tsx';
import { OpenPayments } from './open-payments.tsx';

/** Everything somebody has here, one line each. */
export function WalletPage() {
  const p = useWalletText();
  const assets = useAssets();
  return (
    <Page
      title={p('title')}
      lead={p('lead')}
      width="narrow"
      action={
        <div className="flex flex-wrap gap-3">
          <ButtonLink to="/badges/rewards" look="secondary" icon={Award}>
            {p('rewards')}
          </ButtonLink>
          <ButtonLink to="/wallet/addresses" look="secondary" icon={BookUser}>
            {p('book')}
          </ButtonLink>
        </div>
      }
    >
      {assets.data && <OpenPayments assets={assets.data} />}
      {assets.isPending && <SkeletonRows rows={2} className="h-20 rounded-lg" />}
      {assets.isError && <ErrorPanel error={assets.error} onRetry={() => assets.refetch()} />}
      {assets.data && (
        <Card>
          <ul aria-label={p('assets')}>
            {assets.data.map((asset) => (
              <Line key={asset.key} asset={asset} />
            ))}
          </ul>
        </Card>
      )}
    </Page>
  );
}

function Line({ asset }: { asset: Asset }) {
  return (
    <li className="border-line border-b last:border-b-0">
      <Link
        to={`/wallet/${asset.key}`}
        className="flex min-h-20 items-center gap-4 px-5 py-4 transition-colors hover:bg-sunken focus-visible:outline-offset-[-2px]"
      >
        <AssetSign asset={asset} />
        <span className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-6 gap-y-0.5">
          <span className="flex min-w-0 flex-col">
            <span className="truncate font-semibold">{asset.name}</span>
            <span className="text-muted text-sm">{asset.symbol}</span>
          </span>
          <Amount asset={asset} />
        </span>
        <ChevronRight aria-hidden size={18} className="shrink-0 text-muted rtl:rotate-180" />
      </Link>
    </li>
  );
}

function Amount({ asset }: { asset: Asset }) {
  const { locale } = useText();
  const p = useWalletText();
  const { data, isError } = useBalance(asset);
  if (isError) return <span className="text-muted text-sm">{p('unavailable')}</span>;
  if (!data) return <Skeleton className="h-6 w-28" />;
  return (
    <span className="flex flex-col md:items-end">
      <span className="wrap-anywhere tabular font-semibold text-lg">
        {tokenAmount(data.spendable, asset, locale)}
      </span>
      {data.pending > 0n && (
        <span className="tabular text-muted text-sm">
          {p('pending', { amount: tokenAmount(data.pending, asset, locale) })}
        </span>
      )}
    </span>
  );
}
