import type { ResourceView } from '@qikcard/contracts';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Card, Section } from '../../../components/ui/card.tsx';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { IconButton } from '../../../components/ui/icon-button.tsx';
import { cx } from '../../../lib/class-names.ts';
import { toMs } from '../../../lib/time.ts';
import { useThingsText } from '../../../locales/things.ts';
import { useAvailability } from '../api/care.ts';
import { useZone } from '../api/zone.ts';
import { daysBefore, midnights, monthAfter, monthOf } from './month.ts';
import { ReserveDialog } from './reserve-dialog.tsx';

type Props = { thing: ResourceView; mayReserve: boolean };

/** A month of the thing: how many are free on each day; a day leads to a reservation. */
export function ThingCalendar({ thing, mayReserve }: Props) {
  const p = useThingsText();
  const at = useZone(thing.owner);
  const [month, setMonth] = useState(() => monthOf(Date.now(), at.zone));
  const [day, setDay] = useState<bigint>();
  const days = useMemo(() => midnights(month, at.zone), [month, at.zone]);
  const free = useAvailability(thing.id, days);
  const title = new Intl.DateTimeFormat(at.locale, {
    timeZone: at.zone,
    month: 'long',
    year: 'numeric',
  }).format(toMs(days[0] ?? 0n));
  return (
    <Section
      title={p('calendar.title')}
      action={
        <span className="flex items-center gap-1">
          <IconButton
            icon={ChevronLeft}
            label={p('calendar.previous')}
            onClick={() => setMonth(monthAfter(month, -1))}
          />
          <span aria-live="polite" className="min-w-36 text-center font-medium text-sm">
            {title}
          </span>
          <IconButton
            icon={ChevronRight}
            label={p('calendar.next')}
            onClick={() => setMonth(monthAfter(month, 1))}
          />
        </span>
      }
    >
      {free.isError && <ErrorPanel error={free.error} onRetry={() => free.refetch()} />}
      <Card className="p-3 sm:p-4">
        <Weekdays locale={at.locale} />
        <div className="grid grid-cols-7 gap-1">
          {Array.from({ length: daysBefore(month) }, (_, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: empty places have no identity
            <span key={i} />
          ))}
          {days.slice(0, -1).map((startNs, i) => (
            <Day
              key={String(startNs)}
              startNs={startNs}
              isOver={toMs(days[i + 1] ?? 0n) <= Date.now()}
              free={free.data?.[i]}
              all={thing.quantity}
              at={at}
              onChoose={mayReserve ? () => setDay(startNs) : undefined}
            />
          ))}
        </div>
      </Card>
      {day !== undefined && (
        <ReserveDialog thing={thing} dayNs={day} onClose={() => setDay(undefined)} />
      )}
    </Section>
  );
}

function Weekdays({ locale }: { locale: string }) {
  const name = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  // 1 January 2024 was a Monday.
  const days = Array.from({ length: 7 }, (_, i) => name.format(Date.UTC(2024, 0, 1 + i)));
  return (
    <div aria-hidden className="mb-1 grid grid-cols-7 text-center text-muted text-xs">
      {days.map((day) => (
        <span key={day} className="py-1">
          {day}
        </span>
      ))}
    </div>
  );
}

type DayProps = {
  startNs: bigint;
  isOver: boolean;
  free: number | undefined;
  all: number;
  at: { locale: string; zone: string };
  onChoose: (() => void) | undefined;
};

function Day({ startNs, isOver, free, all, at, onChoose }: DayProps) {
  const p = useThingsText();
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(at.locale, { timeZone: at.zone, ...options }).format(toMs(startNs));
  const none = free === 0;
  return (
    <button
      type="button"
      disabled={isOver || none || !onChoose}
      onClick={onChoose}
      aria-label={p('calendar.day', {
        day: format({ day: 'numeric', month: 'long' }),
        free: free ?? '…',
      })}
      className={cx(
        'flex min-h-14 flex-col items-center justify-center gap-0.5 rounded-md text-sm transition-colors',
        isOver && 'text-muted',
        !isOver && none && 'bg-waiting-tint text-waiting-text',
        !isOver && !none && free !== undefined && 'bg-admitted-tint text-admitted-text',
        !isOver && !none && onChoose && 'hover:outline hover:outline-1',
      )}
    >
      <span className="font-semibold">{format({ day: 'numeric' }).replace(/\D/g, '')}</span>
      <span aria-hidden className="tabular text-xs">
        {isOver || free === undefined ? '–' : `${free}/${all}`}
      </span>
    </button>
  );
}
