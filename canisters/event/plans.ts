/** Door plans: read from the heap, stored for ever; the times of ticket types come with them. */
import { type DoorPlan, emptyPlan, type TicketTimes, toOpt } from '@qikcard/contracts';
import { kept } from './kept.ts';
import { settingsOf, typesOf } from './people/about.ts';
import { doorPlans } from './store-doors.ts';

const plans = kept<DoorPlan>((eventId) => ({
  ...(doorPlans.get(eventId) ?? emptyPlan),
  ticket_times: ticketTimesOf(eventId),
}));

/** The plan of an event; an empty one where nobody has made one. */
export const planOf = (eventId: bigint): DoorPlan => plans.get(eventId);

/** Stores a plan in the place of the one before. */
export function putPlan(eventId: bigint, plan: DoorPlan): void {
  doorPlans.put(eventId, plan);
  plans.forget(eventId);
}

/** To be called when the ticket types of an event have changed. */
export const ticketTypesChanged = (eventId: bigint): void => plans.forget(eventId);

function ticketTimesOf(eventId: bigint): [] | [TicketTimes[]] {
  const times = typesOf(eventId, settingsOf(eventId))
    .filter(([, type]) => type.validFromNs !== undefined || type.validUntilNs !== undefined)
    .map(([number, { validFromNs, validUntilNs }]) => ({
      id: BigInt(number),
      from_ns: toOpt(validFromNs),
      until_ns: toOpt(validUntilNs),
    }));
  return times.length === 0 ? [] : [times];
}
