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

/** The block whose transaction carries this memo and is paid by this account. */
export function findOrder(
  blocks: readonly Block[],
  memo: Uint8Array,
  from: { owner: Principal; subaccount: Uint8Array },
): bigint | undefined {
  const found = blocks.find(({ block }) => {
    const tx = entryOf(block, 'tx');
    const payer = entryOf(tx, 'from');
    const [owner, subaccount] = payer && 'Array' in payer ? payer.Array : [];
    return (
      sameBytes(entryOf(tx, 'memo'), memo) &&
      sameBytes(owner, from.owner.toUint8Array()) &&
      sameBytes(subaccount, from.subaccount)
    );
  });
  return found?.id;
}
