/**
 * News of deposits as notifications of kinds that there were before: an older client reads the kinds of its
 * preferences, and could not read a new one (docs/decisions/164).
 */
import type { DepositNews } from '@qikcard/contracts';

type Told = {
  kind: 'LoanApproved' | 'LoanReturned' | 'LoanOverdue';
  detail: string;
  /** How much the sentence is about. */
  amount: bigint;
};

/** What somebody is told of a deposit. */
export function depositNotice({ what, amount, kept }: DepositNews): Told {
  switch (what) {
    case 'Held':
      return { kind: 'LoanApproved', detail: 'depositHeld', amount };
    case 'GivenBack':
      return { kind: 'LoanReturned', detail: 'depositBack', amount };
    case 'Kept':
      return kept < amount
        ? { kind: 'LoanReturned', detail: 'depositKept', amount: kept }
        : { kind: 'LoanReturned', detail: 'depositAllKept', amount };
    case 'KeptInSilence':
      return { kind: 'LoanOverdue', detail: 'depositYours', amount: kept };
    case 'GivenBackInSilence':
      return { kind: 'LoanReturned', detail: 'depositGone', amount };
  }
}
