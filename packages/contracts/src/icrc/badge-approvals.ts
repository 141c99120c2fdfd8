/** ICRC-37: letting others move unique tokens. Names are the standard's. */
import {
  blob,
  bool,
  type Infer,
  nat,
  nat64,
  nothing,
  opt,
  query,
  record,
  update,
  variant,
  vec,
} from '../candid.ts';
import { Account } from './account.ts';
import { answers, common } from './non-fungible.ts';

export const ApprovalInfo = record({
  spender: Account,
  from_subaccount: opt(blob),
  expires_at: opt(nat64),
  memo: opt(blob),
  created_at_time: nat64,
});
export type ApprovalInfo = Infer<typeof ApprovalInfo>;
export const TokenApproval = record({ token_id: nat, approval_info: ApprovalInfo });
export type TokenApproval = Infer<typeof TokenApproval>;

const token = { Unauthorized: nothing, NonExistingTokenId: nothing };
export const ApproveTokenError = variant({ InvalidSpender: nothing, ...token, ...common });
export type ApproveTokenError = Infer<typeof ApproveTokenError>;
export const ApproveCollectionError = variant({ InvalidSpender: nothing, ...common });
export type ApproveCollectionError = Infer<typeof ApproveCollectionError>;

const withdrawn = {
  spender: opt(Account),
  from_subaccount: opt(blob),
  memo: opt(blob),
  created_at_time: opt(nat64),
};
export const RevokeTokenApprovalArg = record({ token_id: nat, ...withdrawn });
export type RevokeTokenApprovalArg = Infer<typeof RevokeTokenApprovalArg>;
export const RevokeTokenApprovalError = variant({
  ApprovalDoesNotExist: nothing,
  ...token,
  ...common,
});
export type RevokeTokenApprovalError = Infer<typeof RevokeTokenApprovalError>;
export const RevokeCollectionApprovalArg = record(withdrawn);
export type RevokeCollectionApprovalArg = Infer<typeof RevokeCollectionApprovalArg>;
export const RevokeCollectionApprovalError = variant({ ApprovalDoesNotExist: nothing, ...common });
export type RevokeCollectionApprovalError = Infer<typeof RevokeCollectionApprovalError>;

export const IsApprovedArg = record({
  spender: Account,
  from_subaccount: opt(blob),
  token_id: nat,
});
export type IsApprovedArg = Infer<typeof IsApprovedArg>;
export const BadgeTransferFromArg = record({
  spender_subaccount: opt(blob),
  from: Account,
  to: Account,
  token_id: nat,
  memo: opt(blob),
  created_at_time: opt(nat64),
});
export type BadgeTransferFromArg = Infer<typeof BadgeTransferFromArg>;
export const BadgeTransferFromError = variant({
  InvalidRecipient: nothing,
  ...token,
  Duplicate: record({ duplicate_of: nat }),
  ...common,
});
export type BadgeTransferFromError = Infer<typeof BadgeTransferFromError>;

export const badgeApprovalsApi = {
  icrc37_max_approvals_per_token_or_collection: query([], opt(nat)),
  icrc37_max_revoke_approvals: query([], opt(nat)),
  icrc37_approve_tokens: update([vec(TokenApproval)], answers(ApproveTokenError)),
  /** The standard's file says `vec opt ApproveCollectionError`, a slip: its text gives results. */
  icrc37_approve_collection: update(
    [vec(record({ approval_info: ApprovalInfo }))],
    answers(ApproveCollectionError),
  ),
  icrc37_revoke_token_approvals: update(
    [vec(RevokeTokenApprovalArg)],
    answers(RevokeTokenApprovalError),
  ),
  icrc37_revoke_collection_approvals: update(
    [vec(RevokeCollectionApprovalArg)],
    answers(RevokeCollectionApprovalError),
  ),
  icrc37_is_approved: query([vec(IsApprovedArg)], vec(bool)),
  icrc37_get_token_approvals: query([nat, opt(TokenApproval), opt(nat)], vec(TokenApproval)),
  icrc37_get_collection_approvals: query([Account, opt(ApprovalInfo), opt(nat)], vec(ApprovalInfo)),
  icrc37_transfer_from: update([vec(BadgeTransferFromArg)], answers(BadgeTransferFromError)),
};
