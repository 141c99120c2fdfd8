/** ICRC-2 approvals: they cost a fee and replace what was approved before. */
import type { Principal } from '@dfinity/principal';
import { err, ok, type Result } from '@qikcard/contracts';
import { accountValue, isSame, keyOf } from '@qikcard/contracts/icrc/account';
import type { ApproveArgs, ApproveError } from '@qikcard/contracts/icrc/fungible';
import { mapOf, type Value } from '@qikcard/contracts/icrc/value';
import type { Book } from './book.ts';
import { badSubaccount, genericError, problemOfStamp, repetitionOf } from './stamp.ts';
import { FEE } from './token.ts';
import { allowanceNow } from './transfer.ts';

/** Lets `spender` move up to `amount`, fees included, out of the caller's account. */
export function approve(
  caller: Principal,
  args: ApproveArgs,
  book: Book,
): Result<bigint, ApproveError> {
  const { nowNs } = book;
  const owner = keyOf({ owner: caller, subaccount: args.from_subaccount });
  const spender = keyOf(args.spender);
  if (!owner || !spender) {
    return err(badSubaccount);
  }
  if (args.spender.owner.compareTo(caller) === 'eq') {
    return err(genericError('ownSpender', 'Nobody needs leave to move their own tokens.'));
  }
  if (isSame(owner, book.minting)) {
    return err(genericError('mintingSpender', 'The minting account approves nobody.'));
  }
  const wrong = problemOfStamp(args, FEE, nowNs);
  if (wrong) return err(wrong);
  const [expiresAtNs] = args.expires_at;
  if (expiresAtNs !== undefined && expiresAtNs <= nowNs) {
    return err({ Expired: { ledger_time: nowNs } });
  }
  const tx = transactionOf(caller, args);
  const { deduplicate, duplicate } = repetitionOf('2approve', tx, args.created_at_time, book);
  if (duplicate) return err(duplicate);
  const [expected] = args.expected_allowance;
  const current_allowance = allowanceNow(book, owner, spender);
  if (expected !== undefined && expected !== current_allowance) {
    return err({ AllowanceChanged: { current_allowance } });
  }
  const balance = book.balance(owner);
  if (balance < FEE) return err({ InsufficientFunds: { balance } });
  book.setBalance(owner, balance - FEE);
  book.setSupply(book.supply() - FEE);
  const held = args.amount === 0n ? undefined : { amount: args.amount, expiresAtNs };
  book.setAllowance(owner, spender, held);
  const fee = args.fee.length === 0 ? FEE : undefined;
  return ok(book.append({ btype: '2approve', tx, fee, deduplicate }));
}

function transactionOf(caller: Principal, args: ApproveArgs): Value {
  const numbers = {
    expected_allowance: args.expected_allowance,
    expires_at: args.expires_at,
    fee: args.fee,
    ts: args.created_at_time,
  };
  const stated = Object.entries(numbers).map(([name, [value]]) => [
    name,
    value === undefined ? undefined : { Nat: value },
  ]);
  const [memo] = args.memo;
  return mapOf({
    amt: { Nat: args.amount },
    from: accountValue({ owner: caller, subaccount: args.from_subaccount }),
    spender: accountValue(args.spender),
    memo: memo === undefined ? undefined : { Blob: Uint8Array.from(memo) },
    ...Object.fromEntries(stated),
  });
}
