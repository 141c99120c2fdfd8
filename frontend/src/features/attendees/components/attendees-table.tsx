import { fromOpt, type Registration, type TicketType } from '@qikcard/contracts';
import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronRight, Flag } from 'lucide-react';
import { memo, useRef } from 'react';
import { StatusPill } from '../../../components/ui/status-pill.tsx';
import { useText } from '../../../lib/text.tsx';
import { clock } from '../../../lib/time.ts';
import { useEventsText } from '../../../locales/events.ts';
import { stateOf } from '../api/rows.ts';

const ROW_PX = 56;

type Props = {
  rows: Registration[];
  types: TicketType[];
  zone: string;
  label: string;
  onOpen(id: bigint): void;
};

/** Draws only the rows that are seen: as smooth with fifty thousand guests as with fifty. */
export function AttendeesTable({ rows, types, zone, label, onOpen }: Props) {
  const e = useEventsText();
  const frame = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => String(rows[index].id),
    overscan: 8,
  });
  const byNumber = new Map(types.map((type) => [type.number, type]));
  const drawn = virtual.getVirtualItems();
  if (rows.length === 0) return <p className="py-6 text-muted">{e('attendees.notFound')}</p>;
  return (
    <section
      ref={frame}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
      tabIndex={0}
      className="relative max-h-[70dvh] overflow-y-auto rounded-lg border border-line bg-surface"
    >
      <table aria-rowcount={rows.length + 1} className="w-full table-fixed border-collapse text-sm">
        <Head hasTypes={types.length > 0} />
        <tbody>
          <Gap px={drawn[0]?.start ?? 0} />
          {drawn.map(({ index, key }) => (
            <tr
              key={key}
              aria-rowindex={index + 2}
              className="border-line border-b last:border-b-0"
              style={{ height: ROW_PX }}
            >
              <Cells
                row={rows[index]}
                type={byNumber.get(rows[index].ticket_type)}
                hasTypes={types.length > 0}
                zone={zone}
                onOpen={onOpen}
              />
            </tr>
          ))}
          <Gap px={virtual.getTotalSize() - (drawn.at(-1)?.end ?? 0)} />
        </tbody>
      </table>
    </section>
  );
}

/** Room for the rows that are not drawn. */
const Gap = ({ px }: { px: number }) =>
  px > 0 ? (
    <tr style={{ height: px }}>
      <td colSpan={6} />
    </tr>
  ) : null;

function Head({ hasTypes }: { hasTypes: boolean }) {
  const e = useEventsText();
  const cell =
    'sticky top-0 z-10 bg-surface px-4 py-2.5 font-medium shadow-[inset_0_-1px_var(--color-line)]';
  return (
    <thead>
      <tr aria-rowindex={1} className="text-muted">
        <th scope="col" className={`${cell} text-start md:ps-5`}>
          {e('attendees.name')}
        </th>
        {hasTypes && (
          <th scope="col" className={`${cell} hidden text-start md:table-cell`}>
            {e('attendees.type')}
          </th>
        )}
        <th scope="col" className={`${cell} w-36 text-start md:w-44`}>
          {e('attendees.state')}
        </th>
        <th scope="col" className={`${cell} hidden w-28 text-end md:table-cell`}>
          {e('attendees.entered')}
        </th>
        <th scope="col" className={`${cell} hidden w-28 text-end md:table-cell`}>
          {e('attendees.left')}
        </th>
        <th scope="col" className={`${cell} w-16`}>
          <span className="sr-only">{e('join.open')}</span>
        </th>
      </tr>
    </thead>
  );
}

type CellsProps = {
  row: Registration;
  type: TicketType | undefined;
  hasTypes: boolean;
  zone: string;
  onOpen(id: bigint): void;
};

const Cells = memo(function Cells({ row, type, hasTypes, zone, onOpen }: CellsProps) {
  const t = useText();
  const e = useEventsText();
  const at = { locale: t.locale, zone };
  const time = (ns: [] | [bigint]) => (ns[0] === undefined ? '–' : clock(ns[0], at));
  return (
    <>
      <td className="px-4 md:ps-5">
        <span className="flex min-w-0 items-center gap-2 font-medium">
          {row.attention && (
            <Flag
              aria-label={e('state.flagged')}
              role="img"
              size={16}
              className="shrink-0 text-waiting-text"
            />
          )}
          <span className="truncate">{row.display_name}</span>
        </span>
      </td>
      {hasTypes && (
        <td className="hidden px-4 md:table-cell">
          <span className="flex min-w-0 items-center gap-2">
            {type && <Dot colour={type.colour} />}
            <span className="truncate">{type?.name ?? '–'}</span>
          </span>
        </td>
      )}
      <td className="px-4">
        <GuestState row={row} />
      </td>
      <td className="tabular hidden px-4 text-end text-muted md:table-cell">
        {time(row.checked_in_at_ns)}
      </td>
      <td className="tabular hidden px-4 text-end text-muted md:table-cell">
        {time(row.checked_out_at_ns)}
      </td>
      <td className="px-2">
        <button
          type="button"
          aria-label={e('guest.open', { name: row.display_name })}
          onClick={() => onOpen(row.id)}
          className="grid size-11 place-items-center rounded-md text-muted hover:bg-sunken hover:text-ink"
        >
          <ChevronRight aria-hidden size={18} className="rtl:rotate-180" />
        </button>
      </td>
    </>
  );
});

/** The colour of a ticket type, always beside its name. */
export function Dot({ colour }: { colour: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 12 12" className="size-3 shrink-0">
      <circle cx="6" cy="6" r="5.5" fill={colour} stroke="currentColor" strokeOpacity=".3" />
    </svg>
  );
}

const looks = {
  expected: 'neutral',
  inside: 'admitted',
  left: 'left',
  revoked: 'refused',
} as const;

export function GuestState({ row }: { row: Registration }) {
  const e = useEventsText();
  const state = stateOf(row);
  const unclaimed =
    state === 'expected' && !row.claimed && fromOpt(row.checked_in_at_ns) === undefined;
  if (unclaimed) return <StatusPill status="draft">{e('state.unclaimed')}</StatusPill>;
  return <StatusPill status={looks[state]}>{e(`state.${state}`)}</StatusPill>;
}
