import type { FeedEntry } from '@qikcard/contracts';
import { useNow } from '../../../lib/now.ts';
import { useText } from '../../../lib/text.tsx';
import { toMs } from '../../../lib/time.ts';

const MINUTES = 30;
const MINUTE_MS = 60_000;

/** Entries per minute over the last half hour; the bar on the far end is this minute. */
export function ArrivalBars({ entries }: { entries: FeedEntry[] }) {
  const t = useText();
  const now = useNow(5_000);
  const perMinute = arrivalsPerMinute(entries, now);
  const most = Math.max(4, ...perMinute);
  return (
    <figure className="flex flex-col gap-2">
      <div aria-hidden className="flex h-12 items-end gap-1">
        {perMinute.map((count, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: each place is a minute
            key={index}
            className={`flex-1 rounded-[2px] ${count > 0 ? 'bg-accent' : 'bg-line'}`}
            style={{ height: count > 0 ? `${Math.max(12, (count / most) * 100)}%` : '3px' }}
          />
        ))}
      </div>
      <figcaption className="text-muted text-sm">
        {t.count(
          'live.lastHalfHour',
          perMinute.reduce((sum, count) => sum + count, 0),
        )}
      </figcaption>
    </figure>
  );
}

export function arrivalsPerMinute(entries: FeedEntry[], nowMs: number): number[] {
  const counts = Array.from({ length: MINUTES }, () => 0);
  const thisMinute = Math.floor(nowMs / MINUTE_MS);
  for (const { kind, at_ns } of entries) {
    const place = MINUTES - 1 - (thisMinute - Math.floor(toMs(at_ns) / MINUTE_MS));
    if ('CheckedIn' in kind && place >= 0) counts[Math.min(place, MINUTES - 1)]++;
  }
  return counts;
}
