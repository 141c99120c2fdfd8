/** ICRC-37: letting others move badges. */
import { expose, ic } from '@qikcard/canister-kit';
import { type Infer, nftApi } from '@qikcard/contracts';
import { type Account, isSame, keyOf } from '@qikcard/contracts/icrc/account';
import type {
  ApprovalInfo,
  BadgeTransferFromArg,
  IsApprovedArg,
  RevokeCollectionApprovalArg,
  RevokeTokenApprovalArg,
  TokenApproval,
} from '@qikcard/contracts/icrc/badge-approvals';
import { badgeAt, inBatch, takeOf } from './badges.ts';
import {
  approveCollection,
  approveToken,
  revokeCollection,
  revokeToken,
} from './domain/approve.ts';
import { APPROVALS_MAX, QUERY_BATCH_MAX } from './domain/collection.ts';
import type { Approval } from './domain/shelf.ts';
import { infoOf, isAlive, isApproved, transferFrom } from './domain/transfer.ts';
import { shelfAt } from './shelf.ts';

type Api = typeof nftApi;

export class Approvals {
  @expose(nftApi.icrc37_max_approvals_per_token_or_collection)
  icrc37_max_approvals_per_token_or_collection(): [bigint] {
    return [BigInt(APPROVALS_MAX)];
  }
  @expose(nftApi.icrc37_max_revoke_approvals)
  icrc37_max_revoke_approvals(): [bigint] {
    return [BigInt(APPROVALS_MAX)];
  }
  @expose(nftApi.icrc37_approve_tokens)
  icrc37_approve_tokens(args: TokenApproval[]): Infer<Api['icrc37_approve_tokens']['ret']> {
    return inBatch('icrc37_approve_tokens', args, (call, { token_id, approval_info }) =>
      approveToken(call.caller, token_id, approval_info, shelfAt(call.nowNs)),
    );
  }
  @expose(nftApi.icrc37_approve_collection)
  icrc37_approve_collection(
    args: { approval_info: ApprovalInfo }[],
  ): Infer<Api['icrc37_approve_collection']['ret']> {
    return inBatch('icrc37_approve_collection', args, (call, { approval_info }) =>
      approveCollection(call.caller, approval_info, shelfAt(call.nowNs)),
    );
  }
  @expose(nftApi.icrc37_revoke_token_approvals)
  icrc37_revoke_token_approvals(
    args: RevokeTokenApprovalArg[],
  ): Infer<Api['icrc37_revoke_token_approvals']['ret']> {
    return inBatch('icrc37_revoke_token_approvals', args, (call, arg) =>
      revokeToken(call.caller, arg, shelfAt(call.nowNs)),
    );
  }
  @expose(nftApi.icrc37_revoke_collection_approvals)
  icrc37_revoke_collection_approvals(
    args: RevokeCollectionApprovalArg[],
  ): Infer<Api['icrc37_revoke_collection_approvals']['ret']> {
    return inBatch('icrc37_revoke_collection_approvals', args, (call, arg) =>
      revokeCollection(call.caller, arg, shelfAt(call.nowNs)),
    );
  }
  @expose(nftApi.icrc37_is_approved)
  icrc37_is_approved(args: IsApprovedArg[]): boolean[] {
    const shelf = shelfAt(ic.nowNs());
    return args.slice(0, QUERY_BATCH_MAX).map(({ spender, from_subaccount, token_id }) => {
      const badge = badgeAt(token_id);
      const by = keyOf(spender);
      if (!badge || !by) return false;
      const from = keyOf({ owner: badge.owner.owner, subaccount: from_subaccount });
      return (
        from !== undefined && isSame(from, badge.owner) && isApproved(by, from, token_id, shelf)
      );
    });
  }
  @expose(nftApi.icrc37_get_token_approvals)
  icrc37_get_token_approvals(
    token_id: bigint,
    [previous]: [] | [TokenApproval],
    take: [] | [bigint],
  ): TokenApproval[] {
    if (badgeAt(token_id) === undefined) return [];
    const all = shelfAt(ic.nowNs()).tokenApprovals(token_id);
    return page(all, previous?.approval_info.spender, take).map((approval) => ({
      token_id,
      approval_info: infoOf(approval),
    }));
  }
  @expose(nftApi.icrc37_get_collection_approvals)
  icrc37_get_collection_approvals(
    { owner }: Account,
    [previous]: [] | [ApprovalInfo],
    take: [] | [bigint],
  ): ApprovalInfo[] {
    const all = shelfAt(ic.nowNs()).collectionApprovals(owner);
    return page(all, previous?.spender, take).map(infoOf);
  }
  @expose(nftApi.icrc37_transfer_from)
  icrc37_transfer_from(args: BadgeTransferFromArg[]): Infer<Api['icrc37_transfer_from']['ret']> {
    return inBatch('icrc37_transfer_from', args, (call, arg) =>
      transferFrom(call.caller, arg, shelfAt(call.nowNs)),
    );
  }
}

/** Those that hold now, behind the spender seen last. */
function page(all: Approval[], previous: Account | undefined, take: [] | [bigint]): Approval[] {
  const alive = all.filter((approval) => isAlive(approval, ic.nowNs()));
  const last = previous && keyOf(previous);
  const at = last ? alive.findIndex(({ spender }) => isSame(spender, last)) + 1 : 0;
  return alive.slice(at, at + takeOf(take));
}
