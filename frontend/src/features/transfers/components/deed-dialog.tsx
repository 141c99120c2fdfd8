import type { Transfer } from '@qikcard/contracts';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { useTransfersText } from '../api/text.ts';
import { type TransferDeed, useTransferDeed } from '../api/transfers.ts';

type Props = {
  transfer: Transfer;
  /** What is about to be done; nothing is asked without one. */
  deed: TransferDeed | undefined;
  title: string;
  action: string;
  onClose(): void;
};

/** Asks once before a transfer is accepted, approved or called off. */
export function DeedDialog({ transfer, deed, title, action, onClose }: Props) {
  const t = useText();
  const text = useTransfersText();
  const say = useToast();
  const change = useTransferDeed();
  const close = () => {
    change.reset();
    onClose();
  };
  const confirm = () => {
    if (!deed) return;
    // The row goes to another list before this is over; what was done is said all the same.
    void change.mutateAsync({ deed, number: transfer.number }).then(
      () => {
        say(text(`done.${deed}`));
        close();
      },
      () => {},
    );
  };
  const all = transfer.event_id.length === 0;
  return (
    <ConfirmDialog
      open={deed !== undefined}
      title={title}
      text={text(deed === 'accept' && !all ? 'ask.acceptOne' : `ask.${deed ?? 'cancel'}`)}
      action={action}
      look={deed === 'cancel' ? 'danger' : 'primary'}
      busy={change.isPending}
      error={change.error}
      describe={(error) => areaErrorText(error, t, text)}
      onConfirm={confirm}
      onClose={close}
    />
  );
}
