import type { EventView } from '@qikcard/contracts';
import { CloudDownload, CloudOff } from 'lucide-react';
import { Optional } from '../../../lib/optional.tsx';
import { useText } from '../../../lib/text.tsx';
import { dateTime, timeOfDay, toNs } from '../../../lib/time.ts';
import { useGateText } from '../../../locales/gate.ts';
import { usePhotoText } from '../../../locales/photo.ts';
import type { ListState } from '../api/use-offline-door.ts';
import { useOpensAlone } from '../api/use-opens-alone.ts';

type Props = {
  event: EventView;
  list: ListState | undefined;
  /** Faces of guests that are on this phone. */
  photos: number;
};

/** Whether this phone could go on alone, with how many guests, and for how long. */
export function ListCard({ event, list, photos }: Props) {
  const t = useText();
  const g = useGateText();
  const opens = useOpensAlone();
  const at = { locale: t.locale, zone: event.time_zone };
  const until = list?.goodUntilMs;
  const isGood = until !== undefined && until > Date.now();
  const said = () => {
    if (list === undefined || until === undefined) return g('listNone');
    if (!isGood) return g('listOver');
    const time = timeOfDay(toNs(list.asOfMs), at);
    return g('listReady', { count: list.guests, time, until: dateTime(toNs(until), at) });
  };
  const Drawing = isGood ? CloudDownload : CloudOff;
  return (
    <div className="flex items-start gap-3 rounded-md bg-sunken p-4">
      <Drawing aria-hidden size={20} className="mt-0.5 shrink-0 text-muted" />
      <div>
        <h2 className="font-semibold text-sm">{g('list')}</h2>
        <p className="text-muted text-sm">{said()}</p>
        <Optional>
          <Photos count={photos} />
        </Optional>
        {opens !== undefined && (
          <p className="mt-1 text-muted text-sm">{g(opens ? 'opensAlone' : 'opensOnline')}</p>
        )}
      </div>
    </div>
  );
}

/** Its texts are those of all faces, which then are here before a network goes. */
function Photos({ count }: { count: number }) {
  const p = usePhotoText();
  return count > 0 ? <p className="text-muted text-sm">{p.count('kept', count)}</p> : null;
}
