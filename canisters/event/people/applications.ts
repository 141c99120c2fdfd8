/** Those who wait for a place or for a decision, as they and staff see them. */
import { type Application, PAGE_MAX } from '@qikcard/contracts';
import type { ApplicationRow } from './rows.ts';
import { applications, waiting } from './store.ts';

/** An application as clients see it. */
export function viewOfApplication(id: bigint): Application {
  const row = applications.get(id) as ApplicationRow;
  return {
    id,
    event_id: row.eventId,
    holder: row.holder,
    display_name: row.displayName,
    ticket_type: row.ticketType,
    state: stateOf(row),
    applied_at_ns: row.appliedAtNs,
    ahead: row.state === 'Waiting' ? aheadOf(id, row) : 0,
  };
}

function stateOf({ state, offeredUntilNs }: ApplicationRow): Application['state'] {
  if (state === 'Offered') return { Offered: { until_ns: offeredUntilNs } };
  return { [state]: null } as Application['state'];
}

/** How many are served before this one, counted up to a hundred. */
function aheadOf(id: bigint, { eventId, ticketType }: ApplicationRow): number {
  const before = waiting.scan({ prefix: [eventId, ticketType], limit: PAGE_MAX });
  const place = before.findIndex(([, , each]) => each === id);
  return place < 0 ? PAGE_MAX : place;
}
