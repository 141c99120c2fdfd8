/** Whether a thing is lent to a person, until when; all that is asked for is in the arguments. */
import type { Principal } from '@dfinity/principal';
import {
  OPEN_LOANS_PER_PERSON_MAX,
  PICKUP_EARLY_SECONDS,
  QUANTITY_MAX,
  type ResourceRefusal,
} from '@qikcard/contracts';
import type {
  ConditionRow,
  LoanRow,
  MethodRow,
  PartRow,
  ReservationRow,
  ResourceRow,
} from '../../resources/rows.ts';
import { latestUntilNs, noShowAtNs, problemOfSpan, type Shelf } from './stock.ts';

const SECOND_NS = 1_000_000_000n;
const LOAN_MIN_NS = 60n * SECOND_NS;

/** What matters about a borrower. */
export type Borrower = {
  principal: Principal;
  suspended: boolean;
  registered: boolean;
  inside: boolean;
  openLoans: number;
  /** Units of this thing that the person has already. */
  unitsOfThis: number;
};
export type CheckOut = {
  nowNs: bigint;
  /** When it changed hands: now, or when a desk without a network wrote it down. */
  atNs: bigint;
  id: bigint;
  thing: ResourceRow;
  /** Who scans: the borrower, or somebody who lends it out. */
  actor: 'borrower' | 'lender';
  actorPrincipal: Principal;
  byPass: boolean;
  borrower: Borrower;
  count: number;
  dueAtNs: bigint | undefined;
  condition: ConditionRow | undefined;
  method: MethodRow;
  seenVersion: number | undefined;
  acceptsTerms: boolean;
  /** The borrower's own reservation that this loan fulfils; left out of `shelves`. */
  reservation: { id: bigint; row: ReservationRow } | undefined;
  shelves: Shelf[];
  /** What the terms ask for: whether it lies aside. */
  deposit: 'Asked' | 'Held' | undefined;
};

/** The loan to store, or why there is none. */
export function decideCheckOut(ask: CheckOut): { loan: LoanRow } | { refusal: ResourceRefusal } {
  const refusal = problemOfThing(ask) ?? problemOfBorrower(ask) ?? problemOfAmount(ask);
  if (refusal) return { refusal };
  const due = dueOf(ask);
  return 'refusal' in due ? due : { loan: newLoan(ask, due.dueAtNs) };
}

function problemOfThing({ thing, seenVersion, count, actor, acceptsTerms }: CheckOut) {
  if (thing.retired) return refuse({ Retired: null });
  if (seenVersion !== undefined && seenVersion !== thing.version) {
    return refuse({ Changed: { version: thing.version } });
  }
  if (count < 1 || count > QUANTITY_MAX) {
    const problem = `must be between 1 and ${QUANTITY_MAX}`;
    return refuse({ Invalid: { field: 'count', problem } });
  }
  if (actor === 'lender') return undefined;
  if (!thing.terms.selfService) return refuse({ AskOwner: null });
  return acceptsTerms ? undefined : refuse({ TermsNotAccepted: null });
}

/** Who may borrow or reserve this thing. */
export function problemOfBorrower({
  thing,
  borrower,
}: Pick<CheckOut, 'thing' | 'borrower'>): ResourceRefusal | undefined {
  if (borrower.suspended) return { HolderSuspended: null };
  const eventId = thing.owner.eventId;
  if (eventId === undefined || thing.terms.borrowers === 'Anyone') return undefined;
  if (!borrower.registered) return { NotRegisteredForEvent: { event_id: eventId } };
  if (thing.terms.borrowers === 'Inside' && !borrower.inside) {
    return { NotInsideEvent: { event_id: eventId } };
  }
  return undefined;
}

function problemOfAmount({ thing, borrower, count }: CheckOut): ResourceRefusal | undefined {
  if (borrower.openLoans >= OPEN_LOANS_PER_PERSON_MAX) {
    return { LimitReached: { what: 'things borrowed', limit: OPEN_LOANS_PER_PERSON_MAX } };
  }
  const { perPersonMax: limit } = thing.terms;
  if (borrower.unitsOfThis + count <= limit) return undefined;
  return { LimitReached: { what: 'of this thing', limit } };
}

/** Until when it is lent: as asked, otherwise as long as the terms and the next reservation allow. */
function dueOf(ask: CheckOut): { dueAtNs: bigint } | { refusal: ResourceRefusal } {
  const { nowNs, atNs, thing, shelves, count, reservation } = ask;
  const byTerms = atNs + BigInt(thing.terms.maxLoanSeconds) * SECOND_NS;
  const byReservation = reservation?.row.untilNs ?? 0n;
  const latest = byTerms > byReservation ? byTerms : byReservation;
  const wish = ask.dueAtNs ?? (reservation ? byReservation : latest);
  if (wish > latest) return { refusal: { TooLong: { latest_due_ns: latest } } };
  if (wish < atNs + LOAN_MIN_NS) {
    const problem = 'must be at least a minute from now';
    return { refusal: { Invalid: { field: 'due_at_ns', problem } } };
  }
  const refusal = problemOfSpan(shelves, { fromNs: atNs, untilNs: wish }, count, nowNs);
  if (refusal === undefined) return { dueAtNs: wish };
  if (ask.dueAtNs !== undefined) return { refusal };
  const shorter = latestUntilNs(shelves, { fromNs: atNs, untilNs: wish }, count, nowNs);
  return shorter >= atNs + LOAN_MIN_NS ? { dueAtNs: shorter } : { refusal };
}

function newLoan(ask: CheckOut, dueAtNs: bigint): LoanRow {
  const { atNs, thing, actor, reservation } = ask;
  const waits = actor === 'borrower' && thing.terms.approval;
  return {
    resourceId: ask.id,
    owner: thing.owner,
    borrower: ask.borrower.principal,
    count: ask.count,
    items: itemsOf(ask.id, thing, ask.count),
    state: waits ? 'Requested' : 'Open',
    method: ask.method,
    returnMethod: undefined,
    borrowedAtNs: atNs,
    dueAtNs,
    overdueAtNs: undefined,
    closedAtNs: undefined,
    extensions: 0,
    conditionOut: ask.condition ?? thing.condition,
    conditionIn: undefined,
    // Who confirms on the own phone has seen the thing; who is handed one confirms afterwards.
    acceptedAtNs: actor === 'borrower' ? atNs : undefined,
    handedOutBy: ask.actorPrincipal,
    receivedBy: undefined,
    reservationId: reservation?.id,
    byPass: ask.byPass,
    deposit: ask.deposit,
  };
}

/** What `count` units of a thing take from the shelves. */
export function itemsOf(id: bigint, thing: ResourceRow, count: number): PartRow[] {
  if (thing.parts.length === 0) return [{ resourceId: id, count }];
  return thing.parts.map((part) => ({ resourceId: part.resourceId, count: part.count * count }));
}

/** Whether the holder may fetch the thing now. */
export const mayFetch = ({ state, fromNs, untilNs }: ReservationRow, nowNs: bigint): boolean =>
  state === 'Active' &&
  nowNs >= fromNs - BigInt(PICKUP_EARLY_SECONDS) * SECOND_NS &&
  nowNs < noShowAtNs(fromNs, untilNs);

export type Extension = {
  nowNs: bigint;
  loan: LoanRow;
  thing: ResourceRow;
  actor: 'borrower' | 'lender';
  dueAtNs: bigint;
  /** A deposit is not held for ever. */
  latestDueNs: bigint | undefined;
  /** Without the loan itself. */
  shelves: Shelf[];
};

/** The loan with its new due time, or why it stays as it was. */
export function decideExtension(ask: Extension): { loan: LoanRow } | { refusal: ResourceRefusal } {
  const { loan, dueAtNs, nowNs } = ask;
  const refusal = problemOfExtension(ask);
  if (refusal) return { refusal };
  const span = { fromNs: nowNs, untilNs: dueAtNs };
  const taken = problemOfSpan(ask.shelves, span, loan.count, nowNs);
  if (taken) return { refusal: taken };
  return { loan: { ...loan, dueAtNs, extensions: loan.extensions + 1, overdueAtNs: undefined } };
}

function problemOfExtension({ loan, thing, dueAtNs, nowNs, actor, latestDueNs }: Extension) {
  if (loan.state !== 'Open') return refuse({ LoanClosed: { at_ns: loan.closedAtNs ?? nowNs } });
  if (dueAtNs <= loan.dueAtNs || dueAtNs <= nowNs) {
    return refuse({ Invalid: { field: 'due_at_ns', problem: 'must be later than now agreed' } });
  }
  const from = loan.dueAtNs > nowNs ? loan.dueAtNs : nowNs;
  const byTerms = from + BigInt(thing.terms.maxLoanSeconds) * SECOND_NS;
  const latest = latestDueNs !== undefined && latestDueNs < byTerms ? latestDueNs : byTerms;
  if (dueAtNs > latest) return refuse({ TooLong: { latest_due_ns: latest } });
  if (actor === 'lender') return undefined;
  if (loan.dueAtNs <= nowNs) return refuse({ LoanOverdue: { due_at_ns: loan.dueAtNs } });
  const { maxExtensions: limit } = thing.terms;
  return loan.extensions < limit ? undefined : refuse({ NoMoreExtensions: { limit } });
}

export type Return = {
  atNs: bigint;
  by: Principal;
  method: MethodRow;
  condition: ConditionRow;
};

/** The loan after its return. On time is what came back before it was due. */
export function returned(loan: LoanRow, { atNs, by, method, condition }: Return): LoanRow {
  return {
    ...loan,
    state: 'Returned',
    closedAtNs: atNs,
    conditionIn: condition,
    returnMethod: method,
    receivedBy: by,
  };
}
export const onTime = ({ dueAtNs, closedAtNs }: LoanRow): boolean =>
  closedAtNs !== undefined && closedAtNs <= dueAtNs;

/** Whether a loan says something about its borrower: who was only named may not have been there. */
export const countsForBorrower = ({ acceptedAtNs, byPass }: LoanRow): boolean =>
  acceptedAtNs !== undefined || byPass;

/** From best to worst. */
const conditions: readonly ConditionRow[] = ['New', 'Good', 'Worn', 'Damaged'];
/** Whether a thing came back worse than it went. */
export const isWorse = (before: ConditionRow, after: ConditionRow): boolean =>
  conditions.indexOf(after) > conditions.indexOf(before);

const refuse = (refusal: ResourceRefusal): ResourceRefusal => refusal;
