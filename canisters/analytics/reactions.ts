import { type FactContext, on } from '@qikcard/canister-kit';
import { facts, type PassageUndoneFact } from '@qikcard/contracts';
import { type Counted, counted } from './domain/counts.ts';
import { eventCounts } from './store.ts';

const count =
  (what: Counted) =>
  ({ eventId }: { eventId: bigint }, { atNs }: FactContext): void =>
    eventCounts.put(eventId, counted(eventCounts.get(eventId), what, atNs));

function countBack({ eventId, entering }: PassageUndoneFact, { atNs }: FactContext): void {
  const what = entering ? 'checkedIn' : 'checkedOut';
  eventCounts.put(eventId, counted(eventCounts.get(eventId), what, atNs, -1n));
}

export const reactions = [
  on(facts.attendeeRegistered, ['event'], count('registered')),
  on(facts.checkedIn, ['event'], count('checkedIn')),
  on(facts.checkedOut, ['event'], count('checkedOut')),
  on(facts.passageUndone, ['event'], countBack),
  on(facts.scanRefused, ['event'], count('refused')),
];
