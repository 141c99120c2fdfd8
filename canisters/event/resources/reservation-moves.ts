/** Everything that is written when a reservation begins or ends. */
import { noShowAtNs } from '../domain/resources/stock.ts';
import { due, undue } from './deadlines.ts';
import { tellAll } from './feed.ts';
import type { ReservationRow } from './rows.ts';
import { giveBack, take } from './shelves.ts';
import {
  allReservationsOf,
  reservations,
  reservationsOfHolder,
  reservationsOfResource,
} from './store.ts';

const takingOf = (id: bigint, { items, fromNs, untilNs }: ReservationRow) => ({
  kind: 'reservation' as const,
  id,
  items,
  fromNs,
  untilNs,
});

/** A new reservation; it ends by itself when nobody comes. */
export function reserve(id: bigint, row: ReservationRow): void {
  reservations.put(id, row);
  reservationsOfHolder.insert([row.holder, row.resourceId, id]);
  allReservationsOf.insert([row.holder, id]);
  reservationsOfResource.insert([row.resourceId, id]);
  take(takingOf(id, row));
  due(noShowAtNs(row.fromNs, row.untilNs), 'reservation', id);
  tellAll(row.resourceId, row.items, 'Reserved', row.createdAtNs);
}

function end(id: bigint, row: ReservationRow, change: Partial<ReservationRow>): ReservationRow {
  const ended = { ...row, ...change };
  reservations.put(id, ended);
  reservationsOfHolder.remove([row.holder, row.resourceId, id]);
  giveBack(takingOf(id, row));
  undue(noShowAtNs(row.fromNs, row.untilNs), 'reservation', id);
  return ended;
}

/** The thing was fetched. */
export function convert(id: bigint, loanId: bigint): void {
  const row = reservations.get(id);
  if (row?.state === 'Active') end(id, row, { state: 'Converted', loanId });
}

export function cancel(id: bigint, row: ReservationRow, nowNs: bigint): ReservationRow {
  const ended = end(id, row, { state: 'Cancelled' });
  tellAll(row.resourceId, row.items, 'ReservationEnded', nowNs);
  return ended;
}

/** Nobody came: others may have the thing. */
export function expire(id: bigint, nowNs: bigint): void {
  const row = reservations.get(id);
  if (row?.state !== 'Active') return;
  end(id, row, { state: 'Expired' });
  tellAll(row.resourceId, row.items, 'ReservationEnded', nowNs);
}
