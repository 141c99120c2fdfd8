import type { EventView } from '@qikcard/contracts';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import type { SyncState } from '../../../components/ui/sync-indicator.tsx';
import { useOnline } from '../../../lib/online.ts';
import { useAttendance } from '../api/attendance.ts';
import { useFeed, useFollowFeed } from '../api/feed.ts';
import { GuestList } from './guest-list.tsx';
import { LiveBoard } from './live-board.tsx';
import { RefusalList } from './refusal-list.tsx';

/** What happens at the doors now: figures to read from afar, guests as they move, refusals. */
export function LivePanel({ event }: { event: EventView }) {
  const online = useOnline();
  const feed = useFeed(event.id);
  const attendance = useAttendance(event.id);
  useFollowFeed(event.id, feed.data);
  const entries = feed.data?.newestFirst ?? [];
  const sync: SyncState =
    !online || feed.isError ? 'offline' : feed.data?.caughtUp ? 'live' : 'syncing';
  if (attendance.isError && !attendance.data) {
    return <ErrorPanel error={attendance.error} onRetry={() => attendance.refetch()} />;
  }
  return (
    <div className="flex flex-col gap-10">
      <LiveBoard event={event} counts={entries[0] ?? event} entries={entries} sync={sync} />
      <div className="grid items-start gap-10 lg:grid-cols-[1fr_20rem]">
        <GuestList
          event={event}
          guests={attendance.data}
          more={
            attendance.hasNextPage
              ? { busy: attendance.isFetchingNextPage, load: () => attendance.fetchNextPage() }
              : undefined
          }
        />
        <RefusalList event={event} entries={entries} />
      </div>
    </div>
  );
}
