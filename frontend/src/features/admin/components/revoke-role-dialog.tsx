import type { Grant } from '@qikcard/contracts';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { useRevokeRole } from '../api/grants.ts';
import { useAdminText } from '../api/text.ts';
import { roleLabel } from './roles-panel.tsx';

type Props = { grant: Grant | undefined; name: string; onClose(): void };

/** Asks once before a role is taken away. */
export function RevokeRoleDialog({ grant, name, onClose }: Props) {
  const text = useAdminText();
  const say = useToast();
  const revoke = useRevokeRole();
  const close = () => {
    revoke.reset();
    onClose();
  };
  const confirm = () => {
    if (!grant) return;
    revoke.mutate(grant, {
      onSuccess: () => {
        say(text('revoked'));
        close();
      },
    });
  };
  return (
    <ConfirmDialog
      open={grant !== undefined}
      title={text('revokeTitle', { role: grant ? roleLabel(grant, text) : '', name })}
      text={text('revokeText')}
      action={text('revoke')}
      busy={revoke.isPending}
      error={revoke.error}
      onConfirm={confirm}
      onClose={close}
    />
  );
}
