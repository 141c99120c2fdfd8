import { fromOpt, type SpendingLimits, type SpendingRules } from '@qikcard/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Card, Section } from '../../../components/ui/card.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Skeleton } from '../../../components/ui/skeleton.tsx';
import { localZone } from '../../../lib/local-zone.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { tokenAmount } from '../../../lib/token-amount.ts';
import { useWalletText } from '../../../locales/wallet.ts';
import { useLimits } from '../api/addresses.ts';
import type { Asset } from '../api/assets.ts';
import { LimitsDialog } from './limits-dialog.tsx';
import { useWaitText } from './wait-text.ts';

/** How much may be spent in a day, from where on a payment waits, and changing both. */
export function LimitsCard({ asset }: { asset: Asset }) {
  const p = useWalletText();
  const limits = useLimits(asset);
  const [open, setOpen] = useState(false);
  if (asset.kind === 'qik' || limits.data === null) return null;
  return (
    <Section
      title={p('limits')}
      action={
        <Button look="secondary" disabled={!limits.data} onClick={() => setOpen(true)}>
          {p('limits.change')}
        </Button>
      }
    >
      {limits.isPending && <Skeleton className="h-28 rounded-lg" />}
      {limits.isError && <ErrorPanel error={limits.error} onRetry={() => limits.refetch()} />}
      {limits.data && <Shown asset={asset} limits={limits.data} />}
      {open && limits.data && (
        <LimitsDialog asset={asset} limits={limits.data} onClose={() => setOpen(false)} />
      )}
    </Section>
  );
}

function Shown({ asset, limits }: { asset: Asset; limits: SpendingLimits }) {
  const t = useText();
  const p = useWalletText();
  const rulesText = useRulesText(asset);
  const { rules, left_today: left } = limits;
  const pending = fromOpt(limits.pending);
  const used = rules.per_day === 0n ? 100 : Number(100n - (left * 100n) / rules.per_day);
  const at = { locale: t.locale, zone: localZone() };
  const amount = tokenAmount(left, asset, t.locale);
  return (
    <Card className="flex flex-col gap-4 p-5">
      <div className="flex flex-col gap-2">
        <p className="tabular font-medium">{p('limits.left', { amount })}</p>
        <div aria-hidden className="h-2 overflow-hidden rounded-full bg-sunken">
          <div className="h-full bg-accent" style={{ inlineSize: `${100 - used}%` }} />
        </div>
        <p className="text-muted text-sm">
          {rulesText(rules)} {p('limits.ends', { time: dateTime(limits.day_ends_ns, at) })}
        </p>
      </div>
      {pending && (
        <Notice tone="waiting">
          {p('limits.pending', {
            time: dateTime(pending.from_ns, at),
            rules: rulesText(pending.rules),
          })}
        </Notice>
      )}
    </Card>
  );
}

/** Rules in one or two sentences. */
function useRulesText(asset: Asset): (rules: SpendingRules) => string {
  const { locale } = useText();
  const p = useWalletText();
  const waitText = useWaitText();
  return ({ per_day, wait_from, wait_seconds }) => {
    const day = p('limits.perDay', { amount: tokenAmount(per_day, asset, locale) });
    const from = fromOpt(wait_from);
    if (from === undefined) return `${day} ${p('limits.noWait')}`;
    const amount = tokenAmount(from, asset, locale);
    return `${day} ${p('limits.waits', { amount, wait: waitText(wait_seconds) })}`;
  };
}
