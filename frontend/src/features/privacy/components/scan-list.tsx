import type { EventView, OwnScan } from '@qikcard/contracts';
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
import { useEvent } from '../../events/api/events.ts';
import { useMyScans } from '../api/privacy.ts';

/** Every reading of my code: where, when, in or out. */
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
  const p = usePeopleText();
  const event = useEvent(scan.event_id);
  return (
    <li className="flex items-center justify-between gap-4 border-line border-b px-5 py-4 last:border-b-0">
      {event.isPending ? (
        <Skeleton className="h-10 w-48" />
      ) : (
        <Place scan={scan} event={event.data} />
      )}
      <StatusPill status={scan.entering ? 'admitted' : 'left'}>
        {p(scan.entering ? 'privacy.scanIn' : 'privacy.scanOut')}
      </StatusPill>
    </li>
  );
}

/** In the zone of the event; in UTC when the event is no longer shown. */
function Place({ scan, event }: { scan: OwnScan; event: EventView | undefined }) {
  const t = useText();
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
    </div>
  );
}
