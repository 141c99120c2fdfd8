/** ICRC-1 transfers and ICRC-2 transfers by a spender; to the minting account they burn. */
import type { Principal } from '@dfinity/principal';
import { err, ok, type Result } from '@qikcard/contracts';
import {
  type Account,
  type AccountKey,
  accountValue,
  isSame,
  keyOf,
} from '@qikcard/contracts/icrc/account';
import type {
  TransferArgs,
  TransferError,
  TransferFromArgs,
  TransferFromError,
} from '@qikcard/contracts/icrc/fungible';
import { mapOf, type Value } from '@qikcard/contracts/icrc/value';
import type { Book } from './book.ts';
import { badSubaccount, problemOfStamp, repetitionOf, type Stamp } from './stamp.ts';
import { FEE, MIN_BURN } from './token.ts';

type Move = { from: Account; to: Account; spender: Account | undefined; stamp: Stamp };

/** Moves tokens of the caller. */
export function transfer(
  caller: Principal,
  { from_subaccount, to, ...stamp }: TransferArgs,
  book: Book,
): Result<bigint, TransferError> {
  const from = { owner: caller, subaccount: from_subaccount };
  return move({ from, to, spender: undefined, stamp }, book) as Result<bigint, TransferError>;
}

/** Moves tokens of somebody who approved the caller; nobody needs leave to move their own. */
export function transferFrom(
  caller: Principal,
  { spender_subaccount, from, to, ...stamp }: TransferFromArgs,
  book: Book,
): Result<bigint, TransferFromError> {
  const spender = { owner: caller, subaccount: spender_subaccount };
  return move({ from, to, spender, stamp }, book);
}

function move({ from, to, spender, stamp }: Move, book: Book): Result<bigint, TransferFromError> {
  const source = keyOf(from);
  const target = keyOf(to);
  const by = spender && keyOf(spender);
  if (!source || !target || (spender && !by)) {
    return err(badSubaccount);
  }
  const burns = isSame(target, book.minting);
  const fee = burns ? 0n : FEE;
  const wrong = problemOfStamp(stamp, fee, book.nowNs);
  if (wrong) return err(wrong);
  if (burns && stamp.amount < MIN_BURN) return err({ BadBurn: { min_burn_amount: MIN_BURN } });
  const btype = spender ? '2xfer' : burns ? '1burn' : '1xfer';
  const tx = transactionOf({ from, to, spender, stamp }, burns);
  const { deduplicate, duplicate } = repetitionOf(btype, tx, stamp.created_at_time, book);
  if (duplicate) return err(duplicate);
  const total = stamp.amount + fee;
  const needsLeave = by !== undefined && !isSame(by, source);
  if (needsLeave) {
    const allowance = allowanceNow(book, source, by);
    if (allowance < total) return err({ InsufficientAllowance: { allowance } });
  }
  const balance = book.balance(source);
  if (balance < total) return err({ InsufficientFunds: { balance } });
  if (needsLeave) spendAllowance(book, source, by, total);
  book.setBalance(source, balance - total);
  if (!burns) book.setBalance(target, book.balance(target) + stamp.amount);
  book.setSupply(book.supply() - (burns ? stamp.amount : fee));
  const shown = stamp.fee.length === 0 && !burns ? fee : undefined;
  return ok(book.append({ btype, tx, fee: shown, deduplicate }));
}

/** `tx` of the block; a burn names no receiver (ICRC-3, ICRC-1 and ICRC-2 block types). */
function transactionOf({ from, to, spender, stamp }: Move, burns: boolean): Value {
  const [fee] = stamp.fee;
  const [memo] = stamp.memo;
  const [time] = stamp.created_at_time;
  return mapOf({
    amt: { Nat: stamp.amount },
    from: accountValue(from),
    to: burns && !spender ? undefined : accountValue(to),
    spender: spender && accountValue(spender),
    fee: fee === undefined ? undefined : { Nat: fee },
    memo: memo === undefined ? undefined : { Blob: Uint8Array.from(memo) },
    ts: time === undefined ? undefined : { Nat: time },
  });
}

/** What `spender` may still move out of `owner`'s account. */
export function allowanceNow(book: Book, owner: AccountKey, spender: AccountKey): bigint {
  const held = book.allowance(owner, spender);
  if (held === undefined) return 0n;
  return held.expiresAtNs !== undefined && held.expiresAtNs <= book.nowNs ? 0n : held.amount;
}

function spendAllowance(book: Book, owner: AccountKey, spender: AccountKey, total: bigint): void {
  const held = book.allowance(owner, spender);
  if (held === undefined) return;
  const amount = held.amount - total;
  book.setAllowance(owner, spender, amount === 0n ? undefined : { ...held, amount });
}
