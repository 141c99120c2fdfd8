import { Principal } from '@dfinity/principal';
import {
  ArrowDownLeft,
  ArrowLeftRight,
  ArrowUpRight,
  Award,
  Flame,
  KeyRound,
  LockKeyhole,
  LockKeyholeOpen,
  type LucideIcon,
  Sparkles,
  Store,
} from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.tsx';
import { type Status, StatusPill } from '../../../components/ui/status-pill.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { cx } from '../../../lib/class-names.ts';
import { localZone } from '../../../lib/local-zone.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { tokenAmount } from '../../../lib/token-amount.ts';
import { useWalletText, type WalletText } from '../../../locales/wallet.ts';
import { usePersonName } from '../../profile/components/use-person-name.ts';
import { useSession } from '../../session/api/session.tsx';
import type { Asset } from '../api/assets.ts';
import { depositorOf, type Entry, type EntryKind, type EntryState } from '../api/entries.ts';
import { walletErrorText } from '../api/error-words.ts';
import { useTakeBack } from '../api/history.ts';
import { ReplacePayment } from './replace-payment.tsx';
import { shortened } from './short-name.ts';

const signs: Record<EntryKind, LucideIcon> = {
  received: ArrowDownLeft,
  sent: ArrowUpRight,
  reward: Award,
  minted: Sparkles,
  burned: Flame,
  allowed: KeyRound,
  aside: LockKeyhole,
  back: LockKeyholeOpen,
  market: Store,
  between: ArrowLeftRight,
};
const pills: Record<EntryState, Status> = {
  done: 'admitted',
  running: 'accent',
  waiting: 'waiting',
  cancelled: 'neutral',
  failed: 'refused',
};
const PRINCIPAL_MAX = 63;
const NOBODY = Principal.anonymous().toText();

/** Whose name can be looked up: accounts and addresses are shown as they are. */
function personOf(text: string | undefined): string | undefined {
  if (text === undefined || text.length > PRINCIPAL_MAX || text.includes('.')) return undefined;
  try {
    return Principal.fromText(text).toText();
  } catch {
    return undefined;
  }
}

/** How far a payment is, in words. */
function stepText(entry: Entry, p: WalletText, time: string): string {
  if (entry.state === 'failed' && entry.step !== 'Reverted') {
    const key = `reason.${entry.step}`;
    return p('step.failed', { reason: p.has(key) ? p(key) : p('reason.other') });
  }
  const key = `step.${entry.step}`;
  return p.has(key) ? p(key, { time }) : entry.step;
}

export function HistoryRow({ asset, entry }: { asset: Asset; entry: Entry }) {
  const t = useText();
  const p = useWalletText();
  const wallet = Principal.fromText(useSession().network.canisters.wallet);
  const person = personOf(entry.other) ?? depositorOf(entry.other ?? '', wallet)?.toText();
  const found = usePersonName(person ?? NOBODY);
  const name = person ? found : shortened(entry.other ?? '');
  const at = { locale: t.locale, zone: localZone() };
  const Sign = signs[entry.kind];
  const { change, fee, state } = entry;
  const moved = state === 'cancelled' || state === 'failed' ? 0n : change;
  const amount = tokenAmount(change, asset, t.locale);
  const until = entry.untilNs === undefined ? '' : dateTime(entry.untilNs, at);
  return (
    <li className="flex items-start gap-4 border-line border-b px-5 py-4 last:border-b-0">
      <span className="mt-0.5 grid size-9 shrink-0 place-items-center rounded-full bg-sunken">
        <Sign aria-hidden size={18} className="text-muted" />
      </span>
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-0.5">
          <span className="wrap-anywhere font-medium">{p(`entry.${entry.kind}`, { name })}</span>
          {change !== 0n && (
            <span
              className={cx(
                'wrap-anywhere ms-auto tabular font-semibold',
                moved > 0n && 'text-admitted-text',
                moved === 0n && 'text-muted line-through',
              )}
            >
              {change > 0n ? `+${amount}` : amount}
            </span>
          )}
        </div>
        <div className="flex flex-wrap justify-between gap-x-6 text-muted text-sm">
          <span>{dateTime(entry.atNs, at)}</span>
          {fee !== undefined && fee > 0n && (
            <span className="tabular ms-auto">
              {p('history.fee', { amount: tokenAmount(fee, asset, t.locale) })}
            </span>
          )}
        </div>
        {(asset.kind !== 'qik' || state !== 'done') && (
          <div className="flex flex-wrap items-center justify-between gap-3">
            <StatusPill status={pills[state]}>{stepText(entry, p, until)}</StatusPill>
            {asset.kind === 'evm' && entry.step === 'Sent' && entry.id !== undefined && (
              <ReplacePayment asset={asset} id={entry.id} fee={fee ?? 0n} />
            )}
            {state === 'waiting' && entry.id !== undefined && (
              <TakeBack
                toBitcoin={entry.toBitcoin === true}
                asset={asset}
                id={entry.id}
                amount={tokenAmount(-change, asset, t.locale)}
                name={name}
              />
            )}
          </div>
        )}
      </div>
    </li>
  );
}

type TakeBackProps = { asset: Asset; id: bigint; toBitcoin: boolean; amount: string; name: string };

function TakeBack({ asset, id, toBitcoin, amount, name }: TakeBackProps) {
  const t = useText();
  const p = useWalletText();
  const say = useToast();
  const [asking, setAsking] = useState(false);
  const takeBack = useTakeBack(asset);
  const done = () => {
    say(p('takeBack.done'));
    setAsking(false);
  };
  return (
    <>
      <Button
        look="danger"
        aria-label={p('takeBack.of', { amount, name })}
        onClick={() => setAsking(true)}
      >
        {p('takeBack')}
      </Button>
      {asking && (
        <ConfirmDialog
          open
          title={p('takeBack.of', { amount, name })}
          text={p('takeBack.ask', { amount, name })}
          action={p('takeBack')}
          busy={takeBack.isPending}
          error={takeBack.error}
          describe={(error) => walletErrorText(error, t, p, asset)}
          onConfirm={() => takeBack.mutate({ id, toBitcoin }, { onSuccess: done })}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
