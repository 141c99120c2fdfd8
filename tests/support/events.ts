/** Drafts, plans and sheets of events for journeys. */
import type {
  EventDetails,
  EventDraft,
  EventPlan,
  EventSheet,
  Infer,
  JoinRequest,
  TicketTypeDraft,
} from '@qikcard/contracts';
import type { Deployment } from './deployment.ts';
import { granted } from './doors.ts';
import type { Person } from './people.ts';

export const HOUR_NS = 3_600_000_000_000n;

/** Details of an event that asks for nothing special. */
export const plain: EventDetails = {
  visibility: { Public: null },
  address: '',
  room: '',
  approval: false,
  waitlist: false,
  accept_within_seconds: [],
  questions: [],
};

/** An event that starts in an hour. */
export async function draftOf(
  deployment: Deployment,
  change: Partial<EventDraft> = {},
): Promise<EventDraft> {
  const now = await deployment.nowNs();
  return {
    name: 'Community day',
    description: '',
    location: 'Town hall',
    time_zone: 'Europe/Berlin',
    starts_at_ns: now + HOUR_NS,
    ends_at_ns: now + 6n * HOUR_NS,
    doors_open_ns: [],
    capacity: [],
    ...change,
  };
}

type Plan = Infer<typeof EventPlan>;
export const planOf = (draft: EventDraft, change: Partial<Plan> = {}): Plan => ({
  draft,
  details: plain,
  invitation: [],
  ticket_types: [],
  more_dates: [],
  rule: '',
  ...change,
});

export const typeOf = (name: string, change: Partial<TicketTypeDraft> = {}): TicketTypeDraft => ({
  name,
  colour: '#5b5bf6',
  capacity: [],
  sales_from_ns: [],
  sales_until_ns: [],
  valid_from_ns: [],
  valid_until_ns: [],
  approval: false,
  hidden: false,
  ...change,
});

export const joinRequest = (
  event_id: bigint,
  who: Person,
  change: Partial<JoinRequest> = {},
): JoinRequest => ({
  event_id,
  display_name: who.name,
  ticket_type: 0,
  answers: [],
  invitation: '',
  membership_id: [],
  or_wait: true,
  ...change,
});

/** The page of an event as somebody sees it. */
export const sheetOf = async (
  deployment: Deployment,
  who: Person,
  event_id: bigint,
): Promise<EventSheet> =>
  granted(await deployment.as(who).event.event_sheet({ event_id, invitation: '' }));
