/** Finding events, joining them and showing a code: what the first page of an attendee asks for. */
import { nat32, nat64, opt, query, record, result, text, update } from './candid.ts';
import { EventRefusal } from './event-refusal.ts';
import { AttendancePage, Registration } from './event-registration.ts';
import { EventPage, EventView } from './event-shapes.ts';
import { IssuedToken, TokenPurpose } from './token-shapes.ts';

export const IssueTokenRequest = record({ registration_id: nat64, purpose: TokenPurpose });

export const attendingMethods = {
  get_event: query([nat64], result(EventView, EventRefusal)),
  /** Published events and the caller's own drafts, newest first. */
  list_events: query([opt(nat64), nat32], EventPage),
  /** Registers the caller under a name that staff will see. */
  join_event: update([nat64, text], result(Registration, EventRefusal)),
  /** Newest first. */
  my_registrations: query([opt(nat64), nat32], AttendancePage),
  /** By the holder. Revokes the token issued before for the same registration and purpose. */
  issue_token: update([IssueTokenRequest], result(IssuedToken, EventRefusal)),
};
