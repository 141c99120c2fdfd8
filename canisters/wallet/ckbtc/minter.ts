/** What the wallet asks of the minter of ckBTC (`ckbtc_minter.did`). */
import type { Principal } from '@dfinity/principal';
import { ic } from '@qikcard/canister-kit';
import { minterApi } from '@qikcard/contracts/foreign/ckbtc-minter';
import { accountOf } from '@qikcard/contracts/icrc/account';
import { fungibleApi } from '@qikcard/contracts/icrc/fungible';
import type { CkbtcSaga } from '../domain/ckbtc/saga.ts';
import { subaccountOf } from '../domain/ledger/account.ts';
import { type LedgerAnswer, memoOf } from '../domain/ledger/saga.ts';

const DAY_NS = 86_400_000_000_000n;
const owned = (owner: Principal) => ({ owner: [ic.self()], subaccount: [subaccountOf(owner)] });

/** Where bitcoin become ckBTC of somebody. */
export const depositAddress = (minter: Principal, owner: Principal): Promise<string> =>
  ic.call(minter, 'get_btc_address', minterApi.get_btc_address, [owned(owner)]);

export const updateBalance = (minter: Principal, owner: Principal) =>
  ic.call(minter, 'update_balance', minterApi.update_balance, [owned(owner)]);

export const minterInfo = (minter: Principal) =>
  ic.call(minter, 'get_minter_info', minterApi.get_minter_info, []);

/** What the minter and the Bitcoin network take out of an amount. */
export const withdrawalFee = (minter: Principal, amount: bigint) => {
  const method = minterApi.estimate_withdrawal_fee;
  return ic.call(minter, 'estimate_withdrawal_fee', method, [{ amount: [amount] }]);
};

/** Lets the minter take exactly the amount, for a day: the same words every time. */
export function allowMinter(id: bigint, saga: CkbtcSaga): Promise<LedgerAnswer> {
  return ic.call(saga.ledger, 'icrc2_approve', fungibleApi.icrc2_approve, [
    {
      from_subaccount: [subaccountOf(saga.owner)],
      spender: accountOf(saga.minter),
      amount: saga.amount,
      expected_allowance: [],
      expires_at: [saga.createdAtNs + DAY_NS],
      fee: [saga.fee],
      memo: [memoOf(id)],
      created_at_time: [saga.createdAtNs],
    },
  ]);
}

export const retrieve = ({ minter, to, amount, owner }: CkbtcSaga) =>
  ic.call(minter, 'retrieve_btc_with_approval', minterApi.retrieve_btc_with_approval, [
    { address: to, amount, from_subaccount: [subaccountOf(owner)] },
  ]);

export const statusOf = ({ minter, block }: CkbtcSaga) =>
  ic.call(minter, 'retrieve_btc_status_v2', minterApi.retrieve_btc_status_v2, [
    { block_index: block },
  ]);

export const mintingAccount = (ledger: Principal) =>
  ic.call(ledger, 'icrc1_minting_account', fungibleApi.icrc1_minting_account, []);
