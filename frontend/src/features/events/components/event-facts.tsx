import type { EventView } from '@qikcard/contracts';
import { fromOpt } from '@qikcard/contracts';
import { CalendarDays, DoorOpen, type LucideIcon, MapPin, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { useText } from '../../../lib/text.tsx';
import { longDate, timeOfDay, timeRange } from '../../../lib/time.ts';

/** When, where, how many: always in the zone of the event. */
export function EventFacts({ event, stacked = false }: { event: EventView; stacked?: boolean }) {
  const t = useText();
  const at = { locale: t.locale, zone: event.time_zone };
  const capacity = fromOpt(event.capacity);
  return (
    <dl className={stacked ? 'grid gap-4' : 'grid gap-x-8 gap-y-5 sm:grid-cols-2'}>
      <Fact icon={CalendarDays} label={t('event.when')}>
        {longDate(event.starts_at_ns, at)}
        <span className="block text-muted">
          {timeRange(event.starts_at_ns, event.ends_at_ns, at)}
        </span>
      </Fact>
      <Fact icon={DoorOpen} label={t('event.doors')}>
        {t('event.doorsOpen', { time: timeOfDay(event.doors_open_ns, at) })}
        <span className="block text-muted">{event.time_zone}</span>
      </Fact>
      {event.location && (
        <Fact icon={MapPin} label={t('event.where')}>
          {event.location}
        </Fact>
      )}
      <Fact icon={Users} label={t('event.places')}>
        {capacity === undefined
          ? t.count('event.guests', event.registered)
          : t('event.placesOf', { taken: event.registered, capacity })}
      </Fact>
    </dl>
  );
}

type FactProps = { icon: LucideIcon; label: string; children: ReactNode };

function Fact({ icon: Icon, label, children }: FactProps) {
  return (
    <div className="flex gap-3">
      <dt className="shrink-0 pt-0.5">
        <Icon aria-hidden size={20} className="text-accent-text" />
        <span className="sr-only">{label}</span>
      </dt>
      <dd className="min-w-0 font-medium">{children}</dd>
    </div>
  );
}
