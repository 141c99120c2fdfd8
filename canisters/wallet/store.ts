/** The tables of the wallet canister. Memory ids are for ever. */
import { counter, principalKey, table } from '@qikcard/canister-kit';
import { binary } from '@qikcard/contracts';

const { struct, u64, versioned } = binary;

const member = struct({ sinceNs: u64 });

/** Who has registered with auth: the only thing known here so far. */
export const members = table(0, versioned(1, member), principalKey);
export const memberCount = counter(1);
