import { Copy } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { QrCode } from '../../../components/ui/qr-code.tsx';
import { Skeleton } from '../../../components/ui/skeleton.tsx';
import { Tabs } from '../../../components/ui/tabs.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { useText } from '../../../lib/text.tsx';
import { tokenAmount } from '../../../lib/token-amount.ts';
import { useWalletText } from '../../../locales/wallet.ts';
import { type Addresses, type Asset, useAddresses } from '../api/assets.ts';
import { useDepositAddress, useLookForDeposits } from '../api/ckbtc.ts';
import { walletErrorText } from '../api/error-words.ts';

/** Where others send to: as a code, and as text to copy. */
export function ReceiveDialog({ asset, onClose }: { asset: Asset; onClose(): void }) {
  const t = useText();
  const p = useWalletText();
  const { symbol } = asset;
  const { data, isError, error } = useAddresses(asset);
  const [kind, setKind] = useState<string>();
  const isCkbtc = asset.kind === 'ledger' && asset.ckbtc !== undefined;
  const lead = p(`receive.${asset.kind}`, { symbol, network: asset.name });
  const shown = data?.find((each) => each.kind === kind) ?? data?.[0];
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={p('receive.title', { symbol })}
      description={isCkbtc ? undefined : lead}
    >
      {isError && <Notice tone="problem">{walletErrorText(error, t, p, asset)}</Notice>}
      {!data && !isError && <Skeleton className="mx-auto size-56 rounded-lg" />}
      {data && shown && data.length > 1 && (
        <Tabs
          label={p('receive.kinds')}
          value={shown.kind}
          onChange={setKind}
          tabs={data.map((each) => ({
            value: each.kind,
            label: p(`receive.${each.kind as 'p2tr'}`),
            content: <Address asset={asset} address={each} />,
          }))}
        />
      )}
      {shown && data?.length === 1 && !isCkbtc && <Address asset={asset} address={shown} />}
      {shown && isCkbtc && (
        <Tabs
          label={p('receive.kinds')}
          value={kind ?? 'account'}
          onChange={setKind}
          tabs={[
            {
              value: 'account',
              label: symbol,
              content: <Address asset={asset} address={shown} lead={lead} />,
            },
            { value: 'deposit', label: 'Bitcoin', content: <Deposit asset={asset} /> },
          ]}
        />
      )}
    </Dialog>
  );
}

type AddressProps = { asset: Asset; address: Addresses[number]; lead?: string };

function Address({ asset, address, lead }: AddressProps) {
  const t = useText();
  const p = useWalletText();
  const say = useToast();
  const copy = () =>
    void navigator.clipboard.writeText(address.text).then(
      () => say(p('receive.copied')),
      () => say(t('error.unexpected'), 'problem'),
    );
  return (
    <div className="flex flex-col gap-5">
      {lead && <p className="text-muted text-sm">{lead}</p>}
      <div className="mx-auto w-full max-w-60 overflow-hidden rounded-lg border border-line">
        <QrCode text={address.qr} label={p('receive.code', { symbol: asset.symbol })} />
      </div>
      <p className="wrap-anywhere select-all rounded-md bg-sunken p-4 text-center font-mono text-sm">
        {address.text}
      </p>
      <Button wide icon={Copy} onClick={copy}>
        {p('receive.copy')}
      </Button>
    </div>
  );
}

/** Bitcoin that become tokens of this ledger. */
function Deposit({ asset }: { asset: Asset }) {
  const t = useText();
  const p = useWalletText();
  const { data, isError, error } = useDepositAddress();
  const look = useLookForDeposits();
  if (isError) return <Notice tone="problem">{walletErrorText(error, t, p, asset)}</Notice>;
  if (!data) return <Skeleton className="mx-auto size-56 rounded-lg" />;
  const amountOf = (rows: { amount: bigint }[]) =>
    tokenAmount(
      rows.reduce((sum, { amount }) => sum + amount, 0n),
      asset,
      t.locale,
    );
  const { minted = [], pending = [], required = 0 } = look.data ?? {};
  return (
    <div className="flex flex-col gap-5">
      <Address
        asset={asset}
        address={{ text: data, qr: `bitcoin:${data}`, kind: 'account' }}
        lead={p('deposit.lead', { symbol: asset.symbol })}
      />
      <Button wide look="secondary" busy={look.isPending} onClick={() => look.mutate()}>
        {p('deposit.look')}
      </Button>
      {look.isError && <Notice tone="problem">{walletErrorText(look.error, t, p, asset)}</Notice>}
      {minted.length > 0 && (
        <Notice tone="info">{p('deposit.minted', { amount: amountOf(minted) })}</Notice>
      )}
      {pending.length > 0 && (
        <Notice tone="waiting">
          {p('deposit.pending', { amount: amountOf(pending), count: required })}
        </Notice>
      )}
      {look.data && minted.length + pending.length === 0 && (
        <Notice tone="info">{p('deposit.none')}</Notice>
      )}
    </div>
  );
}
