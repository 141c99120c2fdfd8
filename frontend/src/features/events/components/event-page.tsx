import { QikCardError } from '@qikcard/client';
import type { EventSheet } from '@qikcard/contracts';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { Button, ButtonLink } from '../../../components/ui/button.tsx';
import { Section } from '../../../components/ui/card.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { Page } from '../../../components/ui/page.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { TextField } from '../../../components/ui/text-field.tsx';
import { useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { useEventsText } from '../../../locales/events.ts';
import { readId } from '../api/events.ts';
import { useSeries, useSheet } from '../api/sheet.ts';
import { EventExtras } from './event-extras.tsx';
import { EventFacts } from './event-facts.tsx';
import { EventPicture } from './event-picture.tsx';
import { JoinPanel, Panel } from './join-panel.tsx';

/** One event for those who may come. */
export function EventPage() {
  const t = useText();
  const id = readId(useParams()['eventId']) ?? 0n;
  const [invitation, setInvitation] = useState('');
  const sheet = useSheet(id, invitation);
  const back = { to: '/', label: t('nav.home') };
  if (sheet.isPending) {
    return (
      <Page title={t('event.title')} back={back}>
        <SkeletonRows rows={2} className="h-48 rounded-lg" />
      </Page>
    );
  }
  if (sheet.isError) {
    const isPrivate =
      sheet.error instanceof QikCardError && sheet.error.code === 'InvitationNeeded';
    return (
      <Page title={t('event.title')} back={back}>
        {isPrivate ? (
          <InvitationForm wrong={invitation !== ''} onCode={setInvitation} />
        ) : (
          <ErrorPanel
            error={sheet.error}
            action={
              <ButtonLink to="/" look="secondary">
                {t('event.others')}
              </ButtonLink>
            }
          />
        )}
      </Page>
    );
  }
  return (
    <Page title={sheet.data.event.name} back={back}>
      <EventBody sheet={sheet.data} invitation={invitation} />
    </Page>
  );
}

function InvitationForm({ wrong, onCode }: { wrong: boolean; onCode(code: string): void }) {
  const e = useEventsText();
  const [code, setCode] = useState('');
  return (
    <div className="max-w-md">
      <Panel title={e('join.privateTitle')} text={e('join.private')}>
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            onCode(code);
          }}
        >
          <TextField
            label={e('join.invitation')}
            value={code}
            required
            autoComplete="off"
            onChange={({ target }) => setCode(target.value)}
            {...(wrong ? { error: e('refusal.InvitationNeeded') } : {})}
          />
          <Button type="submit">{e('join.open')}</Button>
        </form>
      </Panel>
    </div>
  );
}

function EventBody({ sheet, invitation }: { sheet: EventSheet; invitation: string }) {
  const t = useText();
  const { event, details } = sheet;
  const place = [details.address, details.room].filter(Boolean).join(' · ');
  return (
    <div className="grid items-start gap-8 lg:grid-cols-[1fr_22rem]">
      <EventPicture
        id={event.id}
        name={event.name}
        image={sheet.image}
        invitation={invitation}
        className="h-40 w-full rounded-lg md:h-60 lg:col-start-1"
      />
      <div className="flex flex-col gap-8 lg:col-start-1">
        {'Draft' in event.status && (
          <div>
            <StatusPill status="draft">{t('event.draft')}</StatusPill>
          </div>
        )}
        <EventFacts event={event} />
        {place && <p className="text-muted">{place}</p>}
        <EventExtras sheet={sheet} />
      </div>
      <div className="lg:sticky lg:top-8 lg:col-start-2 lg:row-span-4 lg:row-start-1">
        <JoinPanel sheet={sheet} invitation={invitation} />
      </div>
      {event.description && (
        <p className="max-w-prose whitespace-pre-line text-lg leading-relaxed lg:col-start-1">
          {event.description}
        </p>
      )}
      {sheet.series[0] && <Series id={sheet.series[0].id} here={event.id} />}
    </div>
  );
}

function Series({ id, here }: { id: bigint; here: bigint }) {
  const t = useText();
  const e = useEventsText();
  const dates = useSeries(id).data?.filter((event) => event.id !== here) ?? [];
  if (dates.length === 0) return null;
  return (
    <div className="lg:col-start-1">
      <Section title={e('series.title')}>
        <ul className="flex flex-wrap gap-2">
          {dates.map((event) => (
            <li key={String(event.id)}>
              <Link
                to={`/events/${event.id}`}
                className="inline-flex min-h-11 items-center rounded-md border border-line px-4 text-sm hover:border-line-strong"
              >
                {dateTime(event.starts_at_ns, { locale: t.locale, zone: event.time_zone })}
              </Link>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}
