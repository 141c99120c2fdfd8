/** What wallets show before somebody signs a call about badges (ICRC-21). */
import type { Consent, ConsentsOf } from '@qikcard/canister-kit';
import {
  accountText,
  caseOf,
  numbered,
  qik,
  subaccountText,
  utc,
} from '@qikcard/canister-kit/consent-words';
import type { nftApi } from '@qikcard/contracts';
import type { ApprovalInfo } from '@qikcard/contracts/icrc/badge-approvals';
import { LEDGER_FEE_E8S } from './domain/sale.ts';

type Given = Pick<ApprovalInfo, 'spender' | 'expires_at' | 'from_subaccount'>;
const given = ({ spender, expires_at: [until], from_subaccount }: Given): string => {
  const end = until === undefined ? 'until you take it back' : `until ${utc(until)}`;
  return `to ${accountText(spender)}, ${end}${subaccountText(from_subaccount)}`;
};
/** One line for each item: a batch hides nothing. */
const batch = <T>(intent: string, items: readonly T[], line: (item: T) => [string, string]) => {
  const fields: Consent['fields'] = [['How many', `${items.length}`], ...items.map(line)];
  return { intent, fields };
};
const from = ([spender]: [] | [Parameters<typeof accountText>[0]]): string =>
  spender === undefined ? 'from everybody' : `from ${accountText(spender)}`;

export const consents: ConsentsOf<typeof nftApi> = {
  icrc7_transfer: (moves) =>
    batch('Give badges away', moves, ({ token_id, to, from_subaccount }) => [
      `Badge ${token_id}`,
      `to ${accountText(to)}${subaccountText(from_subaccount)}`,
    ]),
  icrc37_approve_tokens: (approvals) =>
    batch('Let somebody move badges of yours', approvals, ({ token_id, approval_info }) => [
      `Badge ${token_id}`,
      given(approval_info),
    ]),
  icrc37_approve_collection: (approvals) =>
    batch('Let somebody move all your badges', approvals, ({ approval_info }) => [
      'All badges',
      given(approval_info),
    ]),
  icrc37_revoke_token_approvals: (revoked) =>
    batch('Take back the right to move badges', revoked, ({ token_id, spender }) => [
      `Badge ${token_id}`,
      from(spender),
    ]),
  icrc37_revoke_collection_approvals: (revoked) =>
    batch('Take back the right to move all your badges', revoked, ({ spender }) => [
      'All badges',
      from(spender),
    ]),
  icrc37_transfer_from: (moves) =>
    batch('Move badges of somebody who lets you', moves, ({ token_id, from: owner, to }) => [
      `Badge ${token_id}`,
      `from ${accountText(owner)} to ${accountText(to)}`,
    ]),
  create_achievement: ({
    name,
    criterion,
    soulbound,
    reward_e8s,
    supply,
    royalty_basis_points: [royalty = 0],
  }) => ({
    intent: 'Create a badge that people earn',
    fields: [
      ['Name', name],
      ['For', `${caseOf(criterion)}: ${detailsOf(criterion)}`],
      ['Reward for each', qik(reward_e8s)],
      ['How many', supply[0] === undefined ? 'without limit' : `${supply[0]}`],
      ['Can be given away', soulbound ? 'no' : 'yes'],
      ['Your share of sales', `${royalty / 100} %`],
    ],
  }),
  award_achievement: (id, person) => ({
    intent: 'Give a badge to a guest',
    fields: [
      ['Badge design', `${id}`],
      ['To', person.toText()],
    ],
  }),
  list_badge: ({ badge_id, price_e8s, expires_at_ns }) => ({
    intent: 'Offer a badge for sale',
    fields: [
      ['Badge', `${badge_id}`],
      ['Price', qik(price_e8s)],
      ['Until', expires_at_ns[0] === undefined ? 'you take it back' : utc(expires_at_ns[0])],
      ['Of the price', 'the royalty of its designer and the fees for paying out are taken'],
    ],
  }),
  cancel_listing: numbered('Offer a badge for sale no longer', 'Badge'),
  buy_badge: ({ badge_id, price_e8s }) => ({
    intent: 'Buy a badge',
    fields: [
      ['Badge', `${badge_id}`],
      ['Price', qik(price_e8s)],
      ['Fee, besides the price', qik(LEDGER_FEE_E8S)],
    ],
  }),
  make_offer: ({ badge_id, price_e8s, expires_at_ns }) => ({
    intent: 'Offer to buy a badge',
    fields: [
      ['Badge', `${badge_id}`],
      ['Price', qik(price_e8s)],
      ['Fee, besides the price', qik(LEDGER_FEE_E8S)],
      ['Until', utc(expires_at_ns)],
    ],
  }),
  withdraw_offer: numbered('Take back an offer to buy a badge', 'Offer'),
  accept_offer: ({ offer_id, price_e8s }) => ({
    intent: 'Sell a badge for what is offered',
    fields: [
      ['Offer', `${offer_id}`],
      ['Price', qik(price_e8s)],
      ['Of the price', 'the royalty of its designer and the fees for paying out are taken'],
    ],
  }),
  propose_swap: ({ offered_id, wanted_id, expires_at_ns }) => ({
    intent: 'Offer one badge for another',
    fields: [
      ['You give badge', `${offered_id}`],
      ['You get badge', `${wanted_id}`],
      ['Until', utc(expires_at_ns)],
    ],
  }),
  withdraw_swap: numbered('Take back the offer of a swap', 'Swap'),
  accept_swap: ({ offered_id, wanted_id }) => ({
    intent: 'Swap one badge for another',
    fields: [
      ['You give badge', `${wanted_id}`],
      ['You get badge', `${offered_id}`],
    ],
  }),
  retry_saga: numbered('Try a stuck sale again now', 'Sale'),
  retire_achievement: numbered('Give no more of a badge', 'Badge design'),
};

const detailsOf = (criterion: object): string =>
  Object.entries(Object.values(criterion)[0])
    .map(([name, value]) => `${name.replaceAll('_', ' ')} ${value}`)
    .join(', ');
