import type { EventSheet } from '@qikcard/contracts';
import { CalendarPlus, Share2 } from 'lucide-react';
import { Button } from '../../../components/ui/button.tsx';
import { useToast } from '../../../components/ui/toast.tsx';
import { localZone } from '../../../lib/local-zone.ts';
import { useText } from '../../../lib/text.tsx';
import { dateTimeRange } from '../../../lib/time.ts';
import { useEventsText } from '../../../locales/events.ts';
import { calendarFile } from '../api/calendar.ts';

/** What somebody may want besides coming: the date in their calendar, and others to come along. */
export function EventExtras({ sheet }: { sheet: EventSheet }) {
  const e = useEventsText();
  const say = useToast();
  const { event, details } = sheet;
  const address = new URL(`/events/${event.id}`, window.location.origin).href;
  const place = [event.location, details.address, details.room].filter(Boolean).join(', ');
  const share = async () => {
    if (navigator.share) {
      // Whoever changes their mind in the sheet of the system has done nothing wrong.
      await navigator.share({ title: event.name, url: address }).catch(() => {});
      return;
    }
    await navigator.clipboard.writeText(address);
    say(e('extras.copied'));
  };
  return (
    <div className="flex flex-col gap-4">
      <OwnTime sheet={sheet} />
      <div className="flex flex-wrap gap-3">
        <Button
          look="secondary"
          icon={CalendarPlus}
          onClick={() => save(`${event.name}.ics`, calendarFile(event, place, address))}
        >
          {e('extras.calendar')}
        </Button>
        {!('Draft' in event.status) && (
          <Button look="secondary" icon={Share2} onClick={() => void share()}>
            {e('extras.share')}
          </Button>
        )}
      </div>
    </div>
  );
}

/** The same time on the reader's own clock, where that shows another one. */
function OwnTime({ sheet: { event } }: { sheet: EventSheet }) {
  const t = useText();
  const e = useEventsText();
  const shown = (zone: string) =>
    dateTimeRange(event.starts_at_ns, event.ends_at_ns, { locale: t.locale, zone });
  const withoutZone = (text: string) => text.replace(/\s*\S+$/, '');
  const own = shown(localZone());
  if (withoutZone(own) === withoutZone(shown(event.time_zone))) return null;
  return <p className="text-muted text-sm">{e('extras.ownTime', { time: own })}</p>;
}

function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/calendar;charset=utf-8' }));
  Object.assign(document.createElement('a'), { href: address, download: name }).click();
  URL.revokeObjectURL(address);
}
