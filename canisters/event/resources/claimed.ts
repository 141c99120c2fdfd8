/** Loans of a guest whom nobody had claimed, made by card or by name: theirs as soon as they say who they are. */
import type { Principal } from '@dfinity/principal';
import { OPEN_LOANS_PER_PERSON_MAX } from '@qikcard/contracts';
import type { LoanRow } from './rows.ts';
import { loans, loansOfBorrower, openLoansAtEvent, openLoansOf } from './store.ts';

/** Moves what is out, and the latest of what was, to whoever claims the place at this event. */
export function claimLoans(eventId: bigint, from: Principal, to: Principal): void {
  const limit = OPEN_LOANS_PER_PERSON_MAX;
  const out = openLoansOf.scan({ prefix: [from], limit });
  const latest = loansOfBorrower.scan({ prefix: [from], reverse: true, limit });
  for (const id of new Set([...out, ...latest].map(([, loan]) => loan))) {
    loans.put(id, { ...(loans.get(id) as LoanRow), borrower: to });
    if (loansOfBorrower.remove([from, id])) loansOfBorrower.insert([to, id]);
    if (openLoansOf.remove([from, id])) openLoansOf.insert([to, id]);
  }
  const count = openLoansAtEvent.get([eventId, from]);
  if (count === undefined) return;
  openLoansAtEvent.remove([eventId, from]);
  openLoansAtEvent.put([eventId, to], (openLoansAtEvent.get([eventId, to]) ?? 0) + count);
}
