/** Who never came is told to their profile once, a day after the end of the event. */
import { ic, openMap, orderedIndex, prefixed, u64Key } from '@qikcard/canister-kit';
import { facts } from '@qikcard/contracts';
import { isNoShow } from '../domain/registration.ts';
import { tellProfile } from '../platform.ts';
import type { EventDoor } from '../rows.ts';
import { attendanceOrder, registrations } from '../store.ts';

/** Readers that were offline have uploaded by then. */
const GRACE_NS = 86_400_000_000_000n;
const EVERY_SECONDS = 3_600;
const PLACES_PER_STEP = 50;

const parts = openMap(163);
/** (end, event) of published events whose no-shows are not told yet. */
const endOrder = orderedIndex(prefixed(parts, 0), u64Key, u64Key);
/** Events that are done: whatever is changed about them later tells nothing twice. */
const told = orderedIndex(prefixed(parts, 1), u64Key);
/** (event, last place that was looked at) of the one that is under way. */
const reached = orderedIndex(prefixed(parts, 2), u64Key, u64Key);

/** Keeps the order of ends true, like that of starts. */
export const comesToEnd = (id: bigint, { endsAtNs }: EventDoor): boolean =>
  !told.has([id]) && endOrder.insert([endsAtNs, id]);
export const comesToEndNoMore = (id: bigint, { endsAtNs }: EventDoor): boolean =>
  endOrder.remove([endsAtNs, id]);

/** After every start: from then on by itself, every hour. */
export const startNoShows = (): void => void ic.setTimer(0, tick);

function tick(): void {
  const [next] = endOrder.scan({ limit: 1 });
  const isDue = next !== undefined && next[0] + GRACE_NS <= ic.nowNs();
  if (isDue) step(...next);
  ic.setTimer(isDue ? 1 : EVERY_SECONDS, tick);
}

function step(endsAtNs: bigint, eventId: bigint): void {
  const [mark] = reached.scan({ prefix: [eventId], limit: 1 });
  const behind = mark ? { after: mark } : {};
  const scan = { prefix: [eventId] as [bigint], limit: PLACES_PER_STEP, ...behind };
  const places = attendanceOrder.scan(scan);
  for (const [, registrationId] of places) {
    const row = registrations.get(registrationId);
    if (!row || !isNoShow(row)) continue;
    tellProfile(facts.noShow, { eventId, registrationId, holder: row.holder });
  }
  if (mark) reached.remove(mark);
  const last = places.length === PLACES_PER_STEP ? places.at(-1) : undefined;
  if (last) {
    reached.insert(last);
    return;
  }
  told.insert([eventId]);
  endOrder.remove([endsAtNs, eventId]);
}
