import type { EventArchive, EventView } from '@qikcard/contracts';
import { Notice } from '../../../components/ui/notice.tsx';
import { Stat } from '../../../components/ui/stat.tsx';
import { type Text, useText } from '../../../lib/text.tsx';
import { dateTime } from '../../../lib/time.ts';
import { type EventsText, useEventsText } from '../../../locales/events.ts';
import { useArchive } from '../api/archive.ts';

/** What is left of an archived event, and until when the rest is. */
export function ArchiveNotice({ event }: { event: EventView }) {
  const t = useText();
  const e = useEventsText();
  const archive = useArchive(event.id).data;
  if (!archive) return null;
  const number = new Intl.NumberFormat(t.locale);
  const counts = [
    ['archive.arrived', archive.arrived],
    ['archive.entered', archive.entered],
    ['archive.left', archive.left],
    ['archive.refused', archive.refused],
  ] as const;
  return (
    <div className="flex flex-col gap-6">
      <Notice tone="info">{said(archive, event, t, e)}</Notice>
      <dl className="grid grid-cols-2 gap-4 md:grid-cols-4">
        {counts.map(([label, value]) => (
          <Stat key={label} label={e(label)} value={number.format(value)} />
        ))}
      </dl>
    </div>
  );
}

function said({ state }: EventArchive, event: EventView, t: Text, e: EventsText): string {
  const at = { locale: t.locale, zone: event.time_zone };
  if ('Waiting' in state)
    return e('archive.waiting', { time: dateTime(state.Waiting.until_ns, at) });
  if ('Condensing' in state) return e('archive.condensing');
  return e('archive.condensed', { time: dateTime(state.Condensed.at_ns, at) });
}
