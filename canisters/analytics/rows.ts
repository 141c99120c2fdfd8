/** What the analytics canister stores, byte for byte. Every change is a new version with a fixture. */
import { binary } from '@qikcard/contracts';

const { struct, u64, versioned } = binary;

const counts = struct({
  registered: u64,
  checkedIn: u64,
  checkedOut: u64,
  refused: u64,
  lastFactAtNs: u64,
});

export const codecs = { counts: versioned(1, counts) };
