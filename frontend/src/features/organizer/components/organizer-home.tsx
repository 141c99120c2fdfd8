import type { EventView } from '@qikcard/contracts';
import { fromOpt } from '@qikcard/contracts';
import { Archive as ArchiveIcon, CalendarDays, Plus, Tickets } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import { Button, ButtonLink } from '../../../components/ui/button.tsx';
import { Card } from '../../../components/ui/card.tsx';
import { type Column, DataList } from '../../../components/ui/data-list.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { type Text, useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { useEventsText } from '../../../locales/events.ts';
import { useMembershipsText } from '../../../locales/memberships.ts';
import { useOrganizedEvents } from '../api/organized-events.ts';
import { EventStatusPill } from './event-status-pill.tsx';

/** The events I run. */
export function OrganizerHome() {
  const t = useText();
  const e = useEventsText();
  const archived = useSearchParams()[0].has('archived');
  const { events, own } = useOrganizedEvents(archived);
  const m = useMembershipsText();
  const create = (
    <ButtonLink to="/organizer/new" icon={Plus}>
      {t('organizer.create')}
    </ButtonLink>
  );
  const actions = (
    <div className="flex flex-wrap gap-3">
      <ButtonLink to="/organizer/memberships" look="secondary" icon={Tickets}>
        {m('link')}
      </ButtonLink>
      {create}
    </div>
  );
  const empty = events.isSuccess && !events.hasNextPage && own.length === 0;
  return (
    <Page
      title={archived ? e('archive.title') : t('organizer.title')}
      lead={archived ? undefined : t('organizer.lead')}
      action={empty || archived ? undefined : actions}
    >
      {events.isPending && <SkeletonRows rows={4} className="h-16 rounded-lg" />}
      {events.isError && <ErrorPanel error={events.error} onRetry={() => events.refetch()} />}
      {empty && archived && <p className="text-muted">{e('archive.none')}</p>}
      {empty && !archived && (
        <EmptyState drawing="door" title={t('organizer.noneTitle')} action={create}>
          {t('organizer.none')}
        </EmptyState>
      )}
      {own.length > 0 && (
        <Card className="overflow-hidden">
          <DataList
            caption={t('organizer.title')}
            columns={columns(t)}
            rows={own}
            rowKey={(event) => String(event.id)}
          />
        </Card>
      )}
      {events.hasNextPage && (
        <Button
          look="secondary"
          busy={events.isFetchingNextPage}
          onClick={() => events.fetchNextPage()}
        >
          {t('action.more')}
        </Button>
      )}
      {events.isSuccess && (
        <div>
          <ButtonLink
            to={archived ? '/organizer' : '/organizer?archived'}
            look="quiet"
            icon={archived ? CalendarDays : ArchiveIcon}
          >
            {e(archived ? 'archive.back' : 'archive.show')}
          </ButtonLink>
        </div>
      )}
    </Page>
  );
}

function columns(t: Text): Column<EventView>[] {
  return [
    { key: 'event', title: t('event.title'), cell: (event) => <NameCell event={event} /> },
    {
      key: 'status',
      title: t('organizer.status'),
      wideOnly: true,
      cell: (event) => <EventStatusPill event={event} />,
    },
    {
      key: 'registered',
      title: t('live.registered'),
      numeric: true,
      wideOnly: true,
      cell: (event) => {
        const capacity = fromOpt(event.capacity);
        return capacity === undefined ? event.registered : `${event.registered} / ${capacity}`;
      },
    },
    { key: 'inside', title: t('live.inside'), numeric: true, cell: (event) => event.inside },
  ];
}

function NameCell({ event }: { event: EventView }) {
  const t = useText();
  return (
    <>
      <Link
        to={`/organizer/events/${event.id}`}
        className="rounded-sm font-semibold text-base hover:underline"
      >
        {event.name}
      </Link>
      <span className="block text-muted">
        {dateTime(event.starts_at_ns, { locale: t.locale, zone: event.time_zone })}
      </span>
    </>
  );
}
