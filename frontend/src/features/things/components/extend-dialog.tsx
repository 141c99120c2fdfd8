import type { Loan } from '@qikcard/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { useText } from '../../../lib/text.tsx';
import { dateTime, fromLocalField, toLocalField, toMs, toNs } from '../../../lib/time.ts';
import { useThingsText } from '../../../locales/things.ts';
import { useExtendLoan } from '../api/loans.ts';
import { useZone } from '../api/zone.ts';
import { thingsError } from './things-error.ts';

/** Asks for a later time; the next reservation and the terms decide. */
export function ExtendDialog({ loan, onClose }: { loan: Loan; onClose(): void }) {
  const t = useText();
  const p = useThingsText();
  const at = useZone(loan.owner);
  const say = useToast();
  const extend = useExtendLoan(loan);
  const length = toMs(loan.due_at_ns) - toMs(loan.borrowed_at_ns);
  const [until, setUntil] = useState(() =>
    toLocalField(toMs(loan.due_at_ns) + length / 2, at.zone),
  );
  const ms = fromLocalField(until, at.zone);
  const send = () =>
    ms !== undefined &&
    extend.mutate(toNs(ms), {
      onSuccess: ({ due_at_ns }) => {
        say(p('loan.extended', { time: dateTime(due_at_ns, at) }));
        onClose();
      },
    });
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={p('action.extendNamed', { name: loan.resource_name })}
      description={p('loan.extendLead')}
    >
      <div className="flex flex-col gap-5">
        {extend.isError && <Notice tone="problem">{thingsError(extend.error, t, p, at)}</Notice>}
        <TextField
          label={p('confirm.due')}
          type="datetime-local"
          value={until}
          onChange={(event) => setUntil(event.target.value)}
        />
        <div className="flex justify-end gap-3">
          <Button look="secondary" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button busy={extend.isPending} onClick={send}>
            {p('action.extend')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
