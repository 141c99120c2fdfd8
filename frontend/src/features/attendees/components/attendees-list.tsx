import type { Registration, TicketType } from '@qikcard/contracts';
import { useDeferredValue, useMemo } from 'react';
import { useText } from '../../../lib/text.tsx';
import { useEventsText } from '../../../locales/events.ts';
import { chosen, joined, type Wanted } from '../api/rows.ts';
import { AttendeesFilter } from './attendees-filter.tsx';
import { AttendeesTable } from './attendees-table.tsx';

type Props = {
  rows: Registration[];
  /** What the canister has found for the same text among those that are not here yet. */
  found: Registration[];
  /** Whether rows are still to come. */
  more: boolean;
  types: TicketType[];
  zone: string;
  wanted: Wanted;
  onWanted(wanted: Wanted): void;
  onOpen(id: bigint): void;
};

/** Guests to search and to scroll through, wherever their rows come from. */
export function AttendeesList({ rows, found, more, wanted, ...table }: Props) {
  const e = useEventsText();
  const asked = useDeferredValue(wanted);
  const shown = useMemo(() => chosen(joined(rows, found), asked), [rows, found, asked]);
  return (
    <>
      <AttendeesFilter types={table.types} wanted={wanted} onChange={table.onWanted} />
      <Progress shown={shown.length} loaded={rows.length} more={more} />
      <AttendeesTable
        rows={shown}
        types={table.types}
        zone={table.zone}
        label={e('attendees.title')}
        onOpen={table.onOpen}
      />
    </>
  );
}

function Progress({ shown, loaded, more }: { shown: number; loaded: number; more: boolean }) {
  const t = useText();
  const e = useEventsText();
  const number = new Intl.NumberFormat(t.locale);
  const values = { shown: number.format(shown), total: number.format(loaded) };
  return (
    <p role="status" className="tabular text-muted text-sm">
      {e('attendees.shown', values)}
      {more && ' …'}
    </p>
  );
}
