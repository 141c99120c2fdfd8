/** New tokens: only ever for a reward, and never without saying which. */
import { type Account, accountValue, keyOf } from '@qikcard/contracts/icrc/account';
import { mapOf } from '@qikcard/contracts/icrc/value';
import type { Book } from './book.ts';

/** Makes `amount` new tokens for `to`; `memo` cites the reward. Gives the block's index. */
export function mint(to: Account, amount: bigint, memo: Uint8Array, book: Book): bigint {
  const account = keyOf(to);
  if (account === undefined) throw new RangeError('a reward goes to an account that exists');
  if (amount <= 0n) throw new RangeError('a reward is more than nothing');
  book.setBalance(account, book.balance(account) + amount);
  book.setSupply(book.supply() + amount);
  const tx = mapOf({ amt: { Nat: amount }, to: accountValue(to), memo: { Blob: memo } });
  return book.append({ btype: '1mint', tx, fee: undefined, deduplicate: undefined });
}
