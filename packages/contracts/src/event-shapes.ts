/** Events in lists and answers. */
import {
  type Infer,
  nat32,
  nat64,
  nothing,
  opt,
  principal,
  record,
  text,
  variant,
  vec,
} from './candid.ts';

export const EventStatus = variant({
  Draft: nothing,
  Published: nothing,
  Cancelled: nothing,
  /** Over, and out of all lists. */
  Archived: nothing,
});
export type EventStatus = Infer<typeof EventStatus>;

const described = {
  name: text,
  description: text,
  location: text,
  /** IANA name; all times are shown in it. */
  time_zone: text,
  starts_at_ns: nat64,
  ends_at_ns: nat64,
};

export const EventDraft = record({
  ...described,
  /** Doors: scans outside are refused `NotYetOpen` / `Closed`. Default: two hours before the start. */
  doors_open_ns: opt(nat64),
  /** Most registrations; unlimited when absent. */
  capacity: opt(nat32),
});
export type EventDraft = Infer<typeof EventDraft>;

export const EventView = record({
  id: nat64,
  ...described,
  doors_open_ns: nat64,
  capacity: opt(nat32),
  organizer: principal,
  status: EventStatus,
  created_at_ns: nat64,
  registered: nat32,
  /** Holders that have entered at least once. */
  arrived: nat32,
  /** Holders inside now. */
  inside: nat32,
});
export type EventView = Infer<typeof EventView>;
export const EventPage = record({ events: vec(EventView), next: opt(nat64) });
