import type { EventView, LiveBoard } from '@qikcard/contracts';
import { fromOpt } from '@qikcard/contracts';
import { ArrowLeft, Maximize, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { Link, useParams } from 'react-router';
import { ErrorPanel } from '../../../components/ui/error-panel.tsx';
import { IconButton } from '../../../components/ui/icon-button.tsx';
import { SkeletonRows } from '../../../components/ui/skeleton.tsx';
import { SyncIndicator } from '../../../components/ui/sync-indicator.tsx';
import { useOnline } from '../../../lib/online.ts';
import { useText } from '../../../lib/text.tsx';
import { useTitle } from '../../../lib/title.ts';
import { useDoorsText } from '../../../locales/doors.ts';
import { readId, useEvent } from '../../events/api/events.ts';
import { useBoard } from '../api/doors.ts';
import { BoardTables } from './board-tables.tsx';
import { MinutesChart } from './minutes-chart.tsx';

/** The board that hangs in the control room: read it from five metres. */
export function BoardPage() {
  useFarReading();
  const id = readId(useParams()['eventId']) ?? 0n;
  const event = useEvent(id);
  const board = useBoard(id);
  const online = useOnline();
  const problem = event.error ?? (board.data ? undefined : board.error);
  const failed = board.isError || !online;
  return (
    <main id="main" className="flex min-h-dvh flex-col bg-paper p-4">
      {problem && <ErrorPanel error={problem} onRetry={() => board.refetch()} />}
      {!problem && !(event.data && board.data) && (
        <SkeletonRows rows={3} className="h-40 rounded-lg" />
      )}
      {event.data && board.data && <Face event={event.data} board={board.data} stale={failed} />}
    </main>
  );
}

/** Everything on the page grows with the screen: see `.read-from-afar`. */
function useFarReading(): void {
  useEffect(() => {
    const { classList } = document.documentElement;
    classList.add('read-from-afar');
    return () => classList.remove('read-from-afar');
  }, []);
}

type Props = { event: EventView; board: LiveBoard; stale: boolean };

function Face({ event, board, stale }: Props) {
  const t = useDoorsText();
  useTitle(`${t('board')} · ${event.name}`);
  return (
    <div className="flex flex-1 flex-col gap-4">
      <Head event={event} board={board} stale={stale} />
      <div className="grid flex-1 gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <Inside event={event} board={board} />
        <MinutesChart board={board} zone={event.time_zone} />
      </div>
      <BoardTables board={board} />
    </div>
  );
}

function Head({ event, board, stale }: Props) {
  const t = useDoorsText();
  const full = () => document.documentElement.requestFullscreen?.();
  return (
    <header className="flex flex-wrap items-center gap-4">
      <Link
        to={`/organizer/events/${event.id}/doors`}
        aria-label={t('title')}
        className="inline-grid size-11 place-items-center rounded-md text-muted hover:bg-sunken"
      >
        <ArrowLeft aria-hidden size={20} className="rtl:rotate-180" />
      </Link>
      <h1 className="min-w-0 flex-1 font-semibold text-2xl tracking-tight md:text-3xl">
        {event.name}
      </h1>
      {board.open_conflicts > 0 && (
        <Link
          to={`/organizer/events/${event.id}/doors/conflicts`}
          className="inline-flex min-h-11 items-center gap-2 rounded-md bg-waiting-tint px-4 font-semibold text-waiting-text"
        >
          <TriangleAlert aria-hidden size={18} />
          {t.count('open', board.open_conflicts)}
        </Link>
      )}
      <SyncIndicator state={stale ? 'offline' : 'live'} />
      <IconButton icon={Maximize} label={t('fullScreen')} onClick={() => void full()} />
    </header>
  );
}

/** One figure as large as the screen allows, and the zones it is made of. */
function Inside({ event, board }: Pick<Props, 'event' | 'board'>) {
  const t = useDoorsText();
  const text = useText();
  const number = new Intl.NumberFormat(text.locale);
  const figures = [
    [text('live.arrived'), board.arrived],
    [text('live.registered'), board.registered],
    [text('live.capacity'), fromOpt(event.capacity)],
  ] as const;
  return (
    <section className="flex flex-col justify-between gap-4 rounded-lg border border-line bg-surface p-5">
      <dl>
        <dt className="font-medium text-muted text-xl">{t('inside')}</dt>
        <dd className="tabular font-semibold text-[clamp(5rem,9.5vw,14rem)] leading-none tracking-[-0.05em]">
          {number.format(board.inside)}
        </dd>
      </dl>
      <dl className="flex flex-wrap gap-x-10 gap-y-4">
        {figures.map(([label, value]) => (
          <div key={label}>
            <dt className="text-lg text-muted">{label}</dt>
            <dd className="tabular font-semibold text-4xl">
              {value === undefined ? '∞' : number.format(value)}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
