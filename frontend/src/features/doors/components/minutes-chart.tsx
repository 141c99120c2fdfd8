import type { LiveBoard } from '@qikcard/contracts';
import { useText } from '../../../lib/text.tsx';
import { timeOfDay } from '../../../lib/time.ts';
import { useDoorsText } from '../../../locales/doors.ts';

const MINUTES = 60;
const MINUTE_NS = 60_000_000_000n;

/** Who went in (up) and out (down), minute by minute; the last bar is this minute. */
export function MinutesChart({ board, zone }: { board: LiveBoard; zone: string }) {
  const t = useDoorsText();
  const { locale } = useText();
  const last = Number(board.at_ns / MINUTE_NS);
  const rows = Array.from({ length: MINUTES }, (_, i) => {
    const minute = last - MINUTES + 1 + i;
    return board.minutes.find((row) => row.minute === minute);
  });
  const most = Math.max(4, ...rows.map((row) => Math.max(row?.entered ?? 0, row?.left ?? 0)));
  const sum = (what: 'entered' | 'left') => rows.reduce((all, row) => all + (row?.[what] ?? 0), 0);
  const at = (minute: number) => timeOfDay(BigInt(minute) * MINUTE_NS, { locale, zone });
  return (
    <figure className="flex flex-col gap-4 rounded-lg border border-line bg-surface p-5">
      <figcaption className="flex flex-wrap items-baseline justify-between gap-3 text-xl">
        <span className="text-muted">{t('lastHour')}</span>
        <span className="tabular flex gap-5 font-semibold">
          <span className="text-admitted-text">
            {t('entered')} {sum('entered')}
          </span>
          <span className="text-muted">
            {t('left')} {sum('left')}
          </span>
        </span>
      </figcaption>
      <div aria-hidden className="flex min-h-40 flex-1 gap-[2px] md:gap-1">
        {rows.map((row, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: each place is a minute
          <div key={i} className="flex flex-1 flex-col">
            <div className="flex flex-1 items-end border-line-strong border-b">
              <Bar share={(row?.entered ?? 0) / most} className="rounded-t-[3px] bg-admitted" />
            </div>
            <div className="flex flex-1 items-start">
              <Bar share={(row?.left ?? 0) / most} className="rounded-b-[3px] bg-line-strong" />
            </div>
          </div>
        ))}
      </div>
      <div aria-hidden className="tabular flex justify-between text-lg text-muted">
        <span>{at(last - MINUTES + 1)}</span>
        <span>{at(last)}</span>
      </div>
    </figure>
  );
}

function Bar({ share, className }: { share: number; className: string }) {
  return (
    <div
      className={`w-full ${className}`}
      style={{ height: share > 0 ? `${Math.max(4, share * 100)}%` : '0' }}
    />
  );
}
