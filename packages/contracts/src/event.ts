/** The event canister: events, registrations, one-time tokens, devices, check-ins, the live feed. */
import {
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
import { archiveMethods } from './event-archive.ts';
import { attendingMethods } from './event-attending.ts';
import { cardsApi } from './event-cards.ts';
import { doorPhotoMethods } from './event-door-photos.ts';
import { doorsApi } from './event-doors-api.ts';
import { guestMethods } from './event-guests.ts';
import { lifeMethods } from './event-life.ts';
import { passesApi } from './event-passes.ts';
import { questionMethods } from './event-questions.ts';
import { EventRefusal } from './event-refusal.ts';
import { AttendancePage, Registration } from './event-registration.ts';
import { rosterApi } from './event-roster.ts';
import {
  Device,
  Pairing,
  PairingRequest,
  Scan,
  ScanOutcome,
  SubmitRefusal,
  Verdict,
} from './event-scan.ts';
import { EventDraft, EventView } from './event-shapes.ts';
import { teamMethods } from './event-team.ts';
import { ticketMethods } from './event-tickets.ts';
import { walkInMethods } from './event-walk-in.ts';
import { platformApi } from './platform.ts';
import { resourceApi } from './resource.ts';

export * from './event-archive.ts';
export * from './event-attending.ts';
export * from './event-cards.ts';
export * from './event-devices.ts';
export * from './event-door-photos.ts';
export * from './event-doors.ts';
export * from './event-guests.ts';
export * from './event-life.ts';
export * from './event-limits.ts';
export * from './event-passes.ts';
export * from './event-questions.ts';
export * from './event-refusal.ts';
export * from './event-registration.ts';
export * from './event-roster.ts';
export * from './event-scan.ts';
export * from './event-shapes.ts';
export * from './event-team.ts';
export * from './event-tickets.ts';
export * from './event-walk-in.ts';
export * from './token-shapes.ts';

/** Public and without personal data: what moved, where, and the counts after it. */
export const FeedEntry = record({
  seq: nat64,
  at_ns: nat64,
  kind: variant({
    Registered: nothing,
    CheckedIn: nothing,
    CheckedOut: nothing,
    Refused: nothing,
    /** The latest move of somebody, or their place, was taken back. */
    Undone: nothing,
  }),
  gate: text,
  registered: nat32,
  arrived: nat32,
  inside: nat32,
});
export type FeedEntry = Infer<typeof FeedEntry>;
export const FeedPage = record({ entries: vec(FeedEntry), next_seq: nat64 });

export const eventApi = {
  ...platformApi,
  ...resourceApi,
  ...passesApi,
  ...cardsApi,
  ...lifeMethods,
  ...ticketMethods,
  ...questionMethods,
  ...guestMethods,
  ...teamMethods,
  ...rosterApi,
  ...attendingMethods,
  ...archiveMethods,
  ...doorsApi,
  ...walkInMethods,
  ...doorPhotoMethods,
  create_event: update([EventDraft], result(EventView, EventRefusal)),
  publish_event: update([nat64], result(EventView, EventRefusal)),
  /** By the organizer: revokes a registration and every open token of it. */
  revoke_registration: update([nat64], result(Registration, EventRefusal)),
  /** Organizer and staff: who is registered, in order of registration. */
  attendance: query([nat64, opt(nat64), nat32], result(AttendancePage, EventRefusal)),
  /** By the holder or the organizer: revokes open tokens without a new one. */
  revoke_tokens: update([nat64], result(nat32, EventRefusal)),
  /** What `check_in`/`check_out` would answer now; consumes nothing, authorizes nothing. */
  preview_scan: query([Scan], Verdict),
  /** The method decides the direction, whatever the scan says. */
  check_in: update([Scan], Verdict),
  check_out: update([Scan], Verdict),
  /** A verdict per scan, in order; one refused scan never drops the others. */
  submit_scans: update([vec(Scan)], result(vec(ScanOutcome), SubmitRefusal)),
  /** By the organizer: a code that one device may use once within ten minutes. */
  start_pairing: update([PairingRequest], result(Pairing, EventRefusal)),
  /** By the device itself: its caller principal becomes the enrolled device. */
  pair_device: update([text], result(Device, EventRefusal)),
  revoke_device: update([principal], result(Device, EventRefusal)),
  list_devices: query([nat64], result(vec(Device), EventRefusal)),
  /** Entries after `seq`, oldest first; poll with the last `next_seq`. */
  feed: query([nat64, nat64, nat32], FeedPage),
};
