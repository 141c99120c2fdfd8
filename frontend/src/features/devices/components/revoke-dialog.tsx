import type { Device, EventView } from '@qikcard/contracts';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { errorText } from '../../../lib/error-text.ts';
import { useText } from '../../../lib/text.tsx';
import { useRevokeDevice } from '../api/devices.ts';

type Props = { event: EventView; device: Device | undefined; onClose(): void };

/** Asks once before a reader stops working at a door. */
export function RevokeDialog({ event, device, onClose }: Props) {
  const t = useText();
  const say = useToast();
  const revoke = useRevokeDevice(event.id);
  const name = device?.name ?? '';
  const confirm = () => {
    if (!device) return;
    revoke.mutate(device, {
      onSuccess: () => {
        say(t('devices.revokedToast', { name }));
        onClose();
      },
    });
  };
  return (
    <Dialog
      open={device !== undefined}
      onOpenChange={onClose}
      title={t('devices.revokeTitle', { name })}
      description={t('devices.revokeText')}
    >
      <div className="flex flex-col gap-4">
        {revoke.isError && <Notice tone="problem">{errorText(revoke.error, t)}</Notice>}
        <div className="flex justify-end gap-3">
          <Button look="secondary" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button look="danger" busy={revoke.isPending} onClick={confirm}>
            {t('devices.revoke')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
