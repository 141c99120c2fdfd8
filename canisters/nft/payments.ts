/** Payments of sales on the QIK ledger. Asking twice for one pays once: memo and time stay the same. */
import { directory, ic } from '@qikcard/canister-kit';
import { type Result, walletApi } from '@qikcard/contracts';
import { accountOf } from '@qikcard/contracts/icrc/account';
import type { GetBlocksResult } from '@qikcard/contracts/icrc/blocks';
import type { Value } from '@qikcard/contracts/icrc/value';
import { LEDGER_FEE_E8S } from './domain/sale.ts';
import type { SaleState } from './rows.ts';

type Step = SaleState['step'];
const marks: Partial<Record<Step, string>> = {
  Collect: 'sale',
  PaySeller: 'sold',
  PayDesigner: 'art!',
};
export const BLOCKS_PER_LOOK = 100n;

/** Four letters and the number of the sale: which payment it is. */
export function memoOf(id: bigint, step: Step): Uint8Array {
  const memo = new Uint8Array(12);
  memo.set(new TextEncoder().encode(marks[step] ?? ''));
  new DataView(memo.buffer).setBigUint64(4, id);
  return memo;
}

/** The account that holds what one sale has collected, and nothing else. */
export function escrowOf(id: bigint): Uint8Array {
  const subaccount = new Uint8Array(32);
  subaccount.set(memoOf(id, 'Collect'), 20);
  return subaccount;
}

/** Asks the ledger for the transfer of this step. */
export async function pay(
  id: bigint,
  sale: SaleState,
): Promise<Result<bigint, Record<string, unknown>>> {
  const stamp = {
    fee: [] as [],
    memo: [memoOf(id, sale.step)] as [Uint8Array],
    created_at_time: [sale.atNs] as [bigint],
  };
  const wallet = directory.get('wallet');
  if (sale.step === 'Collect') {
    const args = {
      spender_subaccount: [] as [],
      from: accountOf(sale.buyer),
      to: accountOf(ic.self(), escrowOf(id)),
      amount: sale.priceE8s,
      ...stamp,
    };
    return ic.call(wallet, 'icrc2_transfer_from', walletApi.icrc2_transfer_from, [args]);
  }
  const [to, share] =
    sale.step === 'PaySeller'
      ? [sale.seller, sale.priceE8s - sale.royaltyE8s]
      : [sale.designer, sale.royaltyE8s];
  const args = {
    from_subaccount: [escrowOf(id)] as [Uint8Array],
    to: accountOf(to),
    amount: share - LEDGER_FEE_E8S,
    ...stamp,
  };
  return ic.call(wallet, 'icrc1_transfer', walletApi.icrc1_transfer, [args]);
}

/** One page of the ledger's blocks. */
export const blocksFrom = (start: bigint): Promise<GetBlocksResult> =>
  ic.call(directory.get('wallet'), 'icrc3_get_blocks', walletApi.icrc3_get_blocks, [
    [{ start, length: BLOCKS_PER_LOOK }],
  ]);

/** The block of this step's transfer among these; anybody can use a memo, only we are we. */
export function findPayment(
  id: bigint,
  sale: SaleState,
  blocks: GetBlocksResult['blocks'],
): bigint | undefined {
  const wanted = memoOf(id, sale.step);
  const self = ic.self().toUint8Array();
  const found = blocks.find(({ block }) => {
    const tx = entry(block, 'tx');
    const memo = tx && entry(tx, 'memo');
    const by = tx && entry(tx, sale.step === 'Collect' ? 'spender' : 'from');
    const owner = by && 'Array' in by ? by.Array[0] : undefined;
    return isBlob(memo, wanted) && isBlob(owner, self);
  });
  return found?.id;
}

const entry = (value: Value, name: string): Value | undefined =>
  'Map' in value ? value.Map.find(([key]) => key === name)?.[1] : undefined;

const isBlob = (value: Value | undefined, bytes: Uint8Array): boolean =>
  value !== undefined &&
  'Blob' in value &&
  value.Blob.length === bytes.length &&
  bytes.every((byte, i) => byte === value.Blob[i]);
