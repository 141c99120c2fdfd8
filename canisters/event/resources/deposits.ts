/**
 * Deposits as lending knows them: the wallet says what lies aside, lending alone says what becomes of
 * it, and the wallet does that when it hears it. Nothing is awaited, so a loan and its deposit change in
 * one message (docs/decisions/145).
 */
import type { Principal } from '@dfinity/principal';
import {
  type DepositHeld,
  type FreeDeposit,
  facts,
  type LoanDeposit,
  shardOf,
  toOpt,
} from '@qikcard/contracts';
import {
  endsWithReturn,
  keptInSilence,
  settlesAtNs,
  stepOf,
  unusedEndNs,
} from '../domain/resources/deposit.ts';
import { ownerKey } from '../domain/resources/owner.ts';
import { shard, tellWallet } from '../platform.ts';
import { doors } from '../store.ts';
import { due, undue } from './deadlines.ts';
import { tellOfDeposit } from './news.ts';
import type { DepositRow, LoanRow, OwnerRow } from './rows.ts';
import {
  depositOfLoan,
  deposits,
  freeDepositsOf,
  loans,
  loansOfOwner,
  ownerList,
  resources,
} from './store.ts';

/** More than one lies aside for the same thing only when somebody asks for it. */
const FREE_SEEN_MAX = 20;

/** Who may keep of a deposit: the owner; of the things of an event, its organizer. */
export const lenderOf = ({ person, eventId }: OwnerRow): Principal | undefined =>
  person ?? (eventId === undefined ? undefined : doors.get(eventId)?.organizer);

/** The wallet keeps something aside. What nobody can use goes back at once. */
export function receiveDeposit(held: DepositHeld, nowNs: bigint): void {
  const { depositId: id, ...what } = held;
  if (shardOf(held.resourceId) !== shard() || deposits.has(id)) return;
  const thing = resources.get(held.resourceId);
  const lender = thing && lenderOf(thing.owner);
  const endNs = unusedEndNs(nowNs);
  const row: DepositRow = {
    ...{ ...what, heldAtNs: nowNs, loanId: undefined, settlesAtNs: endNs },
    ...{ settledAtNs: undefined, kept: 0n },
  };
  deposits.put(id, row);
  freeDepositsOf.insert([held.payer, held.resourceId, id]);
  due(endNs, 'deposit', id);
  if (lender?.compareTo(held.lender) !== 'eq' || thing?.retired) settle(id, row, 0n, nowNs);
  else tellOfDeposit('payer', 'Held', row);
}

/** The caller's deposits for a thing that nothing was borrowed on. */
export function freeOf(payer: Principal, resourceId: bigint): [bigint, DepositRow][] {
  const scan = { prefix: [payer, resourceId] as [Principal, bigint], limit: FREE_SEEN_MAX };
  return freeDepositsOf
    .scan(scan)
    .map(([, , id]): [bigint, DepositRow] => [id, deposits.get(id) as DepositRow]);
}

/** A deposit of this person for this thing that is as much as the terms ask for, for this owner. */
export function depositFor(payer: Principal, resourceId: bigint, owner: OwnerRow, amount: bigint) {
  const lender = lenderOf(owner);
  const found = freeOf(payer, resourceId).find(
    ([, row]) => row.amount === amount && lender?.compareTo(row.lender) === 'eq',
  );
  return found && { id: found[0], row: found[1] };
}

/** The loan begins, or asks to: its deposit is for nothing else any more. */
export function bindDeposit(id: bigint, loanId: bigint, loan: LoanRow): void {
  const row = deposits.get(id) as DepositRow;
  freeDepositsOf.remove([row.payer, row.resourceId, id]);
  depositOfLoan.put(loanId, id);
  plan(id, { ...row, loanId }, settlesAtNs(loan));
}

/** The times of a loan have changed: so has the time of its deposit. */
export function followLoan(loanId: bigint, loan: LoanRow): void {
  const found = heldFor(loanId, loan);
  if (found) plan(found.id, found.row, settlesAtNs(loan));
}

/** The thing is back: its deposit too, unless the lender has to look first. Gives what the loan says then. */
export function afterReturn(
  loanId: bigint,
  loan: LoanRow,
  seen: { byLender: boolean; worse: boolean },
  nowNs: bigint,
): void {
  const found = heldFor(loanId, loan);
  if (!found) return;
  if (endsWithReturn(seen.byLender, seen.worse)) settle(found.id, found.row, 0n, nowNs);
  // From now on: what a desk wrote down without a network may have come back days ago.
  else {
    loansOfOwner.insert([ownerKey(loan.owner), ownerList.Deposits, loanId]);
    plan(found.id, found.row, settlesAtNs({ ...loan, closedAtNs: nowNs }));
  }
}

/** Nothing will be borrowed on it. */
export function giveBackDeposit(loanId: bigint, loan: LoanRow, nowNs: bigint): void {
  const found = heldFor(loanId, loan);
  if (found) settle(found.id, found.row, 0n, nowNs);
}

/** So much of a loan's deposit is the lender's; gives the loan as it is then. */
export function settleLoan(loanId: bigint, held: Held, kept: bigint, nowNs: bigint): LoanRow {
  settle(held.id, held.row, kept, nowNs);
  return loans.get(loanId) as LoanRow;
}

/** Nobody has said anything in time. */
export function settleInSilence(id: bigint, nowNs: bigint): void {
  const row = deposits.get(id);
  if (row === undefined || row.settledAtNs !== undefined || row.settlesAtNs === undefined) return;
  if (row.settlesAtNs > nowNs) return;
  const loan = row.loanId === undefined ? undefined : loans.get(row.loanId);
  const kept = keptInSilence(loan, row.amount);
  settle(id, row, kept, nowNs);
  if (loan === undefined) return;
  const what = kept > 0n ? 'KeptInSilence' : 'GivenBackInSilence';
  tellOfDeposit('lender', what, { ...row, kept });
}

export type Held = { id: bigint; row: DepositRow };
/** The deposit of a loan while it is held. */
export function heldFor(loanId: bigint, { deposit }: LoanRow): Held | undefined {
  if (deposit !== 'Held') return undefined;
  const id = depositOfLoan.get(loanId) as bigint;
  return { id, row: deposits.get(id) as DepositRow };
}

/** Writes when a deposit is settled by itself. */
function plan(id: bigint, row: DepositRow, atNs: bigint | undefined): void {
  const before = deposits.get(id)?.settlesAtNs;
  if (before !== undefined) undue(before, 'deposit', id);
  deposits.put(id, { ...row, settlesAtNs: atNs });
  if (atNs !== undefined) due(atNs, 'deposit', id);
}

/**
 * Once and for ever: the row, the loan and the word to the wallet in one message. Who put it aside hears
 * of it, unless they asked it back themselves.
 */
export function settle(
  id: bigint,
  row: DepositRow,
  kept: bigint,
  nowNs: bigint,
  by?: 'payer',
): void {
  if (row.settledAtNs !== undefined) throw new Error(`deposit ${id} is settled`);
  plan(id, { ...row, kept, settledAtNs: nowNs }, undefined);
  if (row.loanId === undefined) freeDepositsOf.remove([row.payer, row.resourceId, id]);
  else {
    const loan = loans.get(row.loanId) as LoanRow;
    loans.put(row.loanId, { ...loan, deposit: stepOf(kept) });
    loansOfOwner.remove([ownerKey(loan.owner), ownerList.Deposits, row.loanId]);
  }
  tellWallet(facts.depositSettled, { depositId: id, kept });
  if (by !== 'payer') tellOfDeposit('payer', kept > 0n ? 'Kept' : 'GivenBack', { ...row, kept });
}

/** How much the deposit of a loan is; of one that is asked for, what the terms say. */
export function depositView(loanId: bigint, loan: LoanRow): LoanDeposit | undefined {
  if (loan.deposit === undefined) return undefined;
  const id = depositOfLoan.get(loanId);
  const row = id === undefined ? undefined : deposits.get(id);
  const perUnit = resources.get(loan.resourceId)?.terms.depositE8s ?? 0n;
  return {
    lender: toOpt(row?.lender ?? lenderOf(loan.owner)),
    amount_e8s: row?.amount ?? perUnit * BigInt(loan.count),
    kept_e8s: row?.kept ?? 0n,
    settles_at_ns: toOpt(row?.settlesAtNs),
  };
}

export const freeView = (id: bigint, row: DepositRow): FreeDeposit => ({
  id,
  amount_e8s: row.amount,
  settles_at_ns: row.settlesAtNs ?? row.heldAtNs,
});
