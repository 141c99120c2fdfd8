import { ArrowDownLeft, ArrowUpRight } from 'lucide-react';
import { useState } from 'react';
import { useParams } from 'react-router';
import { Button, ButtonLink } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { Skeleton, SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { useText } from '../../../lib/text.tsx';
import { tokenAmount } from '../../../lib/token-amount.ts';
import { useWalletText } from '../../../locales/wallet.ts';
import { type Asset, useAssets, useBalance } from '../api/assets.ts';
import { walletErrorText } from '../api/error-words.ts';
import { HistoryList } from './history-list.tsx';
import { LimitsCard } from './limits-card.tsx';
import { OpenPayments } from './open-payments.tsx';
import { ReceiveDialog } from './receive-dialog.tsx';
import { SendDialog } from './send-dialog.tsx';

/** One kind of token: how much there is, sending, receiving, and what happened. */
export function AssetPage() {
  const p = useWalletText();
  const { asset: key } = useParams();
  const assets = useAssets();
  const back = { to: '/wallet', label: p('title') };
  const asset = assets.data?.find((each) => each.key === key);
  if (asset) return <Loaded asset={asset} back={back} />;
  if (assets.data) {
    return (
      <EmptyState
        page
        drawing="tickets"
        title={p('unknownTitle')}
        action={<ButtonLink to={back.to}>{back.label}</ButtonLink>}
      >
        {p('unknown')}
      </EmptyState>
    );
  }
  return (
    <Page title={p('title')} back={back} width="narrow">
      {assets.isPending && <SkeletonRows rows={2} className="h-32 rounded-lg" />}
      {assets.isError && <ErrorPanel error={assets.error} onRetry={() => assets.refetch()} />}
    </Page>
  );
}

function Loaded({ asset, back }: { asset: Asset; back: { to: string; label: string } }) {
  const p = useWalletText();
  const balance = useBalance(asset);
  const [open, setOpen] = useState<'send' | 'receive'>();
  const close = () => setOpen(undefined);
  const testCoins = 'test' in asset && asset.test;
  return (
    <Page title={asset.name} back={back} width="narrow">
      <OpenPayments assets={[asset]} />
      <Card className="flex flex-col gap-6 p-6">
        <Amount asset={asset} />
        {testCoins && <p className="text-muted text-sm">{p('testCoins')}</p>}
        <div className="grid grid-cols-2 gap-3 md:flex">
          <Button
            icon={ArrowUpRight}
            disabled={!balance.data || balance.data.spendable === 0n}
            onClick={() => setOpen('send')}
          >
            {p('send')}
          </Button>
          <Button look="secondary" icon={ArrowDownLeft} onClick={() => setOpen('receive')}>
            {p('receive')}
          </Button>
        </div>
      </Card>
      <LimitsCard asset={asset} />
      <HistoryList asset={asset} />
      {open === 'receive' && <ReceiveDialog asset={asset} onClose={close} />}
      {open === 'send' && balance.data && (
        <SendDialog asset={asset} balance={balance.data} onClose={close} />
      )}
    </Page>
  );
}

function Amount({ asset }: { asset: Asset }) {
  const t = useText();
  const p = useWalletText();
  const { data, isError, error, refetch } = useBalance(asset);
  if (isError) {
    return (
      <Notice
        tone="waiting"
        action={
          <Button look="secondary" onClick={() => void refetch()}>
            {t('action.retry')}
          </Button>
        }
      >
        {walletErrorText(error, t, p, asset)}
      </Notice>
    );
  }
  if (!data) return <Skeleton className="h-12 w-56" />;
  return (
    <div className="flex flex-col gap-1">
      <p className="wrap-anywhere tabular font-semibold text-4xl tracking-[-0.03em]">
        {tokenAmount(data.spendable, asset, t.locale)}
      </p>
      {data.pending > 0n && (
        <p className="tabular text-muted text-sm">
          {p('pending', { amount: tokenAmount(data.pending, asset, t.locale) })}
        </p>
      )}
    </div>
  );
}
