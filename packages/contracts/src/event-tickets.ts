/** Ticket types, and the way to a place: at once, by approval, or from the waiting list. */
import {
  bool,
  type Infer,
  nat32,
  nat64,
  nothing,
  opt,
  principal,
  query,
  record,
  result,
  text,
  update,
  variant,
  vec,
} from './candid.ts';
import { Answer } from './event-questions.ts';
import { EventRefusal } from './event-refusal.ts';
import { Registration } from './event-registration.ts';

const ticketTypeFields = {
  name: text,
  /** `#rrggbb`, shown to staff beside the name, never alone. */
  colour: text,
  capacity: opt(nat32),
  sales_from_ns: opt(nat64),
  sales_until_ns: opt(nat64),
  /** Within the event's own times, when this ticket opens the doors; all of them where absent. */
  valid_from_ns: opt(nat64),
  valid_until_ns: opt(nat64),
  approval: bool,
  /** Only for those who know the invitation code, and for guests added by hand. */
  hidden: bool,
};
export const TicketTypeDraft = record(ticketTypeFields);
export type TicketTypeDraft = Infer<typeof TicketTypeDraft>;
export const TicketType = record({
  /** From 1 within its event; 0 means an event without types. */
  number: nat32,
  ...ticketTypeFields,
  /** Places given away, those on offer to the waiting list included. */
  taken: nat32,
  /** No longer given out; those who have one keep it. */
  withdrawn: bool,
});
export type TicketType = Infer<typeof TicketType>;

export const PutTicketType = record({
  event_id: nat64,
  /** Absent: a new one. */
  number: opt(nat32),
  draft: TicketTypeDraft,
});
export const TicketTypeRef = record({ event_id: nat64, number: nat32 });

export const ApplicationState = variant({
  /** In line; the place goes to whoever has waited longest for that type. */
  Waiting: nothing,
  /** A place is kept until then. */
  Offered: record({ until_ns: nat64 }),
  /** Waits for the organizer's decision. */
  Applied: nothing,
  Declined: nothing,
});
export type ApplicationState = Infer<typeof ApplicationState>;
export const Application = record({
  /** Becomes the id of the registration. */
  id: nat64,
  event_id: nat64,
  holder: principal,
  display_name: text,
  ticket_type: nat32,
  state: ApplicationState,
  applied_at_ns: nat64,
  /** How many wait before this one, counted up to a hundred. */
  ahead: nat32,
});
export type Application = Infer<typeof Application>;
export const ApplicationPage = record({ applications: vec(Application), next: opt(nat64) });

export const JoinRequest = record({
  event_id: nat64,
  /** The name that staff will see. */
  display_name: text,
  ticket_type: nat32,
  answers: vec(Answer),
  invitation: text,
  membership_id: opt(nat64),
  /** Whether to wait in line when all places are taken. */
  or_wait: bool,
});
export type JoinRequest = Infer<typeof JoinRequest>;
export const Joined = variant({ Registered: Registration, Queued: Application });
export type Joined = Infer<typeof Joined>;

export const ApplicationsQuestion = record({
  event_id: nat64,
  /** The waiting list, or else those that wait for a decision. */
  waiting: bool,
  cursor: opt(nat64),
  limit: nat32,
});
export const ApplicationDecision = record({ application_id: nat64, approve: bool });

export const ticketMethods = {
  put_ticket_type: update([PutTicketType], result(TicketType, EventRefusal)),
  /** Gives out no more of them. */
  withdraw_ticket_type: update([TicketTypeRef], result(TicketType, EventRefusal)),
  /** Registers the caller, or puts them in line where that is the way. */
  join: update([JoinRequest], result(Joined, EventRefusal)),
  /** Newest first. */
  my_applications: query([opt(nat64), nat32], ApplicationPage),
  /** By staff: who waits, in order. */
  applications: query([ApplicationsQuestion], result(ApplicationPage, EventRefusal)),
  /** By whoever runs the event: gives the place (or a turn in line), or declines. */
  decide_application: update([ApplicationDecision], result(Joined, EventRefusal)),
  /** By the applicant: takes the place that is kept for them. */
  accept_offer: update([nat64], result(Registration, EventRefusal)),
  withdraw_application: update([nat64], result(nothing, EventRefusal)),
};
