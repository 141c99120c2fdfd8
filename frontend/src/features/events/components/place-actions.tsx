import { type EventView, fromOpt, type Registration } from '@qikcard/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { useEventsText } from '../../../locales/events.ts';
import { useCancelPlace, useOfferTransfer, useWithdrawTransfer } from '../api/sheet.ts';

type Props = { registration: Registration; event: EventView };

/** Giving a place back or on, as long as it has not been used. */
export function PlaceActions({ registration, event }: Props) {
  const e = useEventsText();
  const say = useToast();
  const cancel = useCancelPlace();
  const [open, setOpen] = useState<'cancel' | 'pass'>();
  const close = () => setOpen(undefined);
  if (fromOpt(registration.checked_in_at_ns) !== undefined) return null;
  return (
    <div className="flex flex-wrap gap-3">
      <Button look="secondary" className="flex-1" onClick={() => setOpen('pass')}>
        {e('mine.pass')}
      </Button>
      <Button look="danger" className="flex-1" onClick={() => setOpen('cancel')}>
        {e('mine.cancel')}
      </Button>
      <ConfirmDialog
        open={open === 'cancel'}
        title={e('mine.cancel')}
        text={e('mine.cancelText')}
        action={e('mine.cancel')}
        busy={cancel.isPending}
        error={cancel.error}
        onClose={close}
        onConfirm={() =>
          cancel.mutate(registration.id, { onSuccess: () => say(e('mine.cancelled')) })
        }
      />
      {open === 'pass' && (
        <PassOn registration={registration} zone={event.time_zone} onClose={close} />
      )}
    </div>
  );
}

type PassOnProps = { registration: Registration; zone: string; onClose(): void };

function PassOn({ registration, zone, onClose }: PassOnProps) {
  const t = useText();
  const e = useEventsText();
  const offer = useOfferTransfer();
  const withdraw = useWithdrawTransfer();
  const problem = offer.error ?? withdraw.error;
  const at = { locale: t.locale, zone };
  return (
    <Dialog open onOpenChange={onClose} title={e('mine.pass')} description={e('mine.passText')}>
      <div className="flex flex-col gap-4">
        {problem && <Notice tone="problem">{areaErrorText(problem, t, e)}</Notice>}
        {offer.data ? (
          <>
            <p
              role="status"
              className="rounded-md bg-sunken p-4 text-center font-mono font-semibold text-lg"
            >
              {offer.data.code.replace(/(.{4})(?=.)/g, '$1-')}
            </p>
            <p className="text-muted text-sm">
              {e('mine.until', { time: dateTime(offer.data.expires_at_ns, at) })}
            </p>
            <Button
              look="secondary"
              busy={withdraw.isPending}
              onClick={() => withdraw.mutate(registration.id, { onSuccess: onClose })}
            >
              {e('mine.withdraw')}
            </Button>
          </>
        ) : (
          <Button busy={offer.isPending} onClick={() => offer.mutate(registration.id)}>
            {e('mine.makeCode')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
