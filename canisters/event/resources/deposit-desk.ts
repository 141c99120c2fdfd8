/** What people may say about deposits; the rest happens with the loan, or by time. */
import type { Call } from '@qikcard/canister-kit';
import {
  err,
  eventApi,
  type FreeDeposit,
  type Loan,
  ok,
  type ResourceRefusal,
  type Result,
} from '@qikcard/contracts';
import { served } from '../serve.ts';
import { lends, manages } from './access.ts';
import { freeOf, freeView, heldFor, settle, settleLoan } from './deposits.ts';
import { depositOfLoan, deposits, loans } from './store.ts';
import { loanFor } from './view.ts';

const invalid = (problem: string): { Err: ResourceRefusal } =>
  err({ Invalid: { field: 'deposit', problem } });

export class DepositDesk {
  @served(eventApi.free_deposits)
  free_deposits({ caller }: Call, resourceId: bigint): FreeDeposit[] {
    if (caller.isAnonymous()) return [];
    return freeOf(caller, resourceId).map(([id, row]) => freeView(id, row));
  }

  @served(eventApi.withdraw_deposit)
  withdraw_deposit(
    call: Call,
    resourceId: bigint,
    id: bigint,
  ): Result<FreeDeposit, ResourceRefusal> {
    call.subject = resourceId.toString();
    const row = deposits.get(id);
    const own = row?.resourceId === resourceId && row.payer.compareTo(call.caller) === 'eq';
    if (!row || !own) return err({ UnknownLoan: null });
    if (row.loanId !== undefined) return invalid('something was borrowed on it');
    if (row.settledAtNs === undefined) settle(id, row, 0n, call.nowNs, 'payer');
    return ok(freeView(id, row));
  }

  @served(eventApi.settle_deposit)
  settle_deposit(call: Call, loanId: bigint, kept: bigint): Result<Loan, ResourceRefusal> {
    call.subject = loanId.toString();
    const loan = loans.get(loanId);
    if (!loan || !lends(call, loan.owner)) return err({ UnknownLoan: null });
    // Staff may give back; what is kept is for the owner to say.
    if (kept > 0n && !manages(call, loan.owner)) return err({ Forbidden: null });
    const id = depositOfLoan.get(loanId);
    if (id === undefined) return invalid('there is none');
    const held = heldFor(loanId, loan);
    if (!held) {
      return deposits.get(id)?.kept === kept
        ? ok(loanFor(call, loanId, loan))
        : invalid('it was settled already');
    }
    if (loan.state !== 'Returned') return invalid('the thing is not back yet');
    if (kept > held.row.amount) return invalid('this is more than the deposit');
    return ok(loanFor(call, loanId, settleLoan(loanId, held, kept, call.nowNs)));
  }
}
