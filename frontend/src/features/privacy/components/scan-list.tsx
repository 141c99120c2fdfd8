import { type EventView, fromOpt, type OwnScan } from '@qikcard/contracts';
import { useState } from 'react';
import { Link } from 'react-router';
import { Button } from '../../../components/ui/button.tsx';
import { Card, Section } from '../../../components/ui/card.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Skeleton, SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { usePeopleText } from '../../../locales/people.ts';
import { useScansText } from '../../../locales/scans.ts';
import { useEvent } from '../../events/api/events.ts';
import { useDispute } from '../api/disputes.ts';
import { useMyScans } from '../api/privacy.ts';
import { DisputeDialog } from './dispute-dialog.tsx';

/** Every reading of my code: where, when, in, out or turned away, and what I dispute of it. */
export function ScanList() {
  const t = useText();
  const p = usePeopleText();
  const scans = useMyScans();
  return (
    <Section title={p('privacy.scans')}>
      {scans.isPending && <SkeletonRows className="h-16 rounded-md" />}
      {scans.isError && !scans.data && (
        <ErrorPanel error={scans.error} onRetry={() => void scans.refetch()} />
      )}
      {scans.data && (
        <Card>
          {scans.data.length === 0 ? (
            <EmptyState drawing="reader" title={p('privacy.scansNoneTitle')}>
              {p('privacy.scansNone')}
            </EmptyState>
          ) : (
            <ul>
              {scans.data.map((scan) => (
                <ScanRow key={String(scan.entry)} scan={scan} />
              ))}
            </ul>
          )}
        </Card>
      )}
      {scans.hasNextPage && (
        <Button
          look="secondary"
          busy={scans.isFetchingNextPage}
          onClick={() => void scans.fetchNextPage()}
        >
          {t('action.more')}
        </Button>
      )}
    </Section>
  );
}

function ScanRow({ scan }: { scan: OwnScan }) {
  const event = useEvent(scan.event_id);
  return (
    <li className="flex flex-col gap-2 border-line border-b px-5 py-4 last:border-b-0">
      <div className="flex items-start justify-between gap-4">
        {event.isPending ? (
          <Skeleton className="h-10 w-48" />
        ) : (
          <Place scan={scan} event={event.data} />
        )}
        <Outcome scan={scan} />
      </div>
      {scan.registration_id.length > 0 && <DisputeOfScan scan={scan} />}
    </li>
  );
}

function Outcome({ scan }: { scan: OwnScan }) {
  const p = usePeopleText();
  const s = useScansText();
  if (scan.refused.length > 0) return <StatusPill status="refused">{s('refused')}</StatusPill>;
  return (
    <StatusPill status={scan.entering ? 'admitted' : 'left'}>
      {p(scan.entering ? 'privacy.scanIn' : 'privacy.scanOut')}
    </StatusPill>
  );
}

/** What I said about it and what became of that, or the way to say something. */
function DisputeOfScan({ scan }: { scan: OwnScan }) {
  const s = useScansText();
  const dispute = useDispute(scan);
  const [open, setOpen] = useState(false);
  if (dispute) {
    const [resolved] = dispute.resolved;
    const state = resolved ? (Object.keys(resolved.how)[0] as 'Keep') : 'open';
    return <p className="text-muted text-sm">{s(`state.${state}`)}</p>;
  }
  return (
    <>
      <Button look="quiet" className="-ms-4 self-start" onClick={() => setOpen(true)}>
        {s('dispute')}
      </Button>
      {open && <DisputeDialog scan={scan} open onClose={() => setOpen(false)} />}
    </>
  );
}

/** In the zone of the event; in UTC when the event is no longer shown. */
function Place({ scan, event }: { scan: OwnScan; event: EventView | undefined }) {
  const t = useText();
  const s = useScansText();
  const reason = `reason.${fromOpt(scan.refused) ?? ''}`;
  return (
    <div className="min-w-0">
      <p className="font-medium text-sm">
        {event && (
          <Link to={`/events/${event.id}`} className="rounded-sm hover:underline">
            {event.name}
          </Link>
        )}
        {event ? ` · ${scan.gate}` : scan.gate}
      </p>
      <p className="tabular text-muted text-sm">
        {dateTime(scan.at_ns, { locale: t.locale, zone: event?.time_zone ?? 'UTC' })}
      </p>
      {s.has(reason) && <p className="text-sm">{s(reason)}</p>}
    </div>
  );
}
