/** The tables of the analytics canister. Memory ids are for ever. */
import { table, u64Key } from '@qikcard/canister-kit';
import { binary } from '@qikcard/contracts';

const { struct, u64, versioned } = binary;

const counts = struct({
  registered: u64,
  checkedIn: u64,
  checkedOut: u64,
  refused: u64,
  lastFactAtNs: u64,
});

export const eventCounts = table(0, versioned(1, counts), u64Key);
