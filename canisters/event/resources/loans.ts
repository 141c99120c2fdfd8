/** Loans after they began: lists, extension, approval, the borrower's word on the condition. */
import type { Call } from '@qikcard/canister-kit';
import {
  type Condition,
  DAMAGE_NOTE_MAX_CHARS,
  type ExtendRequest,
  err,
  eventApi,
  fromOpt,
  type Infer,
  type Loan,
  type LoanFilter,
  type LoanPage,
  ok,
  type ResourceOwner,
  type ResourceRefusal,
  type Result,
  toOpt,
} from '@qikcard/contracts';
import { pageSize } from '../domain/page.ts';
import { latestDueNs } from '../domain/resources/deposit.ts';
import { caseOf } from '../domain/resources/draft.ts';
import { decideExtension, isWorse } from '../domain/resources/lending.ts';
import { ownerKey, ownerRow } from '../domain/resources/owner.ts';
import { latestUntilNs } from '../domain/resources/stock.ts';
import { checkText } from '../domain/text.ts';
import { served } from '../serve.ts';
import { lends } from './access.ts';
import { recordDamage } from './damage-log.ts';
import { heldFor } from './deposits.ts';
import { approve, decline, extend } from './loan-moves.ts';
import type { ConditionRow, LoanRow, ResourceRow } from './rows.ts';
import { shelvesOf } from './shelves.ts';
import {
  loans,
  loansOfBorrower,
  loansOfOwner,
  loansOfResource,
  openLoansOf,
  ownerList,
  resources,
} from './store.ts';
import { loanFor } from './view.ts';

type Answer = Result<Loan, ResourceRefusal>;
type PageAnswer = Result<LoanPage, ResourceRefusal>;
type Found = { loan: LoanRow; thing: ResourceRow; actor: 'borrower' | 'lender' };

export class Loans {
  @served(eventApi.decide_loan)
  decide_loan(call: Call, id: bigint, agree: boolean): Answer {
    const found = find(call, id);
    if ('refusal' in found) return err(found.refusal);
    const { loan, actor } = found;
    if (loan.state !== 'Requested') {
      return err({ LoanClosed: { at_ns: loan.closedAtNs ?? loan.borrowedAtNs } });
    }
    if (!agree) {
      decline(id, loan, call.nowNs, call.caller);
      return ok(loanFor(call, id, loans.get(id) as LoanRow));
    }
    if (actor !== 'lender') return err({ AskOwner: null });
    const untilNs = loan.dueAtNs + call.nowNs - loan.borrowedAtNs;
    const span = { fromNs: call.nowNs, untilNs };
    const dueAtNs = latestUntilNs(shelvesFor(id, loan), span, loan.count, call.nowNs);
    return ok(loanFor(call, id, approve(id, loan, call, dueAtNs)));
  }

  @served(eventApi.extend_loan)
  extend_loan(call: Call, request: Infer<typeof ExtendRequest>): Answer {
    const { loan_id: id, due_at_ns: dueAtNs } = request;
    const found = find(call, id);
    if ('refusal' in found) return err(found.refusal);
    const shelves = shelvesFor(id, found.loan);
    const held = heldFor(id, found.loan);
    const decided = decideExtension({
      ...{ ...found, nowNs: call.nowNs, dueAtNs, shelves },
      latestDueNs: held && latestDueNs(held.row),
    });
    if ('refusal' in decided) return err(decided.refusal);
    extend(id, found.loan, decided.loan, call.nowNs);
    return ok(loanFor(call, id, decided.loan));
  }

  @served(eventApi.accept_handover)
  accept_handover(call: Call, id: bigint, condition: Condition, note: string): Answer {
    const found = find(call, id);
    if ('refusal' in found) return err(found.refusal);
    const { loan } = found;
    const wrong = checkText('note', note, 0, DAMAGE_NOTE_MAX_CHARS) as ResourceRefusal | undefined;
    if (wrong) return err(wrong);
    if (loan.borrower.compareTo(call.caller) !== 'eq') return err({ WrongPerson: null });
    if (loan.state !== 'Open') return err({ LoanClosed: { at_ns: loan.closedAtNs ?? 0n } });
    if (loan.acceptedAtNs !== undefined) return ok(loanFor(call, id, loan));
    return ok(loanFor(call, id, accept(call, id, loan, caseOf(condition) as ConditionRow, note)));
  }

  @served(eventApi.my_loans)
  my_loans(call: Call, cursor: [] | [bigint], limit: number, openOnly: boolean): LoanPage {
    if (call.caller.isAnonymous()) return { loans: [], next: [] };
    const index = openOnly ? openLoansOf : loansOfBorrower;
    const below = fromOpt(cursor);
    const after = below === undefined ? {} : { after: [call.caller, below] as never };
    const size = pageSize(limit);
    const scan = { prefix: [call.caller] as never, reverse: true, ...after, limit: size + 1 };
    return pageOf(
      call,
      index.scan(scan).map(([, id]) => id),
      size,
    );
  }

  @served(eventApi.loans_of_resource)
  loans_of_resource(call: Call, id: bigint, cursor: [] | [bigint], limit: number): PageAnswer {
    const thing = resources.get(id);
    if (!thing) return err({ UnknownResource: null });
    if (!lends(call, thing.owner)) return err({ Forbidden: null });
    const below = fromOpt(cursor);
    const after = below === undefined ? {} : { after: [id, below] as [bigint, bigint] };
    const size = pageSize(limit);
    const scan = loansOfResource.scan({ prefix: [id], reverse: true, ...after, limit: size + 1 });
    return ok(
      pageOf(
        call,
        scan.map(([, loan]) => loan),
        size,
      ),
    );
  }

  @served(eventApi.loans_of_owner)
  loans_of_owner(
    call: Call,
    cursor: [] | [bigint],
    limit: number,
    owner: ResourceOwner,
    filter: LoanFilter,
  ): PageAnswer {
    const row = ownerRow(owner);
    if (!lends(call, row)) return err({ Forbidden: null });
    const key = ownerKey(row);
    const list = ownerList[caseOf(filter)];
    const below = fromOpt(cursor);
    const after =
      below === undefined ? {} : { after: [key, list, below] as [Uint8Array, number, bigint] };
    const size = pageSize(limit);
    const prefix = [key, list] as [Uint8Array, number];
    const scan = loansOfOwner.scan({ prefix, reverse: true, ...after, limit: size + 1 });
    return ok(
      pageOf(
        call,
        scan.map(([, , loan]) => loan),
        size,
      ),
    );
  }
}

/** The shelves of a loan as they are without it. */
const shelvesFor = (id: bigint, { items, count }: LoanRow) =>
  shelvesOf(
    items.map((item) => ({ ...item, count: item.count / count })),
    { kind: 'loan', id },
  );

/** A loan, if the caller is its borrower or lends the thing out; others learn nothing of it. */
function find(call: Call, id: bigint): Found | { refusal: ResourceRefusal } {
  call.subject = id.toString();
  const loan = loans.get(id);
  const thing = loan && resources.get(loan.resourceId);
  if (!loan || !thing || call.caller.isAnonymous()) return { refusal: { UnknownLoan: null } };
  if (lends(call, loan.owner)) return { loan, thing, actor: 'lender' };
  const own = loan.borrower.compareTo(call.caller) === 'eq';
  return own ? { loan, thing, actor: 'borrower' } : { refusal: { UnknownLoan: null } };
}

/** What the borrower sees at hand-over counts: worse than recorded was so before the loan. */
function accept(call: Call, id: bigint, loan: LoanRow, seen: ConditionRow, note: string): LoanRow {
  const accepted: LoanRow = { ...loan, acceptedAtNs: call.nowNs, conditionOut: seen };
  loans.put(id, accepted);
  if (isWorse(loan.conditionOut, seen)) {
    const { resourceId, conditionOut: before } = loan;
    recordDamage(call, { resourceId, loanId: id, before, after: seen, note });
  }
  return accepted;
}

function pageOf(call: Call, ids: bigint[], size: number): LoanPage {
  const shown = ids.slice(0, size);
  return {
    loans: shown.map((id) => loanFor(call, id, loans.get(id) as LoanRow)),
    next: toOpt(ids.length > size ? shown.at(-1) : undefined),
  };
}
