/**
 * Facts from other canisters. Roles and suspensions, which the door checks with every scan, are
 * kept by the kit's replica; nothing else is told to the event canister so far.
 */
import type { Reaction } from '@qikcard/canister-kit';

export const reactions: readonly Reaction[] = [];
