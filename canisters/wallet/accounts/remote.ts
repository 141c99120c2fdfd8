/** What the wallet asks of a ledger: ICRC-1, ICRC-2 and ICRC-3. */
import type { Principal } from '@dfinity/principal';
import { ic } from '@qikcard/canister-kit';
import { type LedgerView, query } from '@qikcard/contracts';
import { accountOf } from '@qikcard/contracts/icrc/account';
import { blocksApi, GetBlocksArgs, GetBlocksResult } from '@qikcard/contracts/icrc/blocks';
import { fungibleApi } from '@qikcard/contracts/icrc/fungible';
import type { Value } from '@qikcard/contracts/icrc/value';
import { subaccountOf } from '../domain/ledger/account.ts';
import { type LedgerAnswer, type LedgerSaga, memoOf } from '../domain/ledger/saga.ts';

const BLOCKS_AT_ONCE = 100n;

/** What a ledger says of itself. */
export async function describe(ledger: Principal): Promise<LedgerView> {
  const [name, symbol, decimals, fee] = await Promise.all([
    ic.call(ledger, 'icrc1_name', fungibleApi.icrc1_name, []),
    ic.call(ledger, 'icrc1_symbol', fungibleApi.icrc1_symbol, []),
    ic.call(ledger, 'icrc1_decimals', fungibleApi.icrc1_decimals, []),
    feeOf(ledger),
  ]);
  return { ledger, name, symbol, decimals, fee };
}

export const feeOf = (ledger: Principal): Promise<bigint> =>
  ic.call(ledger, 'icrc1_fee', fungibleApi.icrc1_fee, []);

export const balanceOf = (ledger: Principal, owner: Principal): Promise<bigint> =>
  ic.call(ledger, 'icrc1_balance_of', fungibleApi.icrc1_balance_of, [
    accountOf(ic.self(), subaccountOf(owner)),
  ]);

/** Asks for the transaction of an order: the same words every time. */
export function perform(id: bigint, saga: LedgerSaga): Promise<LedgerAnswer> {
  const stamp = { fee: [saga.fee], memo: [memoOf(id)], created_at_time: [saga.createdAtNs] };
  const from_subaccount = [subaccountOf(saga.owner)];
  const account = accountOf(saga.to, saga.toSubaccount);
  const { amount, ledger } = saga;
  if (saga.kind === 'withdraw') {
    return ic.call(ledger, 'icrc1_transfer', fungibleApi.icrc1_transfer, [
      { from_subaccount, to: account, amount, ...stamp },
    ]);
  }
  const expires_at = saga.expiresAtNs === undefined ? [] : [saga.expiresAtNs];
  return ic.call(ledger, 'icrc2_approve', fungibleApi.icrc2_approve, [
    { from_subaccount, spender: account, amount, expected_allowance: [], expires_at, ...stamp },
  ]);
}

/** How many blocks a ledger has. */
export async function blockCount(ledger: Principal): Promise<bigint> {
  const method = blocksApi.icrc3_get_blocks;
  return (await ic.call(ledger, 'icrc3_get_blocks', method, [[]])).log_length;
}

type Page = { blocks: { id: bigint; block: Value }[]; logLength: bigint; end: bigint };

/** Blocks from `start` on, those that an archive holds included. */
export async function blocksFrom(ledger: Principal, start: bigint): Promise<Page> {
  const range = [{ start, length: BLOCKS_AT_ONCE }];
  const found = await ic.call(ledger, 'icrc3_get_blocks', blocksApi.icrc3_get_blocks, [range]);
  const blocks = [...found.blocks];
  for (const { args, callback } of found.archived_blocks) {
    const [archive, method] = callback as [Principal, string];
    const older = await ic.call(archive, method, query([GetBlocksArgs], GetBlocksResult), [args]);
    blocks.push(...older.blocks);
  }
  const end = start + BLOCKS_AT_ONCE;
  return {
    blocks,
    logLength: found.log_length,
    end: end < found.log_length ? end : found.log_length,
  };
}
