import type { Account } from '@qikcard/contracts';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { useAdminText } from '../api/text.ts';
import { useSetSuspended } from '../api/users.ts';

type Props = { user: Account | undefined; onClose(): void };

/** Asks once before somebody is kept out, or let back in. */
export function SuspendDialog({ user, onClose }: Props) {
  const text = useAdminText();
  const say = useToast();
  const change = useSetSuspended();
  const lifting = user?.suspended ?? false;
  const name = user?.display_name || text('erasedUser');
  const close = () => {
    change.reset();
    onClose();
  };
  const confirm = () => {
    if (!user) return;
    change.mutate(
      { principal: user.principal, suspended: !lifting },
      {
        onSuccess: () => {
          say(text(lifting ? 'liftedToast' : 'suspendedToast', { name }));
          close();
        },
      },
    );
  };
  return (
    <ConfirmDialog
      open={user !== undefined}
      title={text(lifting ? 'liftTitle' : 'suspendTitle', { name })}
      text={text(lifting ? 'liftText' : 'suspendText')}
      action={text(lifting ? 'lift' : 'suspend')}
      look={lifting ? 'primary' : 'danger'}
      busy={change.isPending}
      error={change.error}
      onConfirm={confirm}
      onClose={close}
    />
  );
}
