import { DAMAGE_NOTE_MAX_CHARS, type Loan } from '@qikcard/contracts';
import { useMemo, useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { TextArea } from '../../../components/ui/text-field.tsx';
import { useText } from '../../../lib/text.tsx';
import { useThingsText } from '../../../locales/things.ts';
import { newScan, useConfirmScan } from '../api/loans.ts';
import { useZone } from '../api/zone.ts';
import { ConditionSelect } from './condition-select.tsx';
import { conditionName, conditionOf, conditions } from './thing-parts.tsx';
import { thingsError } from './things-error.ts';

/** Takes a thing back at the desk, without a code. */
export function TakeBackDialog({ loan, onClose }: { loan: Loan; onClose(): void }) {
  const t = useText();
  const p = useThingsText();
  const at = useZone(loan.owner);
  const take = useConfirmScan('check_in');
  const before = conditionName(loan.condition_out);
  const [condition, setCondition] = useState(before);
  const [note, setNote] = useState('');
  const { id, resource_id } = loan;
  const scan = useMemo(
    () => newScan({ resource_id, loan_id: [id], method: { web: null } }),
    [id, resource_id],
  );
  const isWorse = conditions.indexOf(condition) > conditions.indexOf(before);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={p('action.takeBack')}
      description={loan.resource_name}
    >
      <div className="flex flex-col gap-5">
        {take.isError && <Notice tone="problem">{thingsError(take.error, t, p, at)}</Notice>}
        <ConditionSelect label={p('confirm.condition')} value={condition} onChange={setCondition} />
        {isWorse && (
          <TextArea
            label={p('confirm.note')}
            value={note}
            maxLength={DAMAGE_NOTE_MAX_CHARS}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
        <div className="flex justify-end gap-3">
          <Button look="secondary" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button
            busy={take.isPending}
            onClick={() =>
              take.mutate(
                { ...scan, condition: [conditionOf(condition)], note: note.trim() },
                { onSuccess: onClose },
              )
            }
          >
            {p('action.takeBack')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
