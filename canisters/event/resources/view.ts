/** Things and loans as the caller may see them. */
import type { Call } from '@qikcard/canister-kit';
import type { Loan, ResourceView } from '@qikcard/contracts';
import { loanView, thingView } from '../domain/resources/views.ts';
import { handsOut, lends, nameOf } from './access.ts';
import { depositView, lenderOf } from './deposits.ts';
import type { LoanRow, ResourceRow } from './rows.ts';
import { stockOf } from './shelves.ts';
import { resources } from './store.ts';

/** A thing as the caller sees it. */
export function viewFor(call: Call, id: bigint, row: ResourceRow): ResourceView {
  const lender = row.terms.depositE8s === undefined ? undefined : lenderOf(row.owner);
  const manages = lends(call, row.owner);
  return thingView(id, row, { ...stockOf(id, row, call.nowNs), manages, lender });
}

/** A loan as the caller sees it: names only for those who lend the thing out. */
export function loanFor(call: Call, id: bigint, row: LoanRow): Loan {
  const thing = resources.get(row.resourceId);
  return loanView(id, row, {
    resource: thing?.name ?? '',
    borrower: handsOut(call, row.owner) ? nameOf(row.owner, row.borrower) : '',
    extensionsMax: thing?.terms.maxExtensions ?? 0,
    deposit: depositView(id, row),
  });
}
