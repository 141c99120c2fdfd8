/** Whether a thing is reserved for a person. */
import {
  OPEN_RESERVATIONS_PER_PERSON_MAX,
  QUANTITY_MAX,
  RESERVATION_AHEAD_MAX_SECONDS,
  type ReservationRequest,
  type ResourceRefusal,
} from '@qikcard/contracts';
import type { ReservationRow, ResourceRow } from '../../resources/rows.ts';
import { type Borrower, itemsOf, problemOfBorrower } from './lending.ts';
import { problemOfSpan, type Shelf } from './stock.ts';

const SECOND_NS = 1_000_000_000n;
const SHORTEST_NS = 60n * SECOND_NS;
/** The clock of a phone may be a little behind. */
const SLACK_NS = 300n * SECOND_NS;

export type Reserving = {
  nowNs: bigint;
  thing: ResourceRow;
  request: ReservationRequest;
  holder: Borrower;
  /** Reservations of the person that are active, and the units of this thing among them. */
  active: { reservations: number; unitsOfThis: number };
  shelves: Shelf[];
};

/** The reservation to store, or why there is none. */
export function decideReservation(
  ask: Reserving,
): { row: ReservationRow } | { refusal: ResourceRefusal } {
  const refusal = problemOfRequest(ask) ?? problemOfTimes(ask);
  if (refusal) return { refusal };
  const { request, thing, nowNs, shelves } = ask;
  const span = { fromNs: request.from_ns, untilNs: request.until_ns };
  const taken = problemOfSpan(shelves, span, request.count, nowNs);
  if (taken) return { refusal: taken };
  return {
    row: {
      resourceId: request.resource_id,
      owner: thing.owner,
      holder: ask.holder.principal,
      count: request.count,
      items: itemsOf(request.resource_id, thing, request.count),
      ...span,
      state: 'Active',
      loanId: undefined,
      createdAtNs: nowNs,
    },
  };
}

function problemOfRequest({ thing, request, holder, active }: Reserving) {
  const refuse = (refusal: ResourceRefusal) => refusal;
  if (thing.retired) return refuse({ Retired: null });
  if (!thing.terms.reservable) return refuse({ NotReservable: null });
  // Who reserves for tomorrow is not inside today.
  const unwelcome = problemOfBorrower({ thing, borrower: { ...holder, inside: true } });
  if (unwelcome) return unwelcome;
  if (request.count < 1 || request.count > QUANTITY_MAX) {
    const problem = `must be between 1 and ${QUANTITY_MAX}`;
    return refuse({ Invalid: { field: 'count', problem } });
  }
  if (active.reservations >= OPEN_RESERVATIONS_PER_PERSON_MAX) {
    const limit = OPEN_RESERVATIONS_PER_PERSON_MAX;
    return refuse({ LimitReached: { what: 'reservations', limit } });
  }
  const { perPersonMax: limit } = thing.terms;
  if (active.unitsOfThis + request.count <= limit) return undefined;
  return refuse({ LimitReached: { what: 'of this thing', limit } });
}

function problemOfTimes({ nowNs, thing, request }: Reserving): ResourceRefusal | undefined {
  const { from_ns: fromNs, until_ns: untilNs } = request;
  const invalid = (field: string, problem: string) => ({ Invalid: { field, problem } });
  if (fromNs + SLACK_NS < nowNs) return invalid('from_ns', 'must not be in the past');
  if (untilNs < fromNs + SHORTEST_NS) return invalid('until_ns', 'must be after the start');
  if (fromNs > nowNs + BigInt(RESERVATION_AHEAD_MAX_SECONDS) * SECOND_NS) {
    return invalid('from_ns', 'must be within a year');
  }
  const latest = fromNs + BigInt(thing.terms.maxLoanSeconds) * SECOND_NS;
  return untilNs > latest ? { TooLong: { latest_due_ns: latest } } : undefined;
}
