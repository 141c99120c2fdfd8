/** Finding an order's transaction in the blocks of a ledger (ICRC-3). */
import type { Principal } from '@dfinity/principal';
import type { Value } from '@qikcard/contracts/icrc/value';

type Block = { id: bigint; block: Value };

const entryOf = (value: Value | undefined, name: string): Value | undefined =>
  value && 'Map' in value ? value.Map.find(([key]) => key === name)?.[1] : undefined;
const sameBytes = (value: Value | undefined, bytes: Uint8Array): boolean =>
  value !== undefined &&
  'Blob' in value &&
  value.Blob.length === bytes.length &&
  bytes.every((byte, i) => value.Blob[i] === byte);

type Payer = { owner: Principal; subaccount: Uint8Array };

function isFrom(tx: Value | undefined, { owner, subaccount }: Payer): boolean {
  const payer = entryOf(tx, 'from');
  const [first, second] = payer && 'Array' in payer ? payer.Array : [];
  return sameBytes(first, owner.toUint8Array()) && sameBytes(second, subaccount);
}

/** The block whose transaction carries this memo and is paid by this account. */
export function findOrder(
  blocks: readonly Block[],
  memo: Uint8Array,
  from: Payer,
): bigint | undefined {
  const found = blocks.find(({ block }) => {
    const tx = entryOf(block, 'tx');
    return sameBytes(entryOf(tx, 'memo'), memo) && isFrom(tx, from);
  });
  return found?.id;
}

const textOf = (value: Value | undefined): string | undefined =>
  value && 'Text' in value ? value.Text : undefined;

/** The block in which `minter` took exactly `amount` out of this account: a burn, or a transfer to it. */
export function findBurn(
  blocks: readonly Block[],
  from: Payer,
  minter: Principal,
  amount: bigint,
): bigint | undefined {
  const found = blocks.find(({ block }) => {
    const tx = entryOf(block, 'tx');
    const amt = entryOf(tx, 'amt');
    if (!isFrom(tx, from) || !amt || !('Nat' in amt) || amt.Nat !== amount) return false;
    const kind = textOf(entryOf(block, 'btype')) ?? textOf(entryOf(tx, 'op'));
    if (kind === '1burn' || kind === 'burn') return true;
    const to = entryOf(tx, 'to');
    return sameBytes(to && 'Array' in to ? to.Array[0] : undefined, minter.toUint8Array());
  });
  return found?.id;
}
