/** Reserving things, and what is free when. */
import type { Call } from '@qikcard/canister-kit';
import {
  AVAILABILITY_SLOTS_MAX,
  err,
  eventApi,
  fromOpt,
  type Infer,
  OPEN_RESERVATIONS_PER_PERSON_MAX,
  ok,
  type Reservation,
  type ReservationPage,
  type ReservationRequest,
  type ResourceRefusal,
  type Result,
  shardedId,
  toOpt,
} from '@qikcard/contracts';
import { pageSize } from '../domain/page.ts';
import { decideReservation } from '../domain/resources/reservation.ts';
import { freeDuring } from '../domain/resources/stock.ts';
import { reservationView } from '../domain/resources/views.ts';
import { shard } from '../platform.ts';
import { served } from '../serve.ts';
import { borrowerFacts, lends, nameOf, sees } from './access.ts';
import { cancel, reserve } from './reservation-moves.ts';
import type { ReservationRow } from './rows.ts';
import { countHolder } from './scan.ts';
import { problemOfRoom, shelvesOf, unitOf } from './shelves.ts';
import {
  allReservationsOf,
  reservationCount,
  reservations,
  reservationsOfHolder,
  reservationsOfResource,
  resources,
} from './store.ts';

type Answer = Result<Reservation, ResourceRefusal>;
type Page = Infer<typeof ReservationPage>;

export class Calendar {
  @served(eventApi.reserve_resource)
  reserve_resource(call: Call, request: ReservationRequest): Answer {
    const { resource_id: id } = request;
    if (call.caller.isAnonymous()) return err({ SignInRequired: null });
    const thing = resources.get(id);
    if (!thing || !sees(call, id, thing)) return err({ UnknownResource: null });
    const wait = countHolder(call.caller, call);
    if (wait) return err(wait.refusal);
    const shelves = shelvesOf(unitOf(id, thing));
    const decided = decideReservation({
      nowNs: call.nowNs,
      thing,
      request,
      holder: borrowerFacts(call.caller, id, thing),
      active: activeOf(call, id),
      shelves,
    });
    if ('refusal' in decided) return err(decided.refusal);
    const full = problemOfRoom(shelves);
    if (full) return err(full);
    const reservationId = shardedId(shard(), reservationCount.add());
    call.subject = reservationId.toString();
    reserve(reservationId, decided.row);
    return ok(view(call, reservationId, decided.row));
  }

  @served(eventApi.cancel_reservation)
  cancel_reservation(call: Call, id: bigint): Answer {
    call.subject = id.toString();
    const row = reservations.get(id);
    const own = row !== undefined && row.holder.compareTo(call.caller) === 'eq';
    if (!row || !(own || lends(call, row.owner))) return err({ UnknownReservation: null });
    if (row.state !== 'Active') return err({ ReservationOver: null });
    return ok(view(call, id, cancel(id, row, call.nowNs, call.caller)));
  }

  @served(eventApi.my_reservations)
  my_reservations(call: Call, cursor: [] | [bigint], limit: number): Page {
    if (call.caller.isAnonymous()) return { reservations: [], next: [] };
    const below = fromOpt(cursor);
    const after = below === undefined ? {} : { after: [call.caller, below] as never };
    const size = pageSize(limit);
    const scan = { prefix: [call.caller] as never, reverse: true, ...after, limit: size + 1 };
    const ids = allReservationsOf.scan(scan).map(([, id]) => id);
    return pageOf(call, ids, size);
  }

  @served(eventApi.reservations_of_resource)
  reservations_of_resource(
    call: Call,
    id: bigint,
    cursor: [] | [bigint],
    limit: number,
  ): Result<Page, ResourceRefusal> {
    const thing = resources.get(id);
    if (!thing) return err({ UnknownResource: null });
    if (!lends(call, thing.owner)) return err({ Forbidden: null });
    const below = fromOpt(cursor);
    const after = below === undefined ? {} : { after: [id, below] as [bigint, bigint] };
    const size = pageSize(limit);
    const scan = { prefix: [id] as [bigint], reverse: true, ...after, limit: size + 1 };
    const ids = reservationsOfResource.scan(scan).map(([, each]) => each);
    return ok(pageOf(call, ids, size));
  }

  @served(eventApi.resource_availability)
  resource_availability(
    call: Call,
    id: bigint,
    moments: bigint[],
  ): Result<number[], ResourceRefusal> {
    const thing = resources.get(id);
    if (!thing || !sees(call, id, thing)) return err({ UnknownResource: null });
    const rising = moments.every((atNs, i) => i === 0 || atNs > moments[i - 1]);
    if (moments.length < 2 || moments.length > AVAILABILITY_SLOTS_MAX + 1 || !rising) {
      const problem = `must be 2 to ${AVAILABILITY_SLOTS_MAX + 1} moments in order`;
      return err({ Invalid: { field: 'moments', problem } });
    }
    const shelves = shelvesOf(unitOf(id, thing));
    const free = moments.slice(1).map((untilNs, i) => {
      const fromNs = moments[i] > call.nowNs ? moments[i] : call.nowNs;
      return untilNs <= fromNs ? 0 : freeDuring(shelves, { fromNs, untilNs }, call.nowNs);
    });
    return ok(thing.retired ? free.map(() => 0) : free);
  }
}

/** What a person has reserved and not fetched. */
function activeOf(call: Call, id: bigint) {
  const limit = OPEN_RESERVATIONS_PER_PERSON_MAX;
  const keys = reservationsOfHolder.scan({ prefix: [call.caller], limit });
  const ofThis = keys.filter(([, thing]) => thing === id);
  const units = ofThis.map(([, , each]) => reservations.get(each)?.count ?? 0);
  return { reservations: keys.length, unitsOfThis: units.reduce((a, b) => a + b, 0) };
}

function view(call: Call, id: bigint, row: ReservationRow): Reservation {
  return reservationView(id, row, {
    resource: resources.get(row.resourceId)?.name ?? '',
    holder: lends(call, row.owner) ? nameOf(row.owner, row.holder) : '',
  });
}

function pageOf(call: Call, ids: bigint[], size: number): Page {
  const shown = ids.slice(0, size);
  return {
    reservations: shown.map((id) => view(call, id, reservations.get(id) as ReservationRow)),
    next: toOpt(ids.length > size ? shown.at(-1) : undefined),
  };
}
