import type { CanisterName } from '@qikcard/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { errorText } from '../../../lib/error-text.ts';
import { useText } from '../../../lib/text.tsx';
import { useSetMaintenance } from '../api/operations.ts';
import { useAdminText } from '../api/text.ts';

const REASON_MAX_CHARS = 200;
type Props = { name: CanisterName; isOn: boolean; open: boolean; onClose(): void };

/** Asks for the reason before a canister refuses all changes, and once before it takes them again. */
export function MaintenanceDialog({ name, isOn, open, onClose }: Props) {
  const t = useText();
  const text = useAdminText();
  const say = useToast();
  const change = useSetMaintenance(name);
  const [reason, setReason] = useState('');
  const [checked, setChecked] = useState(false);
  const close = () => {
    change.reset();
    setReason('');
    setChecked(false);
    onClose();
  };
  const confirm = () => {
    setChecked(true);
    if (!isOn && reason.trim() === '') return;
    change.mutate(isOn ? undefined : reason.trim(), {
      onSuccess: () => {
        say(text(isOn ? 'maintenanceEnded' : 'maintenanceBegun', { name }));
        close();
      },
    });
  };
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      title={text(isOn ? 'maintenanceEndTitle' : 'maintenanceBeginTitle', { name })}
      description={text(isOn ? 'maintenanceEndText' : 'maintenanceBeginText')}
    >
      <div className="flex flex-col gap-5">
        {!isOn && (
          <TextField
            label={text('reason')}
            hint={text('reasonHint')}
            error={checked && reason.trim() === '' ? t('field.required') : undefined}
            value={reason}
            maxLength={REASON_MAX_CHARS}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
        {change.isError && <Notice tone="problem">{errorText(change.error, t)}</Notice>}
        <div className="flex flex-wrap justify-end gap-3">
          <Button look="secondary" onClick={close}>
            {t('action.cancel')}
          </Button>
          <Button look={isOn ? 'primary' : 'danger'} busy={change.isPending} onClick={confirm}>
            {text(isOn ? 'maintenanceEnd' : 'maintenanceBegin')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
