/** From draft to archive: what an event says beyond its door, series, pictures, finding events. */
import {
  blob,
  bool,
  type Infer,
  nat32,
  nat64,
  nothing,
  opt,
  query,
  record,
  result,
  text,
  update,
  variant,
  vec,
} from './candid.ts';
import { Question } from './event-questions.ts';
import { EventRefusal } from './event-refusal.ts';
import { Registration } from './event-registration.ts';
import { EventDraft, EventView } from './event-shapes.ts';
import { Application, TicketType, TicketTypeDraft } from './event-tickets.ts';

export const Visibility = variant({
  /** In lists and searches. */
  Public: nothing,
  /** For whoever has the link. */
  Unlisted: nothing,
  /** For whoever has the link and the invitation code. */
  Private: nothing,
});
export type Visibility = Infer<typeof Visibility>;

const detailFields = {
  visibility: Visibility,
  address: text,
  room: text,
  /** Whether joining needs the organizer's approval, whatever the ticket type says. */
  approval: bool,
  /** Whether people can wait for a place when all are taken. */
  waitlist: bool,
  /** Places that get free are kept this long for the next in line, who has to accept; else given. */
  accept_within_seconds: opt(nat32),
  questions: vec(Question),
};
export const EventDetails = record(detailFields);
export type EventDetails = Infer<typeof EventDetails>;

/** Absent: stays as it is. Empty: no code any more. */
const invitation = opt(text);
export const EventEdit = record({
  event_id: nat64,
  draft: EventDraft,
  details: EventDetails,
  invitation,
});
export type EventEdit = Infer<typeof EventEdit>;

export const EventDate = record({
  starts_at_ns: nat64,
  ends_at_ns: nat64,
  doors_open_ns: opt(nat64),
});
export type EventDate = Infer<typeof EventDate>;
export const EventPlan = record({
  /** What all dates share; its own times are those of the first date. */
  draft: EventDraft,
  details: EventDetails,
  invitation,
  ticket_types: vec(TicketTypeDraft),
  /** Further dates, each an event of its own in the same series. */
  more_dates: vec(EventDate),
  /** RFC 5545 `RRULE` value that the dates were made from; empty for none. */
  rule: text,
});
export type EventPlan = Infer<typeof EventPlan>;

export const SeriesRef = record({
  /** The id of its first event. */
  id: nat64,
  rule: text,
});

/** All that the page of an event shows. */
export const EventSheet = record({
  event: EventView,
  details: EventDetails,
  /** Path on this canister while the event is public, new with every picture; absent without one. */
  image: opt(text),
  series: opt(SeriesRef),
  cancelled: opt(record({ at_ns: nat64, reason: text })),
  ticket_types: vec(TicketType),
  waiting: nat32,
  applied: nat32,
  /** Whether there is an invitation code; the code itself is not kept. */
  invited_only: bool,
  my_registration: opt(Registration),
  my_application: opt(Application),
  /** What the caller may do: run the event, or work at its doors. */
  runs: bool,
  staffs: bool,
});
export type EventSheet = Infer<typeof EventSheet>;
export const SheetQuestion = record({ event_id: nat64, invitation: text });

export const EventCard = record({ event: EventView, image: opt(text) });
export type EventCard = Infer<typeof EventCard>;
export const EventCardPage = record({ cards: vec(EventCard), next: opt(nat64) });
export const Discovery = record({
  /** Public events that end after `from_ns` and start before `until_ns`, soonest first. */
  from_ns: nat64,
  until_ns: opt(nat64),
  /** Events with words in name or place that start like each word of this; empty for all. */
  search: text,
  limit: nat32,
  /** The same, of words of the place alone. */
  place: opt(text),
});
export type Discovery = Infer<typeof Discovery>;

export const CancelEvent = record({ event_id: nat64, reason: text });
export const DuplicateEvent = record({ event_id: nat64, starts_at_ns: nat64 });
export const EventImage = record({ event_id: nat64, image: blob });

export const lifeMethods = {
  /** Everything at once: one event or a series, with ticket types; all of them drafts. */
  create_events: update([EventPlan], result(vec(nat64), EventRefusal)),
  /** By whoever runs the event. */
  edit_event: update([EventEdit], result(EventView, EventRefusal)),
  /** For good, with a reason that guests read. Nobody gets in any more; out always. */
  cancel_event: update([CancelEvent], result(EventView, EventRefusal)),
  /** Drafts, events that are over and cancelled ones leave all lists. */
  archive_event: update([nat64], result(EventView, EventRefusal)),
  /** A draft like it, at another time, without its people. */
  duplicate_event: update([DuplicateEvent], result(EventView, EventRefusal)),
  /** PNG, JPEG or WebP; metadata is removed. */
  set_event_image: update([EventImage], result(text, EventRefusal)),
  remove_event_image: update([nat64], result(nothing, EventRefusal)),
  /** For the web app, which loads nothing from other origins; gateways serve the path certified. */
  event_image: query(
    [SheetQuestion],
    result(record({ content_type: text, image: blob }), EventRefusal),
  ),
  event_sheet: query([SheetQuestion], result(EventSheet, EventRefusal)),
  discover_events: query([opt(nat64), Discovery], EventCardPage),
  /** The dates of a series that the caller may see, soonest first. */
  series_events: query([nat64], result(vec(EventView), EventRefusal)),
  /** Events that the caller runs or works at, newest first, archived ones left out unless asked. */
  organized_events: query([opt(nat64), record({ limit: nat32, archived: bool })], EventCardPage),
};
