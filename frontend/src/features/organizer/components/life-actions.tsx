import { type EventView, REASON_MAX_CHARS } from '@qikcard/contracts';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { TextArea } from '../../../components/ui/text-field.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { areaErrorText } from '../../../lib/area-error.ts';
import { useText } from '../../../lib/text.tsx';
import { toMs } from '../../../lib/time.ts';
import { useEventsText } from '../../../locales/events.ts';
import { useArchiveEvent, useCancelEvent, useDuplicateEvent } from '../api/event-life.ts';

const WEEK_NS = 7n * 24n * 3_600_000_000_000n;

/** What an event can still become: one more like it, cancelled, archived. */
export function LifeActions({ event }: { event: EventView }) {
  const t = useText();
  const e = useEventsText();
  const say = useToast();
  const go = useNavigate();
  const [cancelling, setCancelling] = useState(false);
  const archive = useArchiveEvent();
  const duplicate = useDuplicateEvent();
  const over = toMs(event.ends_at_ns) < Date.now();
  const published = 'Published' in event.status;
  const error = archive.error ?? duplicate.error;
  return (
    <div className="flex flex-col gap-3">
      {error && <Notice tone="problem">{areaErrorText(error, t, e)}</Notice>}
      <div className="flex flex-wrap gap-3">
        <Button
          look="secondary"
          busy={duplicate.isPending}
          onClick={() => {
            const later = { event_id: event.id, starts_at_ns: nextFree(event.starts_at_ns) };
            const done = ({ id }: EventView) => {
              say(e('life.duplicated'));
              go(`/organizer/events/${id}/edit`);
            };
            duplicate.mutate(later, { onSuccess: done });
          }}
        >
          {e('life.duplicate')}
        </Button>
        {published && !over && (
          <Button look="danger" onClick={() => setCancelling(true)}>
            {e('life.cancel')}
          </Button>
        )}
        {(over || !published) && !('Archived' in event.status) && (
          <Button
            look="secondary"
            busy={archive.isPending}
            onClick={() => {
              const done = () => {
                say(e('life.archived'));
                go('/organizer');
              };
              archive.mutate(event.id, { onSuccess: done });
            }}
          >
            {e('life.archive')}
          </Button>
        )}
      </div>
      {cancelling && <CancelDialog event={event} onClose={() => setCancelling(false)} />}
    </div>
  );
}

/** The same weekday and hour, some weeks later, in the future. */
function nextFree(startsAtNs: bigint): bigint {
  const nowNs = BigInt(Date.now()) * 1_000_000n;
  let next = startsAtNs + WEEK_NS;
  while (next <= nowNs) next += WEEK_NS;
  return next;
}

function CancelDialog({ event, onClose }: { event: EventView; onClose(): void }) {
  const t = useText();
  const e = useEventsText();
  const say = useToast();
  const cancel = useCancelEvent();
  const [reason, setReason] = useState('');
  return (
    <Dialog open onOpenChange={onClose} title={e('life.cancel')} description={e('life.cancelText')}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(submit) => {
          submit.preventDefault();
          const done = () => {
            say(e('life.cancelled'));
            onClose();
          };
          cancel.mutate({ event_id: event.id, reason }, { onSuccess: done });
        }}
      >
        <TextArea
          label={e('life.reason')}
          value={reason}
          required
          maxLength={REASON_MAX_CHARS}
          onChange={({ target }) => setReason(target.value)}
        />
        {cancel.isError && <Notice tone="problem">{areaErrorText(cancel.error, t, e)}</Notice>}
        <Button type="submit" look="danger" busy={cancel.isPending}>
          {e('life.cancel')}
        </Button>
      </form>
    </Dialog>
  );
}
