import type { EventView, FeedEntry } from '@qikcard/contracts';
import { fromOpt } from '@qikcard/contracts';
import { Card } from '../../../components/ui/card.tsx';
import { Stat } from '../../../components/ui/stat.tsx';
import { SyncIndicator, type SyncState } from '../../../components/ui/sync-indicator.tsx';
import { useText } from '../../../lib/text.tsx';
import { ArrivalBars } from './arrival-bars.tsx';

export type Counts = Pick<EventView, 'registered' | 'arrived' | 'inside'>;
type Props = { event: EventView; counts: Counts; entries: FeedEntry[]; sync: SyncState };

/** The figures of an event; the first one can be read from across a room. */
export function LiveBoard({ event, counts, entries, sync }: Props) {
  const t = useText();
  const capacity = fromOpt(event.capacity);
  return (
    <Card className="relative grid gap-8 p-6 md:grid-cols-[auto_1fr] md:gap-14 md:p-10">
      <div className="absolute end-6 top-6 md:end-10 md:top-10">
        <SyncIndicator state={sync} />
      </div>
      <dl className="min-w-52">
        <Stat size="display" label={t('live.insideNow')} value={counts.inside} />
      </dl>
      <div className="flex min-w-0 flex-col justify-between gap-8">
        <dl className="grid grid-cols-3 gap-x-4 md:flex md:gap-x-12">
          <Stat label={t('live.arrived')} value={counts.arrived} />
          <Stat label={t('live.registered')} value={counts.registered} />
          <Stat label={t('live.capacity')} value={capacity ?? '∞'} />
        </dl>
        <div className="flex flex-col gap-6">
          <Share counts={counts} />
          <ArrivalBars entries={entries} />
        </div>
      </div>
    </Card>
  );
}

/** How many of those registered have come. */
function Share({ counts }: { counts: Counts }) {
  const t = useText();
  const share = counts.registered === 0 ? 0 : counts.arrived / counts.registered;
  const percent = new Intl.NumberFormat(t.locale, { style: 'percent' }).format(share);
  return (
    <div className="flex flex-col gap-2">
      <div aria-hidden className="h-2 overflow-hidden rounded-full bg-sunken">
        <div
          className="h-full rounded-full bg-admitted transition-[width]"
          style={{ width: `${Math.min(100, share * 100)}%` }}
        />
      </div>
      <p className="tabular text-muted text-sm">{t('live.share', { percent })}</p>
    </div>
  );
}
