/** ICRC-37 approvals: for one badge, or for all of an account. */
import type { Principal } from '@dfinity/principal';
import { err, ok, type Result } from '@qikcard/contracts';
import { type AccountKey, accountValue, isSame, keyOf } from '@qikcard/contracts/icrc/account';
import type {
  ApprovalInfo,
  ApproveCollectionError,
  ApproveTokenError,
  RevokeCollectionApprovalArg,
  RevokeCollectionApprovalError,
  RevokeTokenApprovalArg,
  RevokeTokenApprovalError,
} from '@qikcard/contracts/icrc/badge-approvals';
import { mapOf, type Value } from '@qikcard/contracts/icrc/value';
import { APPROVALS_MAX } from './collection.ts';
import type { Approval, Shelf } from './shelf.ts';
import { badSubaccount, genericError, problemOfStamp, type Stamp, stampEntries } from './stamp.ts';
import { isAlive } from './transfer.ts';

type Read = { approval: Approval; stamp: Stamp } | { problem: ApproveCollectionError };

/** Lets `spender` move one badge of the caller. */
export function approveToken(
  caller: Principal,
  id: bigint,
  info: ApprovalInfo,
  shelf: Shelf,
): Result<bigint, ApproveTokenError> {
  const badge = shelf.badge(id);
  if (badge === undefined) return err({ NonExistingTokenId: null });
  const read = readInfo(caller, info, shelf.nowNs);
  if ('problem' in read) return err(read.problem);
  if (!isSame(badge.owner, read.approval.from)) return err({ Unauthorized: null });
  const others = othersThan(read.approval, shelf.tokenApprovals(id), shelf.nowNs);
  if (others.length >= APPROVALS_MAX) return err(tooMany);
  shelf.setTokenApprovals(id, [...others, read.approval]);
  return ok(
    shelf.append({
      btype: '37approve',
      tx: transactionOf(caller, info, { tid: { Nat: id } }),
      deduplicate: undefined,
    }),
  );
}

/** Lets `spender` move every badge of one account of the caller, also those still to come. */
export function approveCollection(
  caller: Principal,
  info: ApprovalInfo,
  shelf: Shelf,
): Result<bigint, ApproveCollectionError> {
  const read = readInfo(caller, info, shelf.nowNs);
  if ('problem' in read) return err(read.problem);
  const others = othersThan(read.approval, shelf.collectionApprovals(caller), shelf.nowNs);
  if (others.length >= APPROVALS_MAX) return err(tooMany);
  shelf.setCollectionApprovals(caller, [...others, read.approval]);
  const tx = transactionOf(caller, info, {});
  return ok(shelf.append({ btype: '37approve_coll', tx, deduplicate: undefined }));
}

/** Takes back what one or all spenders were allowed for a badge. */
export function revokeToken(
  caller: Principal,
  arg: RevokeTokenApprovalArg,
  shelf: Shelf,
): Result<bigint, RevokeTokenApprovalError> {
  const badge = shelf.badge(arg.token_id);
  if (badge === undefined) return err({ NonExistingTokenId: null });
  const from = keyOf({ owner: caller, subaccount: arg.from_subaccount });
  if (from === undefined) return err(badSubaccount);
  if (!isSame(badge.owner, from)) return err({ Unauthorized: null });
  const rest = withdraw(arg, from, shelf.tokenApprovals(arg.token_id), shelf.nowNs);
  if ('problem' in rest) return err(rest.problem);
  shelf.setTokenApprovals(arg.token_id, rest.left);
  const tx = withdrawalOf(caller, arg, { tid: { Nat: arg.token_id } });
  return ok(shelf.append({ btype: '37revoke', tx, deduplicate: undefined }));
}

/** Takes back what one or all spenders were allowed for an account. */
export function revokeCollection(
  caller: Principal,
  arg: RevokeCollectionApprovalArg,
  shelf: Shelf,
): Result<bigint, RevokeCollectionApprovalError> {
  const from = keyOf({ owner: caller, subaccount: arg.from_subaccount });
  if (from === undefined) return err(badSubaccount);
  const rest = withdraw(arg, from, shelf.collectionApprovals(caller), shelf.nowNs);
  if ('problem' in rest) return err(rest.problem);
  shelf.setCollectionApprovals(caller, rest.left);
  const tx = withdrawalOf(caller, arg, {});
  return ok(shelf.append({ btype: '37revoke_coll', tx, deduplicate: undefined }));
}

const tooMany = genericError(
  'tooManyApprovals',
  `At most ${APPROVALS_MAX} approvals at a time: revoke one first.`,
);

function readInfo(caller: Principal, info: ApprovalInfo, nowNs: bigint): Read {
  const spender = keyOf(info.spender);
  const from = keyOf({ owner: caller, subaccount: info.from_subaccount });
  if (!spender || !from) return { problem: badSubaccount };
  if (spender.owner.compareTo(caller) === 'eq') return { problem: { InvalidSpender: null } };
  const stamp: Stamp = { memo: info.memo, created_at_time: [info.created_at_time] };
  const problem = problemOfStamp(stamp, nowNs);
  if (problem) return { problem };
  const [expiresAtNs] = info.expires_at;
  const [memo] = info.memo;
  return {
    approval: { spender, from, expiresAtNs, memo, createdAtNs: info.created_at_time },
    stamp,
  };
}

/** The same spender from the same account has one approval: the newest. Those that ended go. */
const othersThan = (approval: Approval, all: Approval[], nowNs: bigint): Approval[] =>
  all.filter((each) => {
    const same = isSame(each.spender, approval.spender) && isSame(each.from, approval.from);
    return !same && isAlive(each, nowNs);
  });

type Withdrawal = RevokeCollectionApprovalArg;
type Rest = { left: Approval[] } | { problem: RevokeCollectionApprovalError };

function withdraw(arg: Withdrawal, from: AccountKey, all: Approval[], nowNs: bigint): Rest {
  const problem = problemOfStamp(arg, nowNs);
  if (problem) return { problem };
  const [named] = arg.spender;
  const spender = named && keyOf(named);
  if (named && !spender) return { problem: badSubaccount };
  const alive = all.filter((each) => isAlive(each, nowNs));
  const left = alive.filter(
    (each) => !isSame(each.from, from) || (spender !== undefined && !isSame(each.spender, spender)),
  );
  return left.length === alive.length ? { problem: { ApprovalDoesNotExist: null } } : { left };
}

function transactionOf(caller: Principal, info: ApprovalInfo, of: Record<string, Value>): Value {
  const [expires] = info.expires_at;
  return mapOf({
    ...of,
    from: accountValue({ owner: caller, subaccount: info.from_subaccount }),
    spender: accountValue(info.spender),
    exp: expires === undefined ? undefined : { Nat: expires },
    ...stampEntries({ memo: info.memo, created_at_time: [info.created_at_time] }),
  });
}

function withdrawalOf(caller: Principal, arg: Withdrawal, of: Record<string, Value>): Value {
  const [spender] = arg.spender;
  return mapOf({
    ...of,
    from: accountValue({ owner: caller, subaccount: arg.from_subaccount }),
    spender: spender && accountValue(spender),
    ...stampEntries(arg),
  });
}
