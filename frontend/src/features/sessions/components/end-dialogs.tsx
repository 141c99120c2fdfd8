import { Button } from '../../../components/ui/button.tsx';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { type ListedSession, useEndSession, useEndSessions } from '../api/sessions.ts';
import { useSessionsText } from '../api/text.ts';

type OneProps = { session: ListedSession | undefined; onClose(): void };

/** Asks once before one device is signed out. */
export function EndSessionDialog({ session, onClose }: OneProps) {
  const own = useSessionsText();
  const say = useToast();
  const end = useEndSession();
  const name = session?.device.name ?? '';
  const close = () => {
    end.reset();
    onClose();
  };
  const confirm = () => {
    if (!session) return;
    end.mutate(session, {
      onSuccess: () => {
        say(own('ended', { name }));
        close();
      },
    });
  };
  return (
    <ConfirmDialog
      open={session !== undefined}
      title={own('endTitle', { name })}
      text={own(session?.isHere ? 'endHereText' : 'endText')}
      action={own('end')}
      busy={end.isPending}
      error={end.error}
      onConfirm={confirm}
      onClose={close}
    />
  );
}

type AllProps = { open: boolean; hasOthers: boolean; onClose(): void };

/** Signs out everywhere, or everywhere but here. */
export function EndSessionsDialog({ open, hasOthers, onClose }: AllProps) {
  const own = useSessionsText();
  const say = useToast();
  const end = useEndSessions();
  const close = () => {
    end.reset();
    onClose();
  };
  const endOthers = () =>
    end.mutate('others', {
      onSuccess: (ended) => {
        say(own.count('othersDone', ended));
        close();
      },
    });
  return (
    <ConfirmDialog
      open={open}
      title={own('allTitle')}
      text={own('allText')}
      action={own('all')}
      busy={end.isPending}
      error={end.error}
      onConfirm={() => end.mutate('all', { onSuccess: close })}
      onClose={close}
      other={
        hasOthers && (
          <Button look="secondary" busy={end.isPending} onClick={endOthers}>
            {own('others')}
          </Button>
        )
      }
    />
  );
}
