/** Loans as a table to take away. */
import { expectOk, type QikCard } from '@qikcard/client';
import { type Loan, type LoanPage, PAGE_MAX, type ResourceOwner } from '@qikcard/contracts';
import Papa from 'papaparse';
import { typedQik } from '../../../lib/qik-amount.ts';
import { moment } from '../../attendees/api/rows.ts';

const nameOf = (variant: object | undefined): string => Object.keys(variant ?? {})[0] ?? '';

/** Every loan there ever was of an owner's things, newest first, told while it goes on. */
export async function allLoans(
  qik: QikCard,
  owner: ResourceOwner,
  onCount: (count: number) => void,
): Promise<Loan[]> {
  const loans: Loan[] = [];
  let cursor: [] | [bigint] = [];
  do {
    const page: LoanPage = expectOk(
      await qik.event.loans_of_owner(cursor, PAGE_MAX, owner, { All: null }),
    );
    loans.push(...page.loans);
    onCount(loans.length);
    cursor = page.next;
  } while (cursor.length > 0);
  return loans;
}

/** The loans as CSV with times in one zone; nothing in it is taken for a formula. */
export function loansCsv(loans: Loan[], zone: string): string {
  return Papa.unparse(
    loans.map((loan) => ({
      loan: String(loan.id),
      thing_id: String(loan.resource_id),
      thing: loan.resource_name,
      borrower: loan.borrower_name,
      borrower_id: loan.borrower.toText(),
      units: loan.count,
      state: nameOf(loan.state),
      borrowed: moment([loan.borrowed_at_ns], zone),
      due: moment([loan.due_at_ns], zone),
      returned: moment(loan.returned_at_ns, zone),
      on_time: onTime(loan),
      extensions: loan.extensions,
      condition_out: nameOf(loan.condition_out),
      condition_in: nameOf(loan.condition_in[0]),
      method: nameOf(loan.method),
      return_method: nameOf(loan.return_method[0]),
      zone,
      deposit: depositOf(loan),
      deposit_qik: qik(loan.deposit_held[0]?.amount_e8s),
      deposit_kept_qik: qik(loan.deposit_held[0]?.kept_e8s),
    })),
    { escapeFormulae: true },
  );
}

/** `Held`, `Released` or `Claimed`; nothing for a loan without a deposit. */
const depositOf = ({ deposit }: Loan): string => nameOf(deposit[0]);
const qik = (e8s: bigint | undefined): string => (e8s === undefined ? '' : typedQik(e8s));

function onTime({ returned_at_ns: [back], due_at_ns: due, overdue, state }: Loan): string {
  if ('Returned' in state && back !== undefined) return back <= due ? 'yes' : 'no';
  return overdue ? 'no' : '';
}
