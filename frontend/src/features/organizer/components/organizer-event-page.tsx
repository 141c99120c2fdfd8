import type { EventView } from '@qikcard/contracts';
import { Award, DoorOpen, ExternalLink, Package, Pencil, ScanLine } from 'lucide-react';
import { useState } from 'react';
import { useParams } from 'react-router';
import { Button, ButtonLink } from '../../../components/ui/button.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Notice } from '../../../components/ui/notice.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { Tabs } from '../../../components/ui/tabs.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { errorText } from '../../../lib/error-text.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTimeRange } from '../../../lib/time.ts';
import { useBadgesText } from '../../../locales/badges.ts';
import { useDoorsText } from '../../../locales/doors.ts';
import { useEventsText } from '../../../locales/events.ts';
import { AttendeesPanel } from '../../attendees/components/attendees-panel.tsx';
import { DevicesPanel } from '../../devices/components/devices-panel.tsx';
import { useDoorText } from '../../door/api/text.ts';
import { readId, useEvent } from '../../events/api/events.ts';
import { useSheet } from '../../events/api/sheet.ts';
import { usePublish } from '../api/organized-events.ts';
import { ArchiveNotice } from './archive-notice.tsx';
import { EventStatusPill } from './event-status-pill.tsx';
import { LivePanel } from './live-panel.tsx';
import { QueuePanel } from './queue-panel.tsx';
import { TeamPanel } from './team-panel.tsx';

/** One event for those who run it: what happens at the doors now, and with which readers. */
export function OrganizerEventPage() {
  const t = useText();
  const event = useEvent(readId(useParams()['eventId']) ?? 0n);
  const back = { to: '/organizer', label: t('organizer.title') };
  if (event.data) return <Loaded event={event.data} back={back} />;
  return (
    <Page title={t('event.title')} back={back}>
      {event.isPending && <SkeletonRows rows={3} className="h-32 rounded-lg" />}
      {event.isError && <ErrorPanel error={event.error} onRetry={() => event.refetch()} />}
    </Page>
  );
}

function Loaded({ event, back }: { event: EventView; back: { to: string; label: string } }) {
  const t = useText();
  const d = useDoorText();
  const doors = useDoorsText();
  const b = useBadgesText();
  const e = useEventsText();
  const sheet = useSheet(event.id).data;
  // Nothing happens at the doors of an archived event any more.
  const archived = 'Archived' in event.status;
  const [tab, setTab] = useState(archived ? 'attendees' : 'live');
  const at = { locale: t.locale, zone: event.time_zone };
  return (
    <Page
      title={event.name}
      back={back}
      lead={
        <span className="flex flex-wrap items-center gap-3">
          <EventStatusPill event={event} />
          {dateTimeRange(event.starts_at_ns, event.ends_at_ns, at)}
        </span>
      }
      action={
        <div className="flex flex-wrap gap-3">
          {!archived && (
            <ButtonLink to={`/door/${event.id}`} icon={ScanLine}>
              {d('open')}
            </ButtonLink>
          )}
          <ButtonLink to={`/organizer/events/${event.id}/doors`} look="secondary" icon={DoorOpen}>
            {doors('title')}
          </ButtonLink>
          <ButtonLink to={`/lend/e${event.id}`} look="secondary" icon={Package}>
            {t('nav.things')}
          </ButtonLink>
          {sheet?.runs && (
            <ButtonLink to={`/badges/design/${event.id}`} look="secondary" icon={Award}>
              {b('title')}
            </ButtonLink>
          )}
          {sheet?.runs && (
            <ButtonLink to={`/organizer/events/${event.id}/edit`} look="secondary" icon={Pencil}>
              {e('edit.title')}
            </ButtonLink>
          )}
          <ButtonLink to={`/events/${event.id}`} look="secondary" icon={ExternalLink}>
            {t('organizer.guestView')}
          </ButtonLink>
        </div>
      }
    >
      {'Draft' in event.status && <DraftNotice event={event} />}
      {'Archived' in event.status && <ArchiveNotice event={event} />}
      <Tabs
        label={event.name}
        value={tab}
        onChange={setTab}
        tabs={[
          ...(archived
            ? []
            : [{ value: 'live', label: t('live.title'), content: <LivePanel event={event} /> }]),
          {
            value: 'attendees',
            label: e('attendees.title'),
            content: sheet && <AttendeesPanel sheet={sheet} />,
          },
          {
            value: 'requests',
            label: e('queue.title'),
            content: sheet && <QueuePanel sheet={sheet} />,
          },
          { value: 'team', label: e('team.title'), content: sheet && <TeamPanel sheet={sheet} /> },
          {
            value: 'readers',
            label: t('devices.title'),
            content: <DevicesPanel event={event} />,
          },
        ]}
      />
    </Page>
  );
}

function DraftNotice({ event }: { event: EventView }) {
  const t = useText();
  const say = useToast();
  const publish = usePublish(event.id);
  return (
    <Notice
      tone={publish.isError ? 'problem' : 'info'}
      action={
        <Button
          busy={publish.isPending}
          onClick={() => publish.mutate(undefined, { onSuccess: () => say(t('create.published')) })}
        >
          {t('create.publish')}
        </Button>
      }
    >
      {publish.isError ? errorText(publish.error, t) : t('organizer.draftNotice')}
    </Notice>
  );
}
