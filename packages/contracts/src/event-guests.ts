/** Guests added by the organizer, and places that change hands. */
import {
  blob,
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
import { AttendancePage, Registration } from './event-registration.ts';

export const GuestRow = record({
  /** 16 bytes of the client's choice: a row sent again is not added again. */
  row_key: blob,
  display_name: text,
  ticket_type: nat32,
  note: text,
  attention: text,
  /** Who it is, where known; everybody else claims the place with the code. */
  holder: opt(principal),
});
export type GuestRow = Infer<typeof GuestRow>;
export const GuestBatch = record({
  event_id: nat64,
  rows: vec(GuestRow),
  /** Whether to make a one-time code for each guest without a principal. */
  claim_codes: bool,
});
export const GuestVerdict = variant({
  Added: record({ registration_id: nat64, claim_code: opt(text) }),
  /** Added by an earlier call with the same key. */
  Known: record({ registration_id: nat64 }),
  NotAdded: EventRefusal,
});
export const GuestOutcome = record({ row_key: blob, verdict: GuestVerdict });
export type GuestOutcome = Infer<typeof GuestOutcome>;

/** A one-time code that passes a place on; only its hash is kept. */
export const HandOver = record({ code: text, expires_at_ns: nat64 });
export type HandOver = Infer<typeof HandOver>;
export const TakeOver = record({
  code: text,
  /** The name that staff will see; empty keeps the one the organizer wrote. */
  display_name: text,
});

/** What a code is for, told to whoever holds it: nothing about the guest. */
export const CodePlace = record({ registration_id: nat64, event_id: nat64, event_name: text });
export type CodePlace = Infer<typeof CodePlace>;

export const AttendeesQuestion = record({ event_id: nat64, cursor: opt(nat64), limit: nat32 });
export const GuestSearch = record({ event_id: nat64, text, limit: nat32 });
/** What staff know about one guest, for exports: only of those about whom something is known. */
export const GuestNotes = record({
  registration_id: nat64,
  note: text,
  attention: text,
  answers: vec(Answer),
});
export type GuestNotes = Infer<typeof GuestNotes>;
export const GuestNotesPage = record({ cards: vec(GuestNotes), next: opt(nat64) });

/** `after` is a number of the feed. */
export const AttendeeChangesQuestion = record({ event_id: nat64, after: nat64, limit: nat32 });
export const AttendeeChanges = record({
  /** As they are now, each once, whatever happened to them how often. */
  rows: vec(Registration),
  next_seq: nat64,
  /** `after` is ahead of the feed, or older than what is kept of it: read the whole table. */
  reload: bool,
});
export type AttendeeChanges = Infer<typeof AttendeeChanges>;
export const guestMethods = {
  /** By whoever runs the event, up to 200 rows a call: a verdict per row, in order. */
  add_guests: update(
    [GuestBatch],
    result(
      vec(GuestOutcome),
      variant({
        SignInRequired: nothing,
        Forbidden: nothing,
        UnknownEvent: nothing,
        KeysNotReady: nothing,
        TooMany: record({ limit: nat32 }),
      }),
    ),
  ),
  /** By whoever runs the event: a new code for a guest who has not claimed; the old one dies. */
  renew_claim_code: update([nat64], result(HandOver, EventRefusal)),
  /** By the holder: offers the place to whoever gets the code; stays theirs until it is taken. */
  offer_transfer: update([nat64], result(HandOver, EventRefusal)),
  withdraw_transfer: update([nat64], result(nothing, EventRefusal)),
  /** By whoever has the code, before they use it: `UnknownCode` and `CodeExpired` as `take_over`. */
  look_at_code: query([text], result(CodePlace, EventRefusal)),
  /** Claims a guest's place or takes one that was passed on; old tokens and keys die. */
  take_over: update([TakeOver], result(Registration, EventRefusal)),
  /** By the holder, before they have been inside. The place goes to the next in line. */
  cancel_registration: update([nat64], result(Registration, EventRefusal)),
  /** By whoever runs the event: gives a revoked or cancelled place back, if there is one. */
  reinstate_registration: update([nat64], result(Registration, EventRefusal)),
  /** Staff: like `attendance`, for tables: up to 500 rows a page. */
  attendees: query([AttendeesQuestion], result(AttendancePage, EventRefusal)),
  /** Staff: notes and answers, in the order of `attendees`; a page is of 500 registrations. */
  guest_cards: query([AttendeesQuestion], result(GuestNotesPage, EventRefusal)),
  /** Staff: the registrations that the feed has told of since; keeps a table up to date. */
  attendee_changes: query([AttendeeChangesQuestion], result(AttendeeChanges, EventRefusal)),
  /** Staff: guests of whose name a word starts like the words of `text`. */
  search_guests: query([GuestSearch], result(vec(Registration), EventRefusal)),
};
