/** Which lists an event is in; events made before there were these lists are entered after an upgrade. */
import type { Principal } from '@dfinity/principal';
import { ic } from '@qikcard/canister-kit';
import { shardedId } from '@qikcard/contracts';
import { wordKey, wordsOf } from '../domain/people/words.ts';
import { shard } from '../platform.ts';
import type { EventDoor } from '../rows.ts';
import { doors, drafts, eventCount, publishedEvents } from '../store.ts';
import { settingsOf, textsOf } from './about.ts';
import { comesUp, comesUpNoMore } from './news/reminders.ts';
import { comesToEnd, comesToEndNoMore } from './no-shows.ts';
import { isPublic } from './pictures.ts';
import { eventsOf, eventWords, listedEvents, publicByEnd, seriesOrder } from './store.ts';

const EVENTS_PER_STEP = 50;

/** Enters an event into the lists it belongs to, by what is stored about it now. */
export function list(id: bigint): void {
  const door = doors.get(id) as EventDoor;
  eventsOf.insert([door.organizer, id]);
  const { seriesId } = settingsOf(id);
  if (seriesId !== undefined && door.status !== 'archived') {
    seriesOrder.insert([seriesId, door.startsAtNs, id]);
  }
  if (door.status === 'draft') drafts.insert([door.organizer, id]);
  if (door.status === 'published') comesUp(id, door);
  if (door.status === 'published' || door.status === 'archived') comesToEnd(id, door);
  if (!isPublic(door, settingsOf(id))) return;
  publishedEvents.insert([id]);
  publicByEnd.insert([door.endsAtNs, id]);
  for (const word of wordsIn(id)) eventWords.insert([wordKey(word), id]);
}

/** Takes an event out of all lists but those of its people: before anything about it changes. */
export function unlist(id: bigint): void {
  const door = doors.get(id) as EventDoor;
  const { seriesId } = settingsOf(id);
  if (seriesId !== undefined) seriesOrder.remove([seriesId, door.startsAtNs, id]);
  drafts.remove([door.organizer, id]);
  comesUpNoMore(id, door);
  comesToEndNoMore(id, door);
  publishedEvents.remove([id]);
  publicByEnd.remove([door.endsAtNs, id]);
  for (const word of wordsIn(id)) eventWords.remove([wordKey(word), id]);
}

function wordsIn(id: bigint): string[] {
  const { name, location } = textsOf(id);
  return [...new Set([...wordsOf(name), ...wordsOf(location)])];
}

/** Enters an event into the list of one more person who works for it. */
export const listFor = (who: Principal, id: bigint): boolean => eventsOf.insert([who, id]);
export const unlistFor = (who: Principal, id: bigint): boolean => eventsOf.remove([who, id]);

/** After every start: lists events of earlier versions, fifty per message. */
export function listOlderEvents(): void {
  if (listedEvents.get() < eventCount.get()) ic.setTimer(0, step);
}

function step(): void {
  for (let n = 0; n < EVENTS_PER_STEP && listedEvents.get() < eventCount.get(); n++) {
    const id = shardedId(shard(), listedEvents.add());
    if (doors.has(id)) list(id);
  }
  listOlderEvents();
}
