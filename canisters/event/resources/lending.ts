/** Lending and taking back: decided and stored in one message, nothing awaited. */
import type { Call } from '@qikcard/canister-kit';
import {
  eventApi,
  fromOpt,
  type LendingScan,
  type LendingVerdict,
  type ResourceRefusal,
  shardedId,
} from '@qikcard/contracts';
import { caseOf } from '../domain/resources/draft.ts';
import { decideCheckOut, mayFetch, returned } from '../domain/resources/lending.ts';
import { noShowAtNs } from '../domain/resources/stock.ts';
import { shard } from '../platform.ts';
import { served } from '../serve.ts';
import { consumeToken } from '../tokens.ts';
import { borrowerFacts } from './access.ts';
import { useTap } from './borrower-card.ts';
import { bindDeposit, depositFor, lenderOf } from './deposits.ts';
import { remember, repeatOf } from './done.ts';
import { closeLoan, openLoan } from './loan-moves.ts';
import { handedAtNs } from './offline.ts';
import type { ConditionRow, LoanRow, MethodRow } from './rows.ts';
import {
  type Lending,
  problemOfScan,
  type Returning,
  readLending,
  readReturning,
  type Used,
} from './scan.ts';
import { problemOfRoom, shelvesOf, unitOf } from './shelves.ts';
import { loanCount, loans, reservations, reservationsOfHolder, resources } from './store.ts';
import { loanFor } from './view.ts';

const refused = (refusal: ResourceRefusal): LendingVerdict => ({ Refused: refusal });

export class LendingDesk {
  @served(eventApi.preview_check_out)
  preview_check_out(call: Call, scan: LendingScan): LendingVerdict {
    const decided = decide(call, scan);
    return 'refusal' in decided ? refused(decided.refusal) : lent(call, 0n, decided.loan);
  }

  @served(eventApi.preview_check_in)
  preview_check_in(call: Call, scan: LendingScan): LendingVerdict {
    const decided = decideReturn(call, scan);
    if ('refusal' in decided) return refused(decided.refusal);
    return { Returned: loanFor(call, decided.returning.loanId, decided.loan) };
  }

  @served(eventApi.check_out_resource)
  check_out_resource(call: Call, scan: LendingScan): LendingVerdict {
    const again = repeatOf(call, scan);
    if (again) return again;
    const decided = decide(call, scan);
    if ('refusal' in decided) return refused(decided.refusal);
    if (decided.loan.deposit === 'Asked') return refused(depositMissing);
    const id = shardedId(shard(), loanCount.add());
    call.subject = id.toString();
    consume(call, scan, decided.lending);
    openLoan(id, decided.loan, call.nowNs);
    if (decided.depositId !== undefined) bindDeposit(decided.depositId, id, decided.loan);
    const verdict = lent(call, id, decided.loan);
    remember(call, scan, id, 'Lent' in verdict ? 'Lent' : 'Requested');
    return verdict;
  }

  @served(eventApi.check_in_resource)
  check_in_resource(call: Call, scan: LendingScan): LendingVerdict {
    const again = repeatOf(call, scan);
    if (again) return again;
    const decided = decideReturn(call, scan);
    if ('refusal' in decided) return refused(decided.refusal);
    const { loanId } = decided.returning;
    call.subject = loanId.toString();
    consume(call, scan, decided.returning);
    closeLoan(call, loanId, decided.loan, scan.note);
    remember(call, scan, loanId, 'Returned');
    const { loan } = decided;
    const now = loan.deposit === undefined ? loan : (loans.get(loanId) as LoanRow);
    return { Returned: loanFor(call, loanId, now) };
  }
}

const lent = (call: Call, id: bigint, loan: LoanRow): LendingVerdict => {
  const view = loanFor(call, id, loan);
  return loan.state === 'Open' ? { Lent: view } : { Requested: view };
};

/** No name of its own: clients from before deposits could not read it. */
const depositMissing: ResourceRefusal = {
  Invalid: { field: 'deposit', problem: 'put the deposit aside first' },
};

/** What has to lie aside before this is handed over, and whether it does. */
function depositOf({ id, thing, borrower }: Lending, count: number) {
  const { depositE8s } = thing.terms;
  // Nobody puts something aside for themselves.
  if (depositE8s === undefined || lenderOf(thing.owner)?.compareTo(borrower) === 'eq') return {};
  const found = depositFor(borrower, id, thing.owner, depositE8s * BigInt(count));
  return found ? ({ deposit: 'Held', ...found } as const) : ({ deposit: 'Asked' } as const);
}

type Decided =
  | { loan: LoanRow; lending: Lending; depositId: bigint | undefined }
  | { refusal: ResourceRefusal };

function decide(call: Call, scan: LendingScan): Decided {
  const problem = problemOfScan(call, scan);
  if (problem) return { refusal: problem };
  const lending = readLending(call, scan);
  if ('refusal' in lending) return lending;
  const { id, thing, actor, borrower, byPass } = lending;
  const atNs = handedAtNs(call, scan);
  const said = fromOpt(scan.reservation_id);
  const wrong = said === undefined ? undefined : problemOfHandOver(call, said, lending);
  if (wrong) return { refusal: wrong };
  const reservation = reservationOf(atNs, id, borrower);
  const except = reservation && { kind: 'reservation' as const, id: reservation.id };
  const shelves = shelvesOf(unitOf(id, thing), except);
  const held = depositOf(lending, scan.count);
  const decided = decideCheckOut({
    nowNs: call.nowNs,
    atNs,
    id,
    thing,
    actor,
    actorPrincipal: call.caller,
    byPass,
    borrower: borrowerFacts(borrower, id, thing),
    count: scan.count,
    dueAtNs: fromOpt(scan.due_at_ns),
    condition: conditionOf(scan),
    method: methodOf(scan, lending),
    seenVersion: fromOpt(scan.seen_version),
    acceptsTerms: scan.accepts_terms,
    reservation,
    shelves,
    deposit: held.deposit,
  });
  if ('refusal' in decided) return decided;
  const full = problemOfRoom(shelves);
  if (full) return { refusal: full };
  return { loan: decided.loan, lending, depositId: 'id' in held ? held.id : undefined };
}

/** A card was there, whatever the client says. */
const methodOf = ({ method }: LendingScan, { tap }: Used): MethodRow =>
  tap ? 'nfc' : (caseOf(method) as MethodRow);

const conditionOf = ({ condition }: LendingScan): ConditionRow | undefined => {
  const said = fromOpt(condition);
  return said && (caseOf(said) as ConditionRow);
};

/** Who is at the desk must be who reserved the thing. */
function problemOfHandOver(
  call: Call,
  reservationId: bigint,
  { id, borrower }: Lending,
): ResourceRefusal | undefined {
  const row = reservations.get(reservationId);
  if (row?.resourceId !== id) return { UnknownReservation: null };
  if (row.holder.compareTo(borrower) !== 'eq') return { WrongPerson: null };
  const over = row.state !== 'Active' || noShowAtNs(row.fromNs, row.untilNs) <= call.nowNs;
  return over ? { ReservationOver: null } : undefined;
}

/** The reservation that this person may fetch now. */
function reservationOf(atNs: bigint, id: bigint, borrower: Call['caller']) {
  const ids = reservationsOfHolder.scan({ prefix: [borrower, id], limit: 20 });
  for (const [, , each] of ids) {
    const row = reservations.get(each);
    if (row && mayFetch(row, atNs)) return { id: each, row };
  }
  return undefined;
}

type DecidedReturn = { loan: LoanRow; returning: Returning } | { refusal: ResourceRefusal };

function decideReturn(call: Call, scan: LendingScan): DecidedReturn {
  const problem = problemOfScan(call, scan);
  if (problem) return { refusal: problem };
  const returning = readReturning(call, scan);
  if ('refusal' in returning) return returning;
  const { loan } = returning;
  if (loan.state === 'Requested') return { refusal: { NotLent: null } };
  const known = resources.get(loan.resourceId)?.condition ?? loan.conditionOut;
  const loanAfter = returned(loan, {
    atNs: handedAtNs(call, scan),
    by: call.caller,
    method: methodOf(scan, returning),
    condition: conditionOf(scan) ?? (loan.count === 1 ? loan.conditionOut : known),
  });
  return { loan: loanAfter, returning };
}

/** From now on code or tap is used; without either there is nothing to use up. */
function consume(call: Call, scan: LendingScan, { code, tap }: Used): void {
  if (code) consumeToken(code, { atNs: call.nowNs, gate: '', device: call.caller });
  if (tap) useTap(call, scan, tap);
}
