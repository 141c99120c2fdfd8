import type { ResourceView } from '@qikcard/contracts';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { useText } from '../../../lib/text.tsx';
import { dateTime, fromLocalField, toLocalField, toMs, toNs } from '../../../lib/time.ts';
import { useThingsText } from '../../../locales/things.ts';
import { useReserve } from '../api/care.ts';
import { useZone } from '../api/zone.ts';
import { thingsError } from './things-error.ts';

const HOUR_MS = 3_600_000;
type Props = { thing: ResourceView; dayNs: bigint; onClose(): void };

/** From when until when; as the terms allow. */
export function ReserveDialog({ thing, dayNs, onClose }: Props) {
  const t = useText();
  const p = useThingsText();
  const at = useZone(thing.owner);
  const say = useToast();
  const reserve = useReserve();
  const [span, setSpan] = useState(() => {
    const morning = toMs(dayNs) + 9 * HOUR_MS;
    const soon = Math.ceil(Date.now() / HOUR_MS) * HOUR_MS;
    const from = Math.max(morning, soon);
    const length = Math.min(thing.terms.max_loan_seconds * 1_000, 8 * HOUR_MS);
    return { from: toLocalField(from, at.zone), until: toLocalField(from + length, at.zone) };
  });
  const [from, until] = [fromLocalField(span.from, at.zone), fromLocalField(span.until, at.zone)];
  const send = () => {
    if (from === undefined || until === undefined) return;
    const request = { resource_id: thing.id, count: 1, from_ns: toNs(from), until_ns: toNs(until) };
    reserve.mutate(request, {
      onSuccess: ({ from_ns }) => {
        say(p('reserve.done', { from: dateTime(from_ns, at) }));
        onClose();
      },
    });
  };
  return (
    <Dialog open onOpenChange={onClose} title={p('reserve.title')} description={thing.name}>
      <div className="flex flex-col gap-5">
        {reserve.isError && <Notice tone="problem">{thingsError(reserve.error, t, p, at)}</Notice>}
        {(['from', 'until'] as const).map((end) => (
          <TextField
            key={end}
            label={p(`reserve.${end}`)}
            type="datetime-local"
            value={span[end]}
            onChange={(event) => setSpan({ ...span, [end]: event.target.value })}
          />
        ))}
        <div className="flex justify-end gap-3">
          <Button look="secondary" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Button
            busy={reserve.isPending}
            disabled={from === undefined || until === undefined}
            onClick={send}
          >
            {p('action.reserve')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
