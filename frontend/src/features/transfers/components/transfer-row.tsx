import { fromOpt, type Transfer } from '@qikcard/contracts';
import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { type Status, StatusPill } from '../../../components/ui/status-pill.tsx';
import { localZone } from '../../../lib/local-zone.ts';
import { useNow } from '../../../lib/now.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTime, toNs } from '../../../lib/time.ts';
import { useEvent } from '../../events/api/events.ts';
import { useTransfersText } from '../api/text.ts';
import { type Stage, stageOf } from '../api/transfers.ts';

const looks: Record<Stage, Status> = {
  NeedsApproval: 'waiting',
  Waiting: 'waiting',
  Ready: 'accent',
  Completed: 'admitted',
  Cancelled: 'draft',
  Lapsed: 'draft',
};
type Props = { transfer: Transfer; from: string; to: string; actions?: ReactNode };

/** One transfer: from whom to whom, of what, where it stands, and what can be done about it. */
export function TransferRow({ transfer, from, to, actions }: Props) {
  const t = useText();
  const text = useTransfersText();
  const at = { locale: t.locale, zone: localZone() };
  const stage = stageOf(transfer, toNs(useNow(10_000)));
  const eventId = fromOpt(transfer.event_id);
  return (
    <li className="flex flex-wrap items-start gap-x-6 gap-y-3 border-line border-b p-5 last:border-b-0">
      <div className="flex min-w-0 flex-1 basis-64 flex-col gap-1.5 text-sm">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-semibold text-base">
          <span>{from}</span>
          <ArrowRight aria-hidden size={16} className="text-muted rtl:rotate-180" />
          <span className="sr-only">{text('toWhom')}</span>
          <span className="me-1">{to}</span>
          <StatusPill status={looks[stage]}>{text(`stage.${stage}`)}</StatusPill>
        </p>
        <p>{eventId === undefined ? text('everything') : <RolesOf eventId={eventId} />}</p>
        {'Waiting' in transfer.status && stage === 'Waiting' && (
          <p className="tabular">
            {text('readyAt', { time: dateTime(transfer.status.Waiting.ready_at_ns, at) })}
          </p>
        )}
        {stage === 'Completed' && <p>{text.count('moved', transfer.moved)}</p>}
        <p className="tabular text-muted">
          {text('askedAt', { time: dateTime(transfer.requested_at_ns, at) })}
        </p>
      </div>
      {actions && <div className="flex flex-wrap gap-3">{actions}</div>}
    </li>
  );
}

function RolesOf({ eventId }: { eventId: bigint }) {
  const text = useTransfersText();
  const event = useEvent(eventId).data;
  return text('rolesOf', { event: event?.name ?? text('event', { id: String(eventId) }) });
}
