/** What making any event begins with. */
import type { Call } from '@qikcard/canister-kit';
import {
  EVENTS_PER_ORGANIZER_MAX,
  type EventDraft,
  type EventRefusal,
  sequenceOf,
  shardedId,
} from '@qikcard/contracts';
import { newDoor } from '../domain/event.ts';
import { roles, shard } from '../platform.ts';
import { doors, eventCount, eventsMade, eventTexts } from '../store.ts';
import { orderedEvents } from './news/store.ts';
import { listedEvents } from './store.ts';

/** A number for a new event. */
export function nextEventId(): bigint {
  const id = shardedId(shard(), eventCount.add());
  // Made with its place in the lists: nothing to make up for after an upgrade.
  for (const entered of [listedEvents, orderedEvents]) {
    if (entered.get() + 1n === sequenceOf(id)) entered.add();
  }
  return id;
}

/** Why the caller may not make so many events. */
export function problemOfMaker(call: Call, count: number): EventRefusal | undefined {
  if (call.caller.isAnonymous()) return { SignInRequired: null };
  if (!roles.has(call.caller, 'organizer', call.nowNs)) return { Forbidden: null };
  const made = eventsMade.get(call.caller) ?? 0;
  if (made + count <= EVENTS_PER_ORGANIZER_MAX) return undefined;
  const problem = `you have made ${made} of at most ${EVENTS_PER_ORGANIZER_MAX} events`;
  return { Invalid: { field: 'organizer', problem } };
}

/** Stores the texts of an event. */
export function putTexts(id: bigint, draft: EventDraft, createdAtNs: bigint): void {
  const { name, description, location, time_zone: timeZone } = draft;
  eventTexts.put(id, { name, description, location, timeZone, createdAtNs });
}

/** Stores the rows every event starts with. */
export function start(call: Call, id: bigint, draft: EventDraft): void {
  putTexts(id, draft, call.nowNs);
  doors.put(id, newDoor(draft, call.caller));
  eventsMade.put(call.caller, (eventsMade.get(call.caller) ?? 0) + 1);
}
