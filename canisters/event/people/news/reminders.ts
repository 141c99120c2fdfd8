/** The day before: each published event comes up once for each start it is given. */
import { ic } from '@qikcard/canister-kit';
import { shardedId } from '@qikcard/contracts';
import { comesToArchive } from '../../archive/condense.ts';
import { shard } from '../../platform.ts';
import type { EventDoor } from '../../rows.ts';
import { doors, eventCount } from '../../store.ts';
import { announceReminder } from './announcements.ts';
import { orderedEvents, remindedUpTo, startOrder } from './store.ts';

const BEFORE_SECONDS = 24 * 60 * 60;
const EVERY_SECONDS = 10 * 60;
const EVENTS_PER_STEP = 50;
const SECOND_NS = 1_000_000_000n;

/** Keeps the order of starts true; while an event is in it, it is published. */
export const comesUp = (id: bigint, { startsAtNs }: EventDoor): boolean =>
  startOrder.insert([startsAtNs, id]);
export const comesUpNoMore = (id: bigint, { startsAtNs }: EventDoor): boolean =>
  startOrder.remove([startsAtNs, id]);

/** After every start: from then on by itself, every ten minutes. */
export function startReminders(): void {
  if (orderedEvents.get() < eventCount.get()) ic.setTimer(0, orderOlderEvents);
  else ic.setTimer(0, tick);
}

/** Enters the events of earlier versions, before any of them is reminded of. */
function orderOlderEvents(): void {
  for (let n = 0; n < EVENTS_PER_STEP && orderedEvents.get() < eventCount.get(); n++) {
    const id = shardedId(shard(), orderedEvents.add());
    const door = doors.get(id);
    if (door?.status === 'published') comesUp(id, door);
    if (door?.status === 'archived') comesToArchive(id, ic.nowNs());
  }
  startReminders();
}

function tick(): void {
  const nowNs = ic.nowNs();
  const untilNs = nowNs + BigInt(BEFORE_SECONDS) * SECOND_NS;
  const { startsAtNs, eventId } = remindedUpTo.get();
  const found = startOrder.scan({ after: [startsAtNs, eventId], limit: EVENTS_PER_STEP });
  const due = found.filter(([start]) => start < untilNs);
  for (const [start, id] of due) if (start > nowNs) announceReminder(id);
  const last = due.length === EVENTS_PER_STEP ? due.at(-1) : undefined;
  remindedUpTo.set(
    last ? { startsAtNs: last[0], eventId: last[1] } : { startsAtNs: untilNs, eventId: 0n },
  );
  ic.setTimer(last ? 0 : EVERY_SECONDS, tick);
}
