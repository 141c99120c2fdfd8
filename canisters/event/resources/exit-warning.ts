/** What staff at the way out are told of a guest who still has things of the event. */
import type { Principal } from '@dfinity/principal';
import { toOpt, type Verdict } from '@qikcard/contracts';
import { openLoansAtEvent } from './store.ts';

/** The verdict with the number of open loans; leaving is allowed all the same. */
export function withOpenLoans(
  verdict: Verdict,
  eventId: bigint,
  holderOf: (registrationId: bigint) => Principal | undefined,
): Verdict {
  if (!('CheckedOut' in verdict)) return verdict;
  const holder = holderOf(verdict.CheckedOut.registration_id);
  const open_loans = toOpt(holder && openLoansAtEvent.get([eventId, holder]));
  return { CheckedOut: { ...verdict.CheckedOut, open_loans } };
}
