/** What the event canister says people did. */
import { on, type Reaction } from '@qikcard/canister-kit';
import { facts } from '@qikcard/contracts';
import { onFirstEntry, onReturn } from './minting.ts';
import { events } from './store.ts';

export const reactions: readonly Reaction[] = [
  on(facts.eventPublished, ['event'], ({ eventId, organizer }) => {
    const known = events.get(eventId);
    events.put(eventId, { arrived: 0, promisedE8s: 0n, ...known, organizer });
  }),
  on(facts.checkedIn, ['event'], (passage, { atNs }) => {
    if (passage.first) onFirstEntry(passage, atNs);
  }),
  on(facts.resourceReturned, ['event'], ({ holder, onTime }) => onReturn(holder, onTime)),
];
