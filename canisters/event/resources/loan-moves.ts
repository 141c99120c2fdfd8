/** Everything that is written when a loan begins, changes or ends. */
import type { Call } from '@qikcard/canister-kit';
import { APPROVAL_WAIT_SECONDS, facts } from '@qikcard/contracts';
import { isWorse, onTime } from '../domain/resources/lending.ts';
import { ownerKey } from '../domain/resources/owner.ts';
import { emitOfHolder } from '../platform.ts';
import { recordDamage } from './damage-log.ts';
import { due, undue } from './deadlines.ts';
import { tellAll } from './feed.ts';
import { convert } from './reservation-moves.ts';
import type { LoanRow } from './rows.ts';
import { giveBack, take } from './shelves.ts';
import {
  loans,
  loansOfBorrower,
  loansOfOwner,
  loansOfResource,
  openLoansAtEvent,
  openLoansOf,
  openLoansOfResource,
} from './store.ts';

/** Lists of an owner's loans that are not over; the numbers are stored. */
export const ownerList = { Open: 0, Overdue: 1, Requested: 2 } as const;

const approvalEndsNs = ({ borrowedAtNs }: LoanRow): bigint =>
  borrowedAtNs + BigInt(APPROVAL_WAIT_SECONDS) * 1_000_000_000n;

/** What a loan takes from the shelves. */
const takingOf = (id: bigint, { items, borrowedAtNs, dueAtNs }: LoanRow) => ({
  kind: 'loan' as const,
  id,
  items,
  fromNs: borrowedAtNs,
  untilNs: dueAtNs,
});

/** A new loan, open or waiting for approval. */
export function openLoan(id: bigint, loan: LoanRow, nowNs: bigint): void {
  if (loan.reservationId !== undefined) convert(loan.reservationId, id);
  loans.put(id, loan);
  loansOfResource.insert([loan.resourceId, id]);
  loansOfBorrower.insert([loan.borrower, id]);
  openLoansOf.insert([loan.borrower, id]);
  openLoansOfResource.insert([loan.resourceId, id]);
  take(takingOf(id, loan));
  if (loan.state === 'Open') begin(id, loan, nowNs);
  else {
    loansOfOwner.insert([ownerKey(loan.owner), ownerList.Requested, id]);
    due(approvalEndsNs(loan), 'approval', id);
    tellAll(loan.resourceId, loan.items, 'Requested', nowNs);
  }
}

/** The thing is out from now on. */
function begin(id: bigint, loan: LoanRow, nowNs: bigint): void {
  loansOfOwner.insert([ownerKey(loan.owner), ownerList.Open, id]);
  due(loan.dueAtNs, 'loan', id);
  count(loan, 1);
  tellAll(loan.resourceId, loan.items, 'Lent', nowNs);
  const { resourceId, borrower: holder } = loan;
  emitOfHolder(facts.resourceBorrowed, { resourceId, loanId: id, holder });
}

/** The owner has agreed: the loan begins now. */
export function approve(id: bigint, loan: LoanRow, by: Call, dueAtNs: bigint): LoanRow {
  const { nowNs: borrowedAtNs, caller: handedOutBy } = by;
  const open: LoanRow = { ...loan, state: 'Open', borrowedAtNs, dueAtNs, handedOutBy };
  giveBack(takingOf(id, loan));
  endRequest(id, loan);
  take(takingOf(id, open));
  loans.put(id, open);
  begin(id, open, by.nowNs);
  return open;
}

/** The owner has declined, the borrower has withdrawn, or nobody has answered in time. */
export function decline(id: bigint, loan: LoanRow, nowNs: bigint): LoanRow {
  const declined: LoanRow = { ...loan, state: 'Declined', closedAtNs: nowNs };
  giveBack(takingOf(id, loan));
  endRequest(id, loan);
  forgetOpen(id, loan);
  loans.put(id, declined);
  tellAll(loan.resourceId, loan.items, 'Returned', nowNs);
  return declined;
}

function endRequest(id: bigint, loan: LoanRow): void {
  loansOfOwner.remove([ownerKey(loan.owner), ownerList.Requested, id]);
  undue(approvalEndsNs(loan), 'approval', id);
}

/** The thing is back; `loan` is the row after the return. */
export function closeLoan(call: Call, id: bigint, loan: LoanRow, note: string): void {
  const { resourceId, borrower: holder, conditionIn } = loan;
  giveBack(takingOf(id, loan));
  loansOfOwner.remove([ownerKey(loan.owner), ownerList.Open, id]);
  loansOfOwner.remove([ownerKey(loan.owner), ownerList.Overdue, id]);
  undue(loan.dueAtNs, 'loan', id);
  forgetOpen(id, loan);
  count(loan, -1);
  loans.put(id, loan);
  const after = conditionIn ?? loan.conditionOut;
  if (isWorse(loan.conditionOut, after)) {
    recordDamage(call, { resourceId, loanId: id, before: loan.conditionOut, after, note });
  }
  tellAll(resourceId, loan.items, 'Returned', call.nowNs);
  emitOfHolder(facts.resourceReturned, { resourceId, holder, onTime: onTime(loan) });
}

function forgetOpen(id: bigint, { borrower, resourceId }: LoanRow): void {
  openLoansOf.remove([borrower, id]);
  openLoansOfResource.remove([resourceId, id]);
}

/** How many loans of an event's things a person has: what the way out warns of. */
function count({ owner: { eventId }, borrower }: LoanRow, by: 1 | -1): void {
  if (eventId === undefined) return;
  const left = (openLoansAtEvent.get([eventId, borrower]) ?? 0) + by;
  if (left > 0) openLoansAtEvent.put([eventId, borrower], left);
  else openLoansAtEvent.remove([eventId, borrower]);
}

/** A new due time. */
export function extend(id: bigint, before: LoanRow, after: LoanRow, nowNs: bigint): void {
  giveBack(takingOf(id, before));
  undue(before.dueAtNs, 'loan', id);
  take(takingOf(id, after));
  loansOfOwner.remove([ownerKey(after.owner), ownerList.Overdue, id]);
  due(after.dueAtNs, 'loan', id);
  loans.put(id, after);
  tellAll(after.resourceId, after.items, 'Extended', nowNs);
}

/** The due time has passed: said once per due time. */
export function fallDue(id: bigint, nowNs: bigint): void {
  const loan = loans.get(id);
  if (loan?.state !== 'Open' || loan.overdueAtNs !== undefined || loan.dueAtNs > nowNs) return;
  loans.put(id, { ...loan, overdueAtNs: nowNs });
  loansOfOwner.insert([ownerKey(loan.owner), ownerList.Overdue, id]);
  tellAll(loan.resourceId, loan.items, 'Overdue', nowNs);
  const { resourceId, borrower: holder } = loan;
  emitOfHolder(facts.resourceOverdue, { resourceId, loanId: id, holder });
}

/** Nobody has answered a request in time. */
export function fallUnanswered(id: bigint, nowNs: bigint): void {
  const loan = loans.get(id);
  if (loan?.state === 'Requested') decline(id, loan, nowNs);
}
