import { fromOpt } from '@qikcard/contracts';
import { Link } from 'react-router';
import { ButtonLink } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { useText } from '../../../lib/text.tsx';
import { dateTime, timeOfDay, toMs } from '../../../lib/time.ts';
import { type EventsText, useEventsText } from '../../../locales/events.ts';
import { type MyEvent, useHistory } from '../api/registrations.ts';

/** Every event this person had a place at that is over or fell through, newest first. */
export function HistoryPage() {
  const t = useText();
  const e = useEventsText();
  const { past, isPending, error, refetch } = useHistory();
  return (
    <Page
      title={e('history.title')}
      lead={e('history.lead')}
      back={{ to: '/pass', label: t('pass.title') }}
      width="narrow"
    >
      {isPending && <SkeletonRows rows={4} className="h-16 rounded-lg" />}
      {!isPending && error !== undefined && <ErrorPanel error={error} onRetry={refetch} />}
      {!isPending && error === undefined && past.length === 0 && (
        <EmptyState
          drawing="tickets"
          title={e('history.noneTitle')}
          action={<ButtonLink to="/discover">{t('pass.find')}</ButtonLink>}
        >
          {e('history.none')}
        </EmptyState>
      )}
      {past.length > 0 && (
        <Card>
          <ul>
            {past.map((each) => (
              <Visit key={String(each.registration.id)} {...each} />
            ))}
          </ul>
        </Card>
      )}
    </Page>
  );
}

function Visit({ registration, event }: MyEvent) {
  const t = useText();
  const e = useEventsText();
  const at = { locale: t.locale, zone: event.time_zone };
  const entered = fromOpt(registration.checked_in_at_ns);
  const left = fromOpt(registration.checked_out_at_ns);
  const times = [entered, left].flatMap((ns) => (ns === undefined ? [] : [timeOfDay(ns, at)]));
  const what = outcomeOf({ registration, event }, e);
  return (
    <li className="flex flex-wrap items-center gap-4 border-line border-b px-5 py-4 last:border-b-0">
      <div className="min-w-0 flex-1 basis-44">
        <p className="font-semibold">
          <Link to={`/events/${event.id}`} className="rounded-sm hover:underline">
            {event.name}
          </Link>
        </p>
        <p className="text-muted text-sm">{dateTime(event.starts_at_ns, at)}</p>
        {times.length > 0 && (
          <p className="tabular text-muted text-sm">
            {e('history.there', { times: times.join(' – ') })}
          </p>
        )}
      </div>
      <StatusPill status={what.status}>{what.said}</StatusPill>
    </li>
  );
}

function outcomeOf({ registration, event }: MyEvent, e: EventsText) {
  if (registration.checked_in_at_ns.length > 0) {
    return { status: 'admitted', said: e('history.attended') } as const;
  }
  if ('Cancelled' in registration.state) {
    return { status: 'neutral', said: e('history.gaveUp') } as const;
  }
  if (registration.revoked) return { status: 'refused', said: e('history.revoked') } as const;
  const early = 'Archived' in event.status && toMs(event.ends_at_ns) > Date.now();
  if (early || 'Cancelled' in event.status) {
    return { status: 'refused', said: e('history.cancelled') } as const;
  }
  return { status: 'neutral', said: e('history.missed') } as const;
}
