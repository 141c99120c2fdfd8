/** Everything that is written when a loan begins, changes or ends. */
import type { Call } from '@qikcard/canister-kit';
import { APPROVAL_WAIT_SECONDS, facts } from '@qikcard/contracts';
import { countsForBorrower, isWorse, onTime } from '../domain/resources/lending.ts';
import { ownerKey } from '../domain/resources/owner.ts';
import { remindAtNs } from '../domain/resources/reminder.ts';
import { emit, emitOfHolder } from '../platform.ts';
import { lends } from './access.ts';
import { recordDamage } from './damage-log.ts';
import { due, undue } from './deadlines.ts';
import { afterReturn, followLoan, giveBackDeposit } from './deposits.ts';
import { tellAll } from './feed.ts';
import { tellOwner, tellPerson } from './news.ts';
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
  ownerList,
} from './store.ts';

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
  loansOfOwner.insert([ownerKey(loan.owner), ownerList.All, id]);
  openLoansOf.insert([loan.borrower, id]);
  openLoansOfResource.insert([loan.resourceId, id]);
  take(takingOf(id, loan));
  if (loan.state === 'Open') begin(id, loan, nowNs);
  else {
    loansOfOwner.insert([ownerKey(loan.owner), ownerList.Requested, id]);
    due(approvalEndsNs(loan), 'approval', id);
    tellAll(loan.resourceId, loan.items, 'Requested', nowNs);
    const { resourceId, borrower, owner } = loan;
    tellOwner(owner, borrower, { kind: 'LoanRequested', resourceId });
  }
}

const remindedOf = ({ borrowedAtNs, dueAtNs }: LoanRow) => remindAtNs(borrowedAtNs, dueAtNs);

/** The borrower is reminded, then it is overdue. */
function dueAt(id: bigint, loan: LoanRow): void {
  const reminderNs = remindedOf(loan);
  if (reminderNs !== undefined) due(reminderNs, 'loanReminder', id);
  due(loan.dueAtNs, 'loan', id);
}
function notDueAt(id: bigint, loan: LoanRow): void {
  const reminderNs = remindedOf(loan);
  if (reminderNs !== undefined) undue(reminderNs, 'loanReminder', id);
  undue(loan.dueAtNs, 'loan', id);
}

/** The thing is out from now on. */
function begin(id: bigint, loan: LoanRow, nowNs: bigint): void {
  loansOfOwner.insert([ownerKey(loan.owner), ownerList.Open, id]);
  dueAt(id, loan);
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
  followLoan(id, open);
  begin(id, open, by.nowNs);
  const { resourceId, borrower } = loan;
  tellPerson(borrower, by.caller, { kind: 'LoanApproved', resourceId, untilNs: dueAtNs });
  return open;
}

/** The owner has declined, the borrower has withdrawn, or nobody has answered in time. */
export function decline(
  id: bigint,
  loan: LoanRow,
  nowNs: bigint,
  by: Call['caller'] | undefined,
): LoanRow {
  const declined: LoanRow = { ...loan, state: 'Declined', closedAtNs: nowNs };
  giveBack(takingOf(id, loan));
  endRequest(id, loan);
  forgetOpen(id, loan);
  loans.put(id, declined);
  giveBackDeposit(id, declined, nowNs);
  const { resourceId, borrower } = loan;
  tellAll(resourceId, loan.items, 'Returned', nowNs);
  tellPerson(borrower, by, { kind: 'LoanDeclined', resourceId });
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
  notDueAt(id, loan);
  forgetOpen(id, loan);
  count(loan, -1);
  loans.put(id, loan);
  const after = conditionIn ?? loan.conditionOut;
  const worse = isWorse(loan.conditionOut, after);
  if (worse) {
    recordDamage(call, { resourceId, loanId: id, before: loan.conditionOut, after, note });
  }
  tellAll(resourceId, loan.items, 'Returned', call.nowNs);
  tellPerson(holder, call.caller, { kind: 'LoanReturned', resourceId });
  // A desk that takes back a hundred things knows it.
  if (call.caller.compareTo(holder) === 'eq') {
    tellOwner(loan.owner, holder, { kind: 'LoanReturned', resourceId });
  }
  emitOfLoan(loan)(facts.resourceReturned, { resourceId, holder, onTime: onTime(loan) });
  if (worse) emitOfLoan(loan)(facts.resourceDamaged, { resourceId, loanId: id, holder });
  if (loan.deposit === undefined) return;
  // A reader at a desk looks at nothing, and who brings a thing back does not decide alone.
  const byLender = call.caller.compareTo(holder) !== 'eq' && lends(call, loan.owner);
  afterReturn(id, loan, { byLender, worse }, call.nowNs);
}

/** What is said about a loan reaches the profile of its borrower only if they were there. */
const emitOfLoan = (loan: LoanRow): typeof emitOfHolder =>
  countsForBorrower(loan) ? emitOfHolder : emit;

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
  notDueAt(id, before);
  take(takingOf(id, after));
  loansOfOwner.remove([ownerKey(after.owner), ownerList.Overdue, id]);
  dueAt(id, after);
  loans.put(id, after);
  followLoan(id, after);
  tellAll(after.resourceId, after.items, 'Extended', nowNs);
}

/** The due time has passed: said once per due time. */
export function fallDue(id: bigint, nowNs: bigint): void {
  const loan = loans.get(id);
  if (loan?.state !== 'Open' || loan.overdueAtNs !== undefined || loan.dueAtNs > nowNs) return;
  loans.put(id, { ...loan, overdueAtNs: nowNs });
  loansOfOwner.insert([ownerKey(loan.owner), ownerList.Overdue, id]);
  tellAll(loan.resourceId, loan.items, 'Overdue', nowNs);
  const { resourceId, borrower: holder, dueAtNs: untilNs } = loan;
  emitOfLoan(loan)(facts.resourceOverdue, { resourceId, loanId: id, holder });
  tellPerson(holder, undefined, { kind: 'LoanOverdue', resourceId, untilNs });
  tellOwner(loan.owner, holder, { kind: 'LoanOverdue', resourceId, untilNs });
}

/** The due time comes near. */
export function remind(id: bigint): void {
  const loan = loans.get(id);
  if (loan?.state !== 'Open' || loan.overdueAtNs !== undefined) return;
  const { resourceId, borrower, dueAtNs: untilNs } = loan;
  tellPerson(borrower, undefined, { kind: 'LoanDueSoon', resourceId, untilNs });
}

/** Nobody has answered a request in time. */
export function fallUnanswered(id: bigint, nowNs: bigint): void {
  const loan = loans.get(id);
  if (loan?.state === 'Requested') decline(id, loan, nowNs, undefined);
}
