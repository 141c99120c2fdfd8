import { DAMAGE_NOTE_MAX_CHARS, type ResourceView } from '@qikcard/contracts';
import { Undo2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button, ButtonLink } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { TextArea } from '../../../components/ui/text-field.tsx';
import { useOnline } from '../../../lib/online.ts';
import { useText } from '../../../lib/text.tsx';
import { useThingsText } from '../../../locales/things.ts';
import { newScan, useConfirmScan, useScanPreview } from '../api/loans.ts';
import { useZone } from '../api/zone.ts';
import { ConditionSelect } from './condition-select.tsx';
import { ShowDamage } from './damage-pictures.tsx';
import { depositText } from './deposit-line.tsx';
import { LoanDone } from './loan-done.tsx';
import { LoanPill, loanTime } from './loan-status.tsx';
import { type ConditionName, conditionName, conditionOf, conditions } from './thing-parts.tsx';
import { thingsError } from './things-error.ts';

type Props = { id: bigint; thing: ResourceView | undefined; payload: Uint8Array };

/** In which condition it comes back; one confirmation. */
export function ConfirmReturn({ id, thing, payload }: Props) {
  const t = useText();
  const p = useThingsText();
  const at = useZone(thing?.owner);
  const scan = useMemo(() => newScan({ resource_id: id, payload }), [id, payload]);
  const preview = useScanPreview('check_in', scan);
  const confirm = useConfirmScan('check_in');
  const [chosen, setChosen] = useState<ConditionName>();
  const online = useOnline();
  const [note, setNote] = useState('');
  const loan = preview.data;
  const before = loan ? conditionName(loan.condition_out) : 'Good';
  const condition = chosen ?? before;
  const isWorse = conditions.indexOf(condition) > conditions.indexOf(before);
  if (confirm.data) {
    return (
      <LoanDone
        tone="admitted"
        title={p('confirm.returnedTitle')}
        below={isWorse && <ShowDamage loan={confirm.data} />}
        action={
          <ButtonLink to="/things" size="lg" look="secondary">
            {p('action.back')}
          </ButtonLink>
        }
      >
        <p className="font-semibold">{confirm.data.resource_name}</p>
        <p>{p('confirm.returned')}</p>
        <p>{depositText(confirm.data, p, at)}</p>
      </LoanDone>
    );
  }
  const error = confirm.error ?? preview.error;
  return (
    <Page
      title={p('confirm.returnTitle')}
      width="narrow"
      back={{ to: '/things', label: p('things.title') }}
    >
      {error && <Notice tone="problem">{thingsError(error, t, p, at)}</Notice>}
      <Card className="flex flex-col gap-6 p-6">
        <div className="flex flex-col gap-1.5">
          <p className="break-words font-semibold text-lg">{thing?.name ?? loan?.resource_name}</p>
          {loan && (
            <p className="flex flex-wrap items-center gap-2 text-muted text-sm">
              {loan.due_at_ns > 0n && loanTime({ ...loan, returned_at_ns: [] }, p, at)}
              <LoanPill loan={{ ...loan, state: { Open: null } }} />
            </p>
          )}
        </div>
        <ConditionSelect label={p('confirm.conditionNow')} value={condition} onChange={setChosen} />
        {isWorse && (
          <TextArea
            label={p('confirm.note')}
            value={note}
            maxLength={DAMAGE_NOTE_MAX_CHARS}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
        <Button
          size="lg"
          wide
          icon={Undo2}
          disabled={!loan || !online}
          busy={confirm.isPending}
          onClick={() =>
            confirm.mutate({ ...scan, condition: [conditionOf(condition)], note: note.trim() })
          }
        >
          {p('action.confirmReturn')}
        </Button>
      </Card>
    </Page>
  );
}
