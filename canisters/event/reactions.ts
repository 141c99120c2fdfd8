/**
 * Facts from other canisters. Roles and suspensions, which the door checks with every scan, are
 * kept by the kit's replica.
 */
import { ic, on, type Reaction } from '@qikcard/canister-kit';
import { facts } from '@qikcard/contracts';
import { eraseHolder } from './erasure.ts';
import { transferRights } from './people/rights.ts';
import { receiveDeposit } from './resources/deposits.ts';

export const reactions: readonly Reaction[] = [
  on(facts.personErased, ['profile'], ({ person }, { atNs }) => eraseHolder(person, atNs)),
  on(facts.depositHeld, ['wallet'], (held) => receiveDeposit(held, ic.nowNs())),
  on(facts.rightsTransferred, ['auth'], ({ from, to, eventId }) =>
    transferRights(from, to, eventId),
  ),
];
