/** Moving badges: by their owner (ICRC-7) or by somebody who was approved (ICRC-37). */
import type { Principal } from '@dfinity/principal';
import { err, ok, type Result } from '@qikcard/contracts';
import {
  type Account,
  type AccountKey,
  accountAt,
  accountValue,
  isSame,
  keyOf,
} from '@qikcard/contracts/icrc/account';
import type {
  BadgeTransferFromArg,
  BadgeTransferFromError,
} from '@qikcard/contracts/icrc/badge-approvals';
import type { BadgeTransferArg, BadgeTransferError } from '@qikcard/contracts/icrc/non-fungible';
import { mapOf } from '@qikcard/contracts/icrc/value';
import type { Approval, Shelf } from './shelf.ts';
import {
  badSubaccount,
  genericError,
  problemOfStamp,
  repetitionOf,
  type Stamp,
  stampEntries,
} from './stamp.ts';

/** Moves a badge of the caller. */
export function transfer(
  caller: Principal,
  { from_subaccount, to, token_id, ...stamp }: BadgeTransferArg,
  shelf: Shelf,
): Result<bigint, BadgeTransferError> {
  const from = { owner: caller, subaccount: from_subaccount };
  return move({ from, to, id: token_id, spender: undefined, stamp }, shelf);
}

/** Moves a badge of somebody who approved the caller. */
export function transferFrom(
  caller: Principal,
  { spender_subaccount, from, to, token_id, ...stamp }: BadgeTransferFromArg,
  shelf: Shelf,
): Result<bigint, BadgeTransferFromError> {
  const spender = { owner: caller, subaccount: spender_subaccount };
  return move({ from, to, id: token_id, spender, stamp }, shelf);
}

type Move = { from: Account; to: Account; id: bigint; spender: Account | undefined; stamp: Stamp };

function move(
  { from, to, id, spender, stamp }: Move,
  shelf: Shelf,
): Result<bigint, BadgeTransferError> {
  const [source, target] = [keyOf(from), keyOf(to)];
  const by = spender && keyOf(spender);
  if (!source || !target || (spender && !by)) return err(badSubaccount);
  const badge = shelf.badge(id);
  if (badge === undefined) return err({ NonExistingTokenId: null });
  const wrong = problemOfStamp(stamp, shelf.nowNs);
  if (wrong) return err(wrong);
  const btype = spender ? '37xfer' : '7xfer';
  const tx = mapOf({
    tid: { Nat: id },
    from: accountValue(from),
    to: accountValue(to),
    spender: spender && accountValue(spender),
    ...stampEntries(stamp),
  });
  const { deduplicate, duplicate } = repetitionOf(btype, tx, stamp.created_at_time, shelf);
  if (duplicate) return err(duplicate);
  if (!isSame(badge.owner, source)) return err({ Unauthorized: null });
  if (by && !isApproved(by, source, id, shelf)) return err({ Unauthorized: null });
  if (isSame(source, target)) return err({ InvalidRecipient: null });
  if (badge.soulbound) {
    return err(genericError('soulbound', 'This badge belongs to its owner for good.'));
  }
  if (shelf.isReserved(id)) {
    return err(genericError('reserved', 'This badge is for sale or promised: take it back first.'));
  }
  shelf.give(id, target);
  return ok(shelf.append({ btype, tx, deduplicate }));
}

/** Whether `spender` may move badge `id` out of the account `from` now; the owner may. */
export function isApproved(
  spender: AccountKey,
  from: AccountKey,
  id: bigint,
  shelf: Shelf,
): boolean {
  if (spender.owner.compareTo(from.owner) === 'eq' && isSame(spender, from)) return true;
  const holds = (approval: Approval) =>
    isSame(approval.spender, spender) &&
    isSame(approval.from, from) &&
    isAlive(approval, shelf.nowNs);
  return shelf.tokenApprovals(id).some(holds) || shelf.collectionApprovals(from.owner).some(holds);
}

export const isAlive = ({ expiresAtNs }: Approval, nowNs: bigint): boolean =>
  expiresAtNs === undefined || expiresAtNs > nowNs;

/** An approval as the standard shows it. */
export const infoOf = ({ spender, from, expiresAtNs, memo, createdAtNs }: Approval) => ({
  spender: accountAt(spender),
  from_subaccount: accountAt(from).subaccount,
  expires_at: (expiresAtNs === undefined ? [] : [expiresAtNs]) as [] | [bigint],
  memo: (memo === undefined ? [] : [memo]) as [] | [Uint8Array],
  created_at_time: createdAtNs,
});
