/** What the event canister says people did. */
import { on, outbox, type Reaction } from '@qikcard/canister-kit';
import { facts } from '@qikcard/contracts';
import { onClaim, onFirstEntry, onReturn, onUndone } from './minting.ts';
import { events } from './store.ts';

export const reactions: readonly Reaction[] = [
  on(facts.eventPublished, ['event'], ({ eventId, organizer }) => {
    const known = events.get(eventId);
    events.put(eventId, { arrived: 0, promisedE8s: 0n, organized: false, ...known, organizer });
  }),
  on(facts.checkedIn, ['event'], (passage, { atNs }) => {
    if (!passage.first) return;
    onFirstEntry(passage, atNs);
    // Stakes on coming go back.
    outbox.append('wallet', facts.checkedIn, passage);
  }),
  on(facts.passageUndone, ['event'], ({ registrationId, entering, first }) => {
    if (entering && first) onUndone(registrationId);
  }),
  on(facts.registrationClaimed, ['event'], ({ registrationId, holder }) =>
    onClaim(registrationId, holder),
  ),
  on(facts.resourceReturned, ['event'], ({ holder, onTime }) => onReturn(holder, onTime)),
];
