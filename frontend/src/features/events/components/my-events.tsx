import { QrCode } from 'lucide-react';
import { Link } from 'react-router';
import { ButtonLink } from '../../../components/ui/button.tsx';
import { Card, Section } from '../../../components/ui/card.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { type MyEvent, useMyEvents } from '../api/registrations.ts';
import { EventArt } from './event-art.tsx';

/** The events I am going to, each one tap from its pass. Says nothing when there are none. */
export function MyEvents() {
  const t = useText();
  const { mine, isPending } = useMyEvents();
  if (isPending) return <SkeletonRows rows={1} className="h-24 rounded-lg" />;
  if (mine.length === 0) return null;
  return (
    <Section title={t('home.mine')}>
      <ul className="flex flex-col gap-3">
        {mine.map((each) => (
          <li key={String(each.registration.id)}>
            <MyEventRow {...each} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function MyEventRow({ registration, event }: MyEvent) {
  const t = useText();
  const at = { locale: t.locale, zone: event.time_zone };
  return (
    <Card className="flex flex-wrap items-center gap-x-4 gap-y-4 p-4">
      <EventArt seed={event.name} className="size-14 shrink-0 rounded-md" />
      <div className="min-w-0 flex-1 basis-44">
        <p className="font-semibold leading-snug">
          <Link to={`/events/${event.id}`} className="rounded-sm hover:underline">
            {event.name}
          </Link>
        </p>
        <p className="text-muted text-sm">{dateTime(event.starts_at_ns, at)}</p>
      </div>
      {registration.inside && <StatusPill status="admitted">{t('pass.inside')}</StatusPill>}
      <ButtonLink
        to={`/pass/${registration.id}`}
        icon={QrCode}
        className="grow sm:grow-0"
        aria-label={t('pass.showFor', { event: event.name })}
      >
        {t('pass.show')}
      </ButtonLink>
    </Card>
  );
}
