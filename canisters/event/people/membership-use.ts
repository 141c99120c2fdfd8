/** Registering with a membership: what it opens, and for whom. */
import type { Call } from '@qikcard/canister-kit';
import type { EventRefusal } from '@qikcard/contracts';
import type { EventDoor } from '../rows.ts';
import { typesOf } from './about.ts';
import type { EventSettings, PlanRow } from './rows.ts';
import { memberships, plans } from './store.ts';

/** Why this membership does not register its holder for the event. */
export function problemOfMembership(
  call: Call,
  eventId: bigint,
  door: EventDoor,
  id: bigint,
): EventRefusal | undefined {
  const row = memberships.get(id);
  if (!row || call.caller.compareTo(row.holder) !== 'eq') return { UnknownMembership: null };
  const plan = plans.get(row.planId) as PlanRow;
  if (isOpenedBy(plan, eventId, door) && !row.withdrawn) return undefined;
  return { MembershipNotValid: null };
}

/** Whether memberships of this plan register people for the event. */
export function isOpenedBy(plan: PlanRow, eventId: bigint, door: EventDoor): boolean {
  const named = plan.events.length === 0 || plan.events.includes(eventId);
  const sameOrganizer = plan.organizer.compareTo(door.organizer) === 'eq';
  const inTime = door.startsAtNs >= plan.validFromNs && door.startsAtNs < plan.validUntilNs;
  return named && sameOrganizer && inTime;
}

/** The ticket type that comes with it: the one of its name, else the first, else none. */
export function typeOfMembership(eventId: bigint, settings: EventSettings, id: bigint): number {
  const row = memberships.get(id);
  const name = row && plans.get(row.planId)?.ticketTypeName;
  const open = typesOf(eventId, settings).filter(([, type]) => !type.withdrawn);
  return (open.find(([, type]) => type.name === name) ?? open[0])?.[0] ?? 0;
}
