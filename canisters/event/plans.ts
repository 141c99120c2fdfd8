/** Door plans: read from the heap, stored for ever. */
import { type DoorPlan, emptyPlan } from '@qikcard/contracts';
import { doorPlans } from './store-doors.ts';

const KEPT = 64;
/** Read with every scan, changed seldom. A trap takes the heap back together with the table. */
const known = new Map<bigint, DoorPlan>();

/** The plan of an event; an empty one where nobody has made one. */
export function planOf(eventId: bigint): DoorPlan {
  const plan = known.get(eventId) ?? doorPlans.get(eventId) ?? emptyPlan;
  if (!known.has(eventId)) remember(eventId, plan);
  return plan;
}

/** Stores a plan in the place of the one before. */
export function putPlan(eventId: bigint, plan: DoorPlan): void {
  doorPlans.put(eventId, plan);
  remember(eventId, plan);
}

function remember(eventId: bigint, plan: DoorPlan): void {
  if (known.size >= KEPT) known.delete(known.keys().next().value as bigint);
  known.set(eventId, plan);
}
