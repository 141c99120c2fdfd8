import type { EventView } from '@qikcard/contracts';
import { fromOpt } from '@qikcard/contracts';
import { MapPin } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { useText } from '../../../lib/text.tsx';
import { dateTime, dayOfMonth, monthShort } from '../../../lib/time.ts';
import { EventArt } from './event-art.tsx';

type Props = { event: EventView; to: string; going?: boolean; art?: ReactNode };

/** An event at a glance; the whole card is the link. */
export function EventCard({ event, to, going = false, art }: Props) {
  const t = useText();
  const at = { locale: t.locale, zone: event.time_zone };
  return (
    <Link
      to={to}
      className="group flex flex-col overflow-hidden rounded-lg border border-line bg-surface transition-colors hover:border-line-strong"
    >
      {art ?? <EventArt seed={event.name} className="h-28 w-full" />}
      <div className="flex flex-1 gap-4 p-5">
        <div aria-hidden className="flex w-10 shrink-0 flex-col items-center text-center">
          <span className="font-medium text-accent-text text-xs uppercase">
            {monthShort(event.starts_at_ns, at)}
          </span>
          <span className="font-semibold text-2xl">{dayOfMonth(event.starts_at_ns, at)}</span>
        </div>
        <div className="flex min-w-0 flex-1 flex-col gap-1">
          <h3 className="font-semibold text-lg leading-snug">{event.name}</h3>
          <p className="text-muted text-sm">{dateTime(event.starts_at_ns, at)}</p>
          {event.location && (
            <p className="flex items-center gap-1.5 text-muted text-sm">
              <MapPin aria-hidden size={14} className="shrink-0" />
              <span className="truncate">{event.location}</span>
            </p>
          )}
          <div className="mt-auto pt-3">
            <Places event={event} going={going} />
          </div>
        </div>
      </div>
    </Link>
  );
}

function Places({ event, going }: { event: EventView; going: boolean }) {
  const t = useText();
  if (going) return <StatusPill status="admitted">{t('event.going')}</StatusPill>;
  const capacity = fromOpt(event.capacity);
  if (capacity === undefined)
    return <StatusPill status="neutral">{t.count('event.guests', event.registered)}</StatusPill>;
  const left = Math.max(0, capacity - event.registered);
  if (left === 0) return <StatusPill status="refused">{t('event.full')}</StatusPill>;
  const few = left <= Math.max(5, capacity / 10);
  return (
    <StatusPill status={few ? 'waiting' : 'neutral'}>
      {t.count('event.placesLeft', left)}
    </StatusPill>
  );
}
