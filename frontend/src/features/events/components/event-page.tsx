import type { EventView } from '@qikcard/contracts';
import { useParams } from 'react-router';
import { ButtonLink } from '../../../components/ui/button.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { useText } from '../../../lib/text.tsx';
import { readId, useEvent } from '../api/events.ts';
import { EventArt } from './event-art.tsx';
import { EventFacts } from './event-facts.tsx';
import { JoinPanel } from './join-panel.tsx';

/** One event for those who may come. */
export function EventPage() {
  const t = useText();
  const id = readId(useParams()['eventId']) ?? 0n;
  const event = useEvent(id);
  const back = { to: '/', label: t('nav.home') };
  if (event.isPending) {
    return (
      <Page title={t('event.title')} back={back}>
        <SkeletonRows rows={2} className="h-48 rounded-lg" />
      </Page>
    );
  }
  if (event.isError) {
    return (
      <Page title={t('event.title')} back={back}>
        <ErrorPanel
          error={event.error}
          action={
            <ButtonLink to="/" look="secondary">
              {t('event.others')}
            </ButtonLink>
          }
        />
      </Page>
    );
  }
  return (
    <Page title={event.data.name} back={back}>
      <EventBody event={event.data} />
    </Page>
  );
}

function EventBody({ event }: { event: EventView }) {
  const t = useText();
  return (
    <div className="grid items-start gap-8 lg:grid-cols-[1fr_22rem]">
      <EventArt seed={event.name} className="h-40 w-full rounded-lg md:h-60 lg:col-start-1" />
      <div className="flex flex-col gap-8 lg:col-start-1">
        {'Draft' in event.status && (
          <div>
            <StatusPill status="draft">{t('event.draft')}</StatusPill>
          </div>
        )}
        <EventFacts event={event} />
      </div>
      <div className="lg:sticky lg:top-8 lg:col-start-2 lg:row-span-3 lg:row-start-1">
        <JoinPanel event={event} />
      </div>
      {event.description && (
        <p className="max-w-prose whitespace-pre-line text-lg leading-relaxed lg:col-start-1">
          {event.description}
        </p>
      )}
    </div>
  );
}
