/** What wallets show before somebody signs a call about an event and its people (ICRC-21). */
import type { Consent, ConsentsOf } from '@qikcard/canister-kit';
import { caseOf, numbered, utc } from '@qikcard/canister-kit/consent-words';
import type {
  EventDraft,
  guestMethods,
  Infer,
  lifeMethods,
  MembershipPlanDraft,
  questionMethods,
  teamMethods,
  ticketMethods,
} from '@qikcard/contracts';

type Fields = NonNullable<Consent['fields']>;
const limitOf = ([most]: [] | [number]): string =>
  most === undefined ? 'without limit' : `${most}`;
/** What an event is, where and when. */
export const eventFields = (draft: EventDraft): Fields => [
  ['Name', draft.name],
  ['Place', draft.location],
  ['Starts', utc(draft.starts_at_ns)],
  ['Ends', utc(draft.ends_at_ns)],
  ['Places', limitOf(draft.capacity)],
];
const memberFields = (change: { event_id: bigint; member: { toText(): string }; role: object }) =>
  [
    ['Event', `${change.event_id}`],
    ['Person', change.member.toText()],
    ['Role', caseOf(change.role)],
  ] as const;

export const lifeConsents: ConsentsOf<typeof lifeMethods> = {
  create_events: ({ draft, details, more_dates, ticket_types }) => ({
    intent: 'Create events; nobody sees them until they are published',
    fields: [
      ...eventFields(draft),
      ['Dates', `${more_dates.length + 1}`],
      ['Last date', utc(more_dates.at(-1)?.starts_at_ns ?? draft.starts_at_ns)],
      ['Who sees them', caseOf(details.visibility)],
      ['Ticket types', ticket_types.map(({ name }) => name).join(', ') || 'none'],
    ],
  }),
  edit_event: ({ event_id, draft, details }) => ({
    intent: 'Change an event',
    fields: [
      ['Event', `${event_id}`],
      ...eventFields(draft),
      ['Who sees it', caseOf(details.visibility)],
    ],
  }),
  cancel_event: ({ event_id, reason }) => ({
    intent: 'Cancel an event for good: nobody gets in any more',
    fields: [
      ['Event', `${event_id}`],
      ['Reason that guests read', reason],
    ],
  }),
  archive_event: numbered('Take an event out of all lists', 'Event'),
  duplicate_event: ({ event_id, starts_at_ns }) => ({
    intent: 'Make a draft like an event, without its people',
    fields: [
      ['Event', `${event_id}`],
      ['Starts', utc(starts_at_ns)],
    ],
  }),
  remove_event_image: numbered('Remove the picture of an event', 'Event'),
};

export const ticketConsents: ConsentsOf<typeof ticketMethods> = {
  put_ticket_type: ({ event_id, number, draft }) => ({
    intent: number.length === 0 ? 'Offer a ticket type' : 'Change a ticket type',
    fields: [
      ['Event', `${event_id}`],
      ['Name', draft.name],
      ['Places', limitOf(draft.capacity)],
      ['Needs approval', draft.approval ? 'yes' : 'no'],
    ],
  }),
  withdraw_ticket_type: ({ event_id, number }) => ({
    intent: 'Give out no more of a ticket type',
    fields: [
      ['Event', `${event_id}`],
      ['Ticket type', `${number}`],
    ],
  }),
  join: (request) => ({
    intent: 'Join an event',
    fields: [
      ['Event', `${request.event_id}`],
      ['Name that staff will read', request.display_name],
      ['Ticket type', request.ticket_type === 0 ? 'none' : `${request.ticket_type}`],
      ['Answers that staff will read', `${request.answers.length}`],
      ['If all places are taken', request.or_wait ? 'wait in line' : 'do not wait'],
    ],
  }),
  decide_application: ({ application_id, approve }) => ({
    intent: approve ? 'Give an applicant a place' : 'Decline an applicant',
    fields: [['Application', `${application_id}`]],
  }),
  accept_offer: numbered('Take the place that is kept for you', 'Application'),
  withdraw_application: numbered('Leave the waiting list', 'Application'),
};

export const questionConsents: ConsentsOf<typeof questionMethods> = {
  set_note: ({ registration_id, note, attention }) => ({
    intent: 'Note something about a guest; they can read it in their export',
    fields: [
      ['Registration', `${registration_id}`],
      ['Note', note],
      ['Shown before they are let in', attention],
    ],
  }),
  answer_questions: ({ registration_id, answers }) => ({
    intent: 'Answer questions of the organizer',
    fields: [
      ['Registration', `${registration_id}`],
      ...answers.map(({ question, answer }) => [`Question ${question}`, answer] as const),
    ],
  }),
};

export const guestConsents: ConsentsOf<typeof guestMethods> = {
  add_guests: ({ event_id, rows, claim_codes }) => ({
    intent: 'Add guests to an event',
    fields: [
      ['Event', `${event_id}`],
      ['How many', `${rows.length}`],
      ['Codes to claim the places', claim_codes ? 'yes' : 'no'],
    ],
  }),
  renew_claim_code: numbered('Make a new code for a guest; the old one dies', 'Registration'),
  offer_transfer: numbered('Pass your place on to whoever gets the code', 'Registration'),
  withdraw_transfer: numbered('Keep your place: the code to take it dies', 'Registration'),
  take_over: ({ display_name }) => ({
    intent: 'Take a place that was passed on to you',
    fields: [['Name that staff will read', display_name || 'as the organizer wrote it']],
  }),
  cancel_registration: numbered('Give your place up', 'Registration'),
  reinstate_registration: numbered('Give a guest the place back', 'Registration'),
};

const planFields = ({
  name,
  valid_from_ns,
  valid_until_ns,
  events,
}: Infer<typeof MembershipPlanDraft>): [string, string][] => [
  ['Name', name],
  ['From', utc(valid_from_ns)],
  ['Until', utc(valid_until_ns)],
  ['Events', events.map(({ event_id }) => `${event_id}`).join(', ') || 'all of yours'],
];

export const teamConsents: ConsentsOf<typeof teamMethods> = {
  name_team_member: (change) => ({
    intent: 'Let somebody help at your event',
    fields: memberFields(change),
  }),
  remove_team_member: (change) => ({
    intent: 'Take the right to help from somebody',
    fields: memberFields(change),
  }),
  create_membership_plan: (draft) => ({
    intent: 'Create a membership that opens several events',
    fields: planFields(draft),
  }),
  edit_membership_plan: ({ plan_id, draft }) => ({
    intent: 'Change what a membership opens',
    fields: [['Plan', `${plan_id}`], ...planFields(draft)],
  }),
  give_membership: ({ plan_id, holder }) => ({
    intent: 'Give somebody a membership',
    fields: [
      ['Plan', `${plan_id}`],
      ['Person', holder.toText()],
    ],
  }),
  withdraw_membership: numbered('Take a membership back', 'Membership'),
};
