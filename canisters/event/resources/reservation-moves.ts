/** Everything that is written when a reservation begins or ends. */
import type { Principal } from '@dfinity/principal';
import { readyAtNs } from '../domain/resources/reminder.ts';
import { noShowAtNs } from '../domain/resources/stock.ts';
import { due, undue } from './deadlines.ts';
import { tellAll } from './feed.ts';
import { tellPerson } from './news.ts';
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
  // Who reserves what can be fetched at once need not be told.
  if (readyAtNs(row.fromNs) > row.createdAtNs) due(readyAtNs(row.fromNs), 'reservationReady', id);
  tellAll(row.resourceId, row.items, 'Reserved', row.createdAtNs);
}

function end(id: bigint, row: ReservationRow, change: Partial<ReservationRow>): ReservationRow {
  const ended = { ...row, ...change };
  reservations.put(id, ended);
  reservationsOfHolder.remove([row.holder, row.resourceId, id]);
  giveBack(takingOf(id, row));
  undue(noShowAtNs(row.fromNs, row.untilNs), 'reservation', id);
  undue(readyAtNs(row.fromNs), 'reservationReady', id);
  return ended;
}

/** The thing was fetched. */
export function convert(id: bigint, loanId: bigint): void {
  const row = reservations.get(id);
  if (row?.state === 'Active') end(id, row, { state: 'Converted', loanId });
}

export function cancel(
  id: bigint,
  row: ReservationRow,
  nowNs: bigint,
  by: Principal,
): ReservationRow {
  const ended = end(id, row, { state: 'Cancelled' });
  const { resourceId, holder } = row;
  tellAll(resourceId, row.items, 'ReservationEnded', nowNs);
  tellPerson(holder, by, { kind: 'ReservationCancelled', resourceId, untilNs: row.fromNs });
  return ended;
}

/** Nobody came: others may have the thing. */
export function expire(id: bigint, nowNs: bigint): void {
  const row = reservations.get(id);
  if (row?.state !== 'Active') return;
  end(id, row, { state: 'Expired' });
  tellAll(row.resourceId, row.items, 'ReservationEnded', nowNs);
  const { resourceId, holder } = row;
  tellPerson(holder, undefined, { kind: 'ReservationLapsed', resourceId });
}

/** Its holder may fetch the thing from now on. */
export function becomeReady(id: bigint): void {
  const row = reservations.get(id);
  if (row?.state !== 'Active') return;
  const { resourceId, holder, fromNs, untilNs: endsNs } = row;
  const untilNs = noShowAtNs(fromNs, endsNs);
  tellPerson(holder, undefined, { kind: 'ReservationReady', resourceId, untilNs });
}
