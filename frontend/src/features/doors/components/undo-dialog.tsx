import { ConfirmDialog } from '../../../components/ui/confirm-dialog.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { useDoorsText } from '../../../locales/doors.ts';
import { useUndoMove } from '../api/doors.ts';

type Props = { registrationId: bigint; onUndone?(): void; onClose(): void };

/** Takes back the latest move of a guest; for tables and recent scans. */
export function UndoDialog({ registrationId, onUndone, onClose }: Props) {
  const t = useDoorsText();
  const say = useToast();
  const undo = useUndoMove();
  const done = () => {
    say(t('undoDone'));
    onUndone?.();
    onClose();
  };
  return (
    <ConfirmDialog
      open
      title={t('undoTitle')}
      text={t('undoText')}
      action={t('undo')}
      busy={undo.isPending}
      error={undo.error ?? undefined}
      onConfirm={() => undo.mutate({ id: registrationId, reason: '' }, { onSuccess: done })}
      onClose={onClose}
    />
  );
}
