/** Events go to whom their organizer has given all rights, a message's worth a step. */
import type { Principal } from '@dfinity/principal';
import { ic, orderedIndex, principalKey } from '@qikcard/canister-kit';
import { emitPublished } from '../platform.ts';
import type { EventDoor } from '../rows.ts';
import { doors, drafts } from '../store.ts';
import { listFor, unlistFor } from './listing.ts';
import { eventsOf, team, teamOrder } from './store.ts';

const EVENTS_PER_STEP = 20;
/** (from, to): transfers of everything that are not done. */
const open = orderedIndex(161, principalKey, principalKey);

/** What `from` runs or helps at is run by `to`: one event at once, all of them in steps. */
export function transferRights(from: Principal, to: Principal, eventId: bigint | undefined): void {
  if (eventId !== undefined) {
    if (eventsOf.has([from, eventId])) handOver(eventId, from, to);
    return;
  }
  open.insert([from, to]);
  step(from, to);
  goOn();
}

/** Every event that is done is no longer among those of `from`: the next step begins behind it. */
function step(from: Principal, to: Principal): void {
  const ids = eventsOf.scan({ prefix: [from], limit: EVENTS_PER_STEP });
  for (const [, id] of ids) handOver(id, from, to);
  if (ids.length < EVENTS_PER_STEP) open.remove([from, to]);
}

function handOver(id: bigint, from: Principal, to: Principal): void {
  const door = doors.get(id);
  unlistFor(from, id);
  if (door === undefined) return;
  listFor(to, id);
  if (door.organizer.compareTo(from) === 'eq') giveEvent(id, door, to);
  const member = team.get([id, from]);
  if (member === undefined) return;
  team.remove([id, from]);
  teamOrder.remove([id, from]);
  const isOrganizer = doors.get(id)?.organizer.compareTo(to) === 'eq';
  if (isOrganizer || team.get([id, to]) !== undefined) return;
  team.put([id, to], member);
  teamOrder.insert([id, to]);
}

function giveEvent(id: bigint, door: EventDoor, to: Principal): void {
  if (door.status === 'draft') {
    drafts.remove([door.organizer, id]);
    drafts.insert([to, id]);
  } else {
    emitPublished(id, to);
  }
  doors.put(id, { ...door, organizer: to });
}

let waiting = false;
/** Goes on soon; also after an upgrade, which forgets timers. */
export function goOn(): void {
  if (waiting || open.size() === 0) return;
  waiting = true;
  ic.setTimer(1, () => {
    waiting = false;
    for (const [from, to] of open.scan({ limit: 1 })) step(from, to);
    goOn();
  });
}
