import type { Loan, ResourceView } from '@qikcard/contracts';
import { Check, Clock } from 'lucide-react';
import { useId, useMemo, useState } from 'react';
import { Button, ButtonLink } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useOnline } from '../../../lib/online.ts';
import { qikAmount } from '../../../lib/qik-amount.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime, fromLocalField, toLocalField, toMs, toNs } from '../../../lib/time.ts';
import { useThingsText } from '../../../locales/things.ts';
import { useBalance, useConfirmBorrow, useFreeDeposits } from '../api/deposits.ts';
import { newScan, useScanPreview } from '../api/loans.ts';
import { useZone } from '../api/zone.ts';
import { DepositRules, FreeNotice, newRequestId, Poor } from './deposit-card.tsx';
import { LoanDone } from './loan-done.tsx';
import { conditionText, FreePill, TermsList, ThingSign } from './thing-parts.tsx';
import { thingsError } from './things-error.ts';

type Props = { id: bigint; thing: ResourceView | undefined; payload: Uint8Array };

/** The terms, until when, one confirmation; afterwards the due time. */
export function ConfirmBorrow({ id, thing, payload }: Props) {
  const t = useText();
  const p = useThingsText();
  const at = useZone(thing?.owner);
  const online = useOnline();
  const [until, setUntil] = useState<string>();
  const [accepted, setAccepted] = useState(false);
  const wish = until === undefined ? undefined : fromLocalField(until, at.zone);
  // One id for one visit: pressing again after a lost answer does no harm.
  const scan = useMemo(() => newScan({ resource_id: id, payload }), [id, payload]);
  const asked = {
    ...scan,
    due_at_ns: (wish === undefined ? [] : [toNs(wish)]) as [] | [bigint],
    seen_version: (thing ? [thing.version] : []) as [] | [number],
  };
  const preview = useScanPreview('check_out', asked);
  const confirm = useConfirmBorrow();
  const [requestId] = useState(newRequestId);
  const name = thing?.name ?? preview.data?.resource_name ?? '';
  const error = confirm.error ?? preview.error;
  const due = preview.data?.due_at_ns;
  const deposit = preview.data && missingDeposit(preview.data);
  const held = preview.data?.deposit.some((step) => 'Held' in step) ?? false;
  const free = useFreeDeposits(id, held).data?.[0];
  const balance = useBalance(deposit !== undefined).data;
  const poor = deposit !== undefined && balance !== undefined && balance < deposit.e8s;
  if (confirm.data) return <Done loan={confirm.data} at={at} />;
  return (
    <Page
      title={p('confirm.borrowTitle')}
      lead={p('confirm.borrowLead')}
      width="narrow"
      back={{ to: '/things', label: p('things.title') }}
    >
      {error && <Notice tone="problem">{thingsError(error, t, p, at)}</Notice>}
      <Card className="flex flex-col gap-6 p-6">
        <div className="flex items-center gap-4">
          {thing && <ThingSign thing={thing} />}
          <div className="flex min-w-0 flex-col gap-1.5">
            <p className="break-words font-semibold text-lg">{name}</p>
            {thing && (
              <p className="flex flex-wrap items-center gap-2 text-muted text-sm">
                <FreePill thing={thing} />
                {conditionText(thing.condition, p)}
              </p>
            )}
          </div>
        </div>
        {thing && (
          <section className="flex flex-col gap-2">
            <h2 className="font-semibold text-sm">{p('terms.title')}</h2>
            <div className="text-sm">
              <TermsList terms={thing.terms} />
            </div>
          </section>
        )}
        <TextField
          label={p('confirm.due')}
          type="datetime-local"
          value={until ?? (due ? toLocalField(toMs(due), at.zone) : '')}
          onChange={(event) => setUntil(event.target.value)}
        />
        {deposit && (
          <section className="flex flex-col gap-2">
            <h2 className="font-semibold text-sm">
              {p('deposit.asked', { amount: qikAmount(deposit.e8s, p.locale) })}
            </h2>
            <DepositRules lender={deposit.lender} />
            {poor && <Poor have={balance} />}
          </section>
        )}
        {held && free && <FreeNotice resourceId={id} deposit={free} at={at} />}
        <AcceptTerms checked={accepted} onChange={setAccepted} />
        <Button
          size="lg"
          wide
          icon={Check}
          disabled={!accepted || !online || poor}
          busy={confirm.isPending}
          onClick={() =>
            confirm.mutate({
              scan: { ...asked, accepts_terms: accepted },
              deposit: deposit && { ...deposit, resourceId: id, name, requestId },
            })
          }
        >
          {p(deposit ? 'deposit.putAndBorrow' : 'action.confirmBorrow')}
        </Button>
      </Card>
    </Page>
  );
}

/** What has to be put aside first, as the preview says. */
function missingDeposit({ deposit: [step], deposit_held: [deposit] }: Loan) {
  const [lender] = deposit?.lender ?? [];
  if (!step || !('Asked' in step) || !deposit || !lender) return undefined;
  return { e8s: deposit.amount_e8s, lender };
}

function AcceptTerms({ checked, onChange }: { checked: boolean; onChange(on: boolean): void }) {
  const p = useThingsText();
  const id = useId();
  return (
    <label htmlFor={id} className="flex min-h-11 items-center gap-3 font-medium text-sm">
      <input
        id={id}
        type="checkbox"
        className="size-5 accent-accent"
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
      />
      {p('confirm.acceptTerms')}
    </label>
  );
}

function Done({ loan, at }: { loan: Loan; at: { locale: string; zone: string } }) {
  const p = useThingsText();
  const waits = 'Requested' in loan.state;
  return (
    <LoanDone
      tone={waits ? 'waiting' : 'admitted'}
      title={p(waits ? 'confirm.requestedTitle' : 'confirm.lentTitle')}
      action={
        <ButtonLink to="/things" icon={Clock} size="lg" look="secondary">
          {p('mine.loans')}
        </ButtonLink>
      }
    >
      <p className="font-semibold">{loan.resource_name}</p>
      <p>
        {waits ? p('confirm.requested') : p('loan.due', { time: dateTime(loan.due_at_ns, at) })}
      </p>
    </LoanDone>
  );
}
