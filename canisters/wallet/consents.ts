/** What wallets show before somebody signs a call that moves QIK (ICRC-21). */
import type { ConsentsOf } from '@qikcard/canister-kit';
import {
  accountText,
  caseOf,
  numbered,
  qik,
  subaccountText,
  utc,
} from '@qikcard/canister-kit/consent-words';
import type { SpendingAsset, SpendingRules, walletApi } from '@qikcard/contracts';
import { chainOf } from './domain/evm/chain.ts';
import { assetName } from './domain/limits.ts';
import { FEE, SYMBOL } from './domain/token.ts';

const own = (subaccount: [] | [Uint8Array]) => `yours${subaccountText(subaccount)}`;
const feeOf = ([fee]: [] | [bigint]) => qik(fee ?? FEE);

/** Satoshi as bitcoin, with all decimals. */
export function btc(satoshi: bigint): string {
  const digits = satoshi.toString().padStart(9, '0');
  return `${digits.slice(0, -8)}.${digits.slice(-8)} BTC`;
}

/** Wei as whole coins, with all decimals: every chain that is known here has 18. */
export function coins(wei: bigint): string {
  const digits = wei.toString().padStart(19, '0');
  return `${digits.slice(0, -18)}.${digits.slice(-18)}`;
}
const chainName = (id: bigint): string => chainOf(id)?.name ?? `${id}`;

/** Rules of spending; amounts in the smallest unit, since their asset may be any ledger. */
function ruleFields(asset: SpendingAsset, rules: SpendingRules): [string, string][] {
  const amount = (value: bigint) => ('Bitcoin' in asset ? btc(value) : `${value} smallest units`);
  const from = rules.wait_from[0];
  return [
    ['For', assetName(asset)],
    ['A day at most', amount(rules.per_day)],
    ['Waits from', from === undefined ? 'no amount' : amount(from)],
    ['Waits for', `${rules.wait_seconds} seconds`],
  ];
}

export const consents: ConsentsOf<typeof walletApi> = {
  open_escrow: ({ amount, until_ns, purpose, resource_id: [thing] }) => ({
    intent: 'Put QIK aside until something has happened',
    fields: [
      ['Amount', qik(amount)],
      ['Until', thing === undefined ? utc(until_ns) : 'the loan is over'],
      ...('Stake' in purpose
        ? ([
            ['Comes back', 'when you enter the event, or when it is cancelled'],
            ['Event', `${purpose.Stake.event_id}`],
          ] as const)
        : ([
            ...(thing === undefined
              ? ([['Comes back', 'when the lender says so, or after that time']] as const)
              : ([
                  ['Comes back', 'when you bring the thing back as it was, or borrow nothing'],
                  ['Thing', `${thing}`],
                ] as const)),
            ['Lender', purpose.Deposit.lender.toText()],
          ] as const)),
    ],
  }),
  settle_escrow: (id, kept) => ({
    intent: 'Settle a deposit',
    fields: [
      ['Escrow', `${id}`],
      ['You keep', qik(kept)],
      ['Goes back', 'the rest'],
    ],
  }),
  withdraw: ({ ledger, to, amount, fee_max }) => ({
    intent: 'Send tokens from your wallet account',
    fields: [
      ['Smallest units', `${amount}`],
      ['Of the ledger', ledger.toText()],
      ['To', accountText(to)],
      ['Fee at most', `${fee_max}`],
    ],
  }),
  allow: ({ ledger, spender, amount, expires_at_ns: [until], fee_max }) => ({
    intent: 'Let somebody spend from your wallet account',
    fields: [
      ['Who may spend', accountText(spender)],
      ['Smallest units at most', `${amount}`],
      ['Of the ledger', ledger.toText()],
      ['Until', until === undefined ? 'you take it back' : utc(until)],
      ['Fee at most', `${fee_max}`],
    ],
  }),
  add_ledger: (ledger) => ({ intent: 'Trust a ledger', fields: [['Ledger', ledger.toText()]] }),
  remove_ledger: (ledger) => ({ intent: 'Forget a ledger', fields: [['Ledger', ledger.toText()]] }),
  ledger_balance: (ledger) => ({
    intent: 'See your balance',
    fields: [['Ledger', ledger.toText()]],
  }),
  cancel_order: numbered('Take an order to a ledger back', 'Order'),
  set_spending_limits: (asset, rules) => ({
    intent: 'Change what you may spend on a day',
    fields: [...ruleFields(asset, rules), ['Looser rules', 'begin a day later']],
  }),
  set_usual_limits: (asset, rules) => ({
    intent: 'Set what everybody may spend on a day',
    fields: ruleFields(asset, rules),
  }),
  save_address: ({ label, network, address }) => ({
    intent: 'Save an address in your address book',
    fields: [
      ['Name', label],
      ['Network', caseOf(network)],
      ['Address', address],
    ],
  }),
  remove_address: numbered('Remove an address from your address book', 'Number'),
  erase_addresses: () => ({ intent: 'Erase your address book' }),
  set_evm_chain: ({ chain_id, rpc: [rpc] }) => ({
    intent: 'Switch on a chain of Ethereum’s kind',
    fields: [
      ['Chain', `${chain_id}`],
      ['Asked through', rpc === undefined ? 'the usual canister' : rpc.toText()],
    ],
  }),
  evm_address: () => ({ intent: 'See your Ethereum address' }),
  evm_balance: (chain) => ({ intent: 'See your balance', fields: [['Chain', `${chain}`]] }),
  quote_evm: (chain, to, amount, speed) => ({
    intent: 'Ask what a payment would cost',
    fields: [
      ['Chain', `${chain}`],
      ['Amount', coins(amount)],
      ['To', to],
      ['Speed', caseOf(speed)],
    ],
  }),
  send_evm: ({ chain_id, to, amount, speed, fee_max }) => ({
    intent: 'Send coins of a chain to somebody',
    fields: [
      ['Chain', chainName(chain_id)],
      ['Amount', coins(amount)],
      ['To', to],
      ['Fee at most', coins(fee_max)],
      ['Speed', caseOf(speed)],
    ],
  }),
  cancel_evm: numbered('Take a payment on a chain back', 'Payment'),
  replace_evm: ({ id, by, fee_max }) => ({
    intent: 'Put a dearer transaction in the place of a payment',
    fields: [
      ['Payment', `${id}`],
      ['By', 'Faster' in by ? 'the same payment, faster' : 'nothing: the amount stays'],
      ['Fee at most', coins(fee_max)],
    ],
  }),
  set_ckbtc: ({ minter, ledger }) => ({
    intent: 'Set the minter and the ledger of ckBTC',
    fields: [
      ['Minter', minter.toText()],
      ['Ledger', ledger.toText()],
    ],
  }),
  ckbtc_deposit_address: () => ({ intent: 'See where your bitcoin become ckBTC' }),
  update_ckbtc: () => ({ intent: 'Look for bitcoin that you have deposited' }),
  quote_ckbtc: (amount) => ({
    intent: 'Ask what turning ckBTC into bitcoin would cost',
    fields: [['Amount', btc(amount)]],
  }),
  withdraw_ckbtc: ({ to, amount, fee_max }) => ({
    intent: 'Turn ckBTC into bitcoin and send them to somebody',
    fields: [
      ['Amount, fees taken out of it', btc(amount)],
      ['To', to],
      ['Fees at most', btc(fee_max)],
    ],
  }),
  cancel_ckbtc: numbered('Take a withdrawal of ckBTC back', 'Withdrawal'),
  bitcoin_addresses: () => ({ intent: 'See your Bitcoin addresses' }),
  bitcoin_balance: () => ({ intent: 'See your Bitcoin balance' }),
  quote_bitcoin: (to, amount, speed) => ({
    intent: 'Ask what a Bitcoin payment would cost',
    fields: [
      ['Amount', btc(amount)],
      ['To', to],
      ['Speed', caseOf(speed)],
    ],
  }),
  send_bitcoin: ({ to, amount, speed, fee_max }) => ({
    intent: 'Send Bitcoin to somebody',
    fields: [
      ['Amount', btc(amount)],
      ['To', to],
      ['Fee at most', btc(fee_max)],
      ['Speed', caseOf(speed)],
    ],
  }),
  cancel_bitcoin: numbered('Take a Bitcoin payment back', 'Payment'),
  set_bitcoin_network: (network) => ({
    intent: 'Choose the Bitcoin network of this wallet',
    fields: [['Network', caseOf(network)]],
  }),
  retry_saga: numbered('Try a stuck payment again', 'Number'),
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
