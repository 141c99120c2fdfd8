/** Guests without a registration who are let in at the door. */
import {
  blob,
  type Infer,
  nat32,
  nat64,
  nothing,
  opt,
  record,
  text,
  update,
  variant,
} from './candid.ts';
import { HandOver } from './event-guests.ts';
import { EventRefusal } from './event-refusal.ts';
import { Passage, ScanRefusal } from './event-scan.ts';

export const WalkIn = record({
  event_id: nat64,
  /** 16 bytes of the client's choice: a walk-in sent again is the same guest. */
  row_key: blob,
  /** Empty: the guest gets a number for a name. */
  display_name: text,
  /** 0: the event has no types. */
  ticket_type: nat32,
  gate: text,
  /** Which check-in list; absent: the first of the gate. */
  list_id: opt(nat64),
});
export type WalkIn = Infer<typeof WalkIn>;

export const WalkInAnswer = variant({
  Admitted: record({
    passage: Passage,
    /** With it the guest takes the place over later; absent once somebody has. */
    claim: opt(HandOver),
  }),
  /** This door does not let this guest in now; nobody was registered. */
  Refused: ScanRefusal,
  /** There is no such place to give. */
  Err: EventRefusal,
  /** Sent again, but taken back or gone since: nothing was done. */
  NotInside: nothing,
});
export type WalkInAnswer = Infer<typeof WalkInAnswer>;

export const walkInMethods = {
  /** By staff, the organizer, and readers that may work by hand: registers a guest and lets them in. */
  admit_walk_in: update([WalkIn], WalkInAnswer),
};
