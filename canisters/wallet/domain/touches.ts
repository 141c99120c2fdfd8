/** Whose QIK a transaction is about. */
import { Principal } from '@dfinity/principal';
import type { Value } from '@qikcard/contracts/icrc/value';

const entryOf = (value: Value | undefined, name: string): Value | undefined =>
  value && 'Map' in value ? value.Map.find(([key]) => key === name)?.[1] : undefined;

/** Who pays and who receives, each once; who moved it for them is not among them. */
export function ownersOf(tx: Value | undefined): Principal[] {
  const owners = ['from', 'to'].flatMap((name) => {
    const account = entryOf(tx, name);
    const [owner] = account && 'Array' in account ? account.Array : [];
    return owner && 'Blob' in owner ? [Principal.fromUint8Array(owner.Blob)] : [];
  });
  return owners.filter(
    (owner, at) => at === owners.findIndex((other) => other.compareTo(owner) === 'eq'),
  );
}
