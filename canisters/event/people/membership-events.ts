/** What a membership opens, for whoever holds it. */
import type { Call } from '@qikcard/canister-kit';
import {
  type EventCardPage,
  type EventRefusal,
  err,
  eventApi,
  fromOpt,
  type Infer,
  MEMBERSHIP_EVENTS_MAX,
  ok,
  type Result,
} from '@qikcard/contracts';
import { pageSize } from '../domain/page.ts';
import { seesEvent } from '../events.ts';
import { served } from '../serve.ts';
import { doors } from '../store.ts';
import { isOpenedBy } from './membership-use.ts';
import type { PlanRow } from './rows.ts';
import { cardsOf } from './sheet.ts';
import { eventsOf, memberships, plans } from './store.ts';

type Question = { membership_id: bigint; cursor: [] | [bigint]; limit: number };
/** Events of an organizer that one page looks at. */
const LOOKED_AT_MAX = 500;

export class MembershipEvents {
  @served(eventApi.membership_events)
  membership_events(
    call: Call,
    asked: Question,
  ): Result<Infer<typeof EventCardPage>, EventRefusal> {
    const row = memberships.get(asked.membership_id);
    if (!row || call.caller.compareTo(row.holder) !== 'eq') return err({ UnknownMembership: null });
    const plan = plans.get(row.planId) as PlanRow;
    const ids = namedBy(plan, fromOpt(asked.cursor)).filter((id) => opens(call, plan, id));
    return ok(cardsOf(ids, pageSize(asked.limit)));
  }
}

/** Newest first, behind the cursor. */
function namedBy(plan: PlanRow, below: bigint | undefined): bigint[] {
  if (plan.events.length > 0) {
    const named = plan.events.filter((id) => below === undefined || id < below);
    return named.sort((a, b) => (a < b ? 1 : -1)).slice(0, MEMBERSHIP_EVENTS_MAX);
  }
  const after = below === undefined ? {} : { after: [plan.organizer, below] as [never, bigint] };
  const scan = { prefix: [plan.organizer] as [never], reverse: true, limit: LOOKED_AT_MAX };
  return eventsOf.scan({ ...scan, ...after }).map(([, id]) => id);
}

function opens(call: Call, plan: PlanRow, id: bigint): boolean {
  const door = doors.get(id);
  if (door === undefined || door.status !== 'published' || door.endsAtNs <= call.nowNs)
    return false;
  return isOpenedBy(plan, id, door) && seesEvent(call, id, '');
}
