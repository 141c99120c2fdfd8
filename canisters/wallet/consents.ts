/** What wallets show before somebody signs a call that moves QIK (ICRC-21). */
import type { ConsentsOf } from '@qikcard/canister-kit';
import { accountText, subaccountText, utc } from '@qikcard/canister-kit/consent-words';
import type { walletApi } from '@qikcard/contracts';
import { DECIMALS, FEE, SYMBOL } from './domain/token.ts';

/** An amount with all its decimals: nothing is rounded away. */
export function qik(amount: bigint): string {
  const digits = amount.toString().padStart(DECIMALS + 1, '0');
  return `${digits.slice(0, -DECIMALS)}.${digits.slice(-DECIMALS)} ${SYMBOL}`;
}
const own = (subaccount: [] | [Uint8Array]) => `yours${subaccountText(subaccount)}`;
const feeOf = ([fee]: [] | [bigint]) => qik(fee ?? FEE);

export const consents: ConsentsOf<typeof walletApi> = {
  icrc1_transfer: ({ from_subaccount, to, amount, fee }) => ({
    intent: `Send ${SYMBOL} to somebody`,
    fields: [
      ['Amount', qik(amount)],
      ['From account', own(from_subaccount)],
      ['To', accountText(to)],
      ['Fee', feeOf(fee)],
    ],
  }),
  icrc2_approve: ({ from_subaccount, spender, amount, expected_allowance, expires_at, fee }) => ({
    intent: `Let somebody spend your ${SYMBOL}`,
    fields: [
      ['Who may spend', accountText(spender)],
      ['At most', qik(amount)],
      ['From account', own(from_subaccount)],
      ['Until', expires_at[0] === undefined ? 'you take it back' : utc(expires_at[0])],
      [
        'Only if allowed now',
        expected_allowance[0] === undefined ? 'any' : qik(expected_allowance[0]),
      ],
      ['Fee', feeOf(fee)],
    ],
  }),
  icrc2_transfer_from: ({ spender_subaccount, from, to, amount, fee }) => ({
    intent: `Send ${SYMBOL} of somebody who lets you`,
    fields: [
      ['Amount', qik(amount)],
      ['From', accountText(from)],
      ['To', accountText(to)],
      ['Fee, paid by the sender', feeOf(fee)],
      ['Spent by', own(spender_subaccount)],
    ],
  }),
};
